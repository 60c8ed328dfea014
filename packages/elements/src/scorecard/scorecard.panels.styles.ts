import { css } from 'lit';

/** What only the panels of a scorecard need. */
export const panelStyles = css`
  [part='panel'] {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_gap) * 1.5);
    min-inline-size: 0;
    padding-block: calc(var(--_gap) * 1.5);
    border-block-start: 1px solid var(--_line);
  }
  .why > td {
    padding-inline: 0;
    text-align: start;
  }
  .why > td [part='panel'] {
    border: 0;
    padding-block: var(--_gap);
  }
  dl.why {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_unit) calc(var(--_unit) * 4);
    max-inline-size: 32em;
    margin: 0;
  }
  dl.why dt {
    color: var(--_muted);
  }
  dl.why dd {
    grid-column: 2;
    margin: 0;
    text-align: end;
  }
  [part='panel'] > button {
    align-self: start;
  }
  h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .said {
    display: block;
    white-space: pre-line;
  }
  .list {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .list > li {
    display: grid;
    gap: var(--_unit);
    padding-block: var(--_gap);
    border-block-end: 1px solid var(--_line);
  }
  .list > li > button {
    justify-self: start;
    padding-inline: 0;
  }
  .chip {
    margin-inline-start: var(--_gap);
    font-weight: 400;
    color: var(--_muted);
  }
  .chip.asked {
    color: var(--_warn);
  }
  form {
    display: grid;
    gap: calc(var(--_gap) * 1.5);
    min-inline-size: 0;
  }
  .scroll {
    overflow-x: auto;
  }
  [part='panel'] table {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: start;
  }
  [part='panel'] th,
  [part='panel'] td {
    padding: var(--_unit) 0;
    padding-inline-end: calc(var(--_gap) * 2);
    min-inline-size: 6em;
    text-align: start;
    vertical-align: top;
  }
  [part='panel'] tbody {
    display: table-row-group;
  }
  [part='panel'] tbody > tr {
    display: table-row;
  }
  [part='panel'] tbody > tr > * {
    border-block-end: 1px solid var(--_line);
  }
  [part='panel'] td .more {
    display: block;
  }
  [part='panel'] .figure {
    text-align: end;
    padding-inline: 0;
  }
  fieldset {
    display: grid;
    gap: var(--_unit);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .ratings {
    display: flex;
    gap: var(--_unit);
  }
  .ratings label {
    position: relative;
    display: inline-flex;
  }
  .ratings input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .ratings span {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
  }
  .ratings input:checked + span {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .ratings input:focus-visible + span {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .ratings input[aria-invalid='true'] + span {
    border-color: var(--_bad);
  }
  .grid {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 2fr) 6em;
    align-items: center;
    gap: var(--_gap) calc(var(--_gap) * 2);
  }
  .grid > span[aria-hidden] {
    color: var(--_muted);
  }
  .pair {
    display: flex;
    align-items: center;
    gap: var(--_gap);
  }
  .pair input[type='range'] {
    flex: 1 1 auto;
    min-inline-size: 0;
    block-size: 44px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .pair input[type='number'] {
    flex: 0 0 6em;
  }
  .result {
    font-size: 1.15em;
  }
  @container (width < 40em) {
    .why > td {
      display: block;
    }
  }
  @container (width < 30em) {
    .grid {
      grid-template-columns: minmax(0, 1fr) 5em;
    }
    .grid > span:not(.pair) {
      grid-column: 1 / -1;
    }
    .grid > span[aria-hidden],
    .grid > span:empty {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .ratings input:checked + span {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
