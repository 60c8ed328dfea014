import { css } from 'lit';

/** What stands below the score. */
export const surveyResultsPartsStyles = css`
  summary,
  thead th {
    color: var(--_muted);
  }
  [part='trend'] {
    display: grid;
    gap: calc(var(--_unit) * 2);
    min-inline-size: 0;
  }
  .drawing svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .drawing path {
    vector-effect: non-scaling-stroke;
  }
  .drawing:dir(rtl) svg {
    scale: -1 1;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    gap: var(--_gap);
  }
  summary {
    min-block-size: 32px;
    line-height: 32px;
    inline-size: fit-content;
    cursor: pointer;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding-block: var(--_unit);
    padding-inline: 0 calc(var(--_gap) * 1.5);
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }
  .number {
    text-align: end;
  }
  section {
    min-inline-size: 0;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .part {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_unit) * 2);
    padding-block-start: calc(var(--_unit) * 4);
    border-block-start: 1px solid var(--_line);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_gap);
  }
  .bar button {
    min-block-size: 44px;
  }
  .bar .field {
    flex: 1 1 11em;
    max-inline-size: 20em;
  }
  .question {
    border-block-end: 1px solid var(--_line);
  }
  .question > summary {
    inline-size: auto;
    padding-block: calc(var(--_unit) * 2);
    line-height: inherit;
    color: var(--_text);
  }
  .question > summary .more {
    display: block;
  }
  .question > div {
    padding-block-end: calc(var(--_unit) * 3);
  }
  .counts th {
    inline-size: 34%;
    overflow-wrap: anywhere;
  }
  .counts .count {
    inline-size: 4em;
    white-space: nowrap;
  }
  .counts .sum > * {
    font-weight: 600;
  }
  .counts svg {
    display: block;
    inline-size: 100%;
    min-inline-size: 3em;
  }
  .counts td.drawn {
    padding-inline-end: 0;
    vertical-align: middle;
  }
  .counts svg:dir(rtl) {
    scale: -1 1;
  }
  .counts rect {
    fill: var(--_accent);
  }
  .comment {
    padding-block: calc(var(--_unit) * 2);
    border-block-end: 1px solid var(--_line);
  }
  .comment .said {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .divided th {
    min-inline-size: 7em;
    overflow-wrap: anywhere;
  }
  .report th,
  .report td {
    min-inline-size: 5em;
  }
  .report tbody th {
    min-inline-size: 9em;
  }
  @container (inline-size < 30em) {
    .counts td.drawn {
      display: none;
    }
  }
  @media (pointer: coarse) {
    summary {
      min-block-size: 44px;
      line-height: 44px;
    }
  }
  @media (forced-colors: active) {
    .drawing {
      --_muted: CanvasText;
      --_focus: CanvasText;
      --_line: GrayText;
    }
  }
  @media (forced-colors: active) {
    .counts rect {
      fill: CanvasText;
    }
  }
`;
