import { css } from 'lit';

/** A scorecard: a table where there is room, and a block for each figure where there is not. */
export const scorecardStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 15em;
  }
  [part='base'] {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_gap) * 1.5);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  h2,
  p {
    margin: 0;
  }
  [part='header'] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap) calc(var(--_gap) * 3);
    justify-content: space-between;
  }
  [part='name'] {
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.4;
  }
  [part='score'] {
    font-size: 1.6em;
    font-weight: 600;
    line-height: 1.3;
  }
  [part='score'] small {
    font-size: 0.6em;
    font-weight: 400;
    color: var(--_tone, var(--_muted));
  }
  small::before {
    font-size: 0.75em;
  }
  .up::before {
    content: '▲ ' / '';
  }
  .down::before {
    content: '▼ ' / '';
  }
  .more {
    color: var(--_muted);
  }
  [part='lines'] {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: end;
  }
  th,
  td {
    padding-block: var(--_unit);
    padding-inline: calc(var(--_gap) * 2) 0;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
  }
  thead th {
    color: var(--_muted);
  }
  th.kpi {
    padding-inline-start: 0;
    text-align: start;
  }
  .kpi button {
    justify-content: start;
    min-inline-size: 0;
    padding-inline: 0;
    text-align: start;
  }
  .kpi button::before {
    content: '+' / '';
    flex: none;
    inline-size: 1em;
  }
  .kpi button[aria-expanded='true']::before {
    content: '−' / '';
  }
  .good {
    --_tone: var(--_good);
    --_mark: '✓';
  }
  .warn {
    --_tone: var(--_warn);
    --_mark: '!';
  }
  .bad {
    --_tone: var(--_bad);
    --_mark: '✕';
  }
  .standing {
    font-weight: 600;
    white-space: nowrap;
  }
  .standing::after {
    margin-inline-start: 0.35em;
    content: var(--_mark) / '';
    color: var(--_tone);
  }
  .attainment {
    white-space: nowrap;
    bdi {
      display: inline-block;
      min-inline-size: 3.5em;
    }
    svg {
      inline-size: 5em;
      block-size: 8px;
      margin-inline-end: var(--_unit);
      background: var(--_line);
      fill: var(--_tone, var(--_accent));
      stroke: var(--_text);
    }
    svg:dir(rtl) {
      scale: -1 1;
    }
    rect {
      stroke: none;
    }
  }
  [part='bonus'] .more {
    display: block;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  [part='actions'] > .more {
    margin-inline-start: auto;
  }
  @container (width < 40em) {
    [part='lines'] > thead {
      display: block;
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    [part='lines'],
    tbody,
    .why {
      display: block;
    }
    tbody > tr:not(.why) {
      display: grid;
      grid-template-columns: 50% 1fr;
      padding-block: var(--_unit);
      border-block-end: 1px solid var(--_line);
    }
    tbody > tr > * {
      padding: 0;
      border: 0;
      text-align: start;
    }
    tbody > tr > .kpi {
      grid-column: 1 / -1;
    }
    td[data-name]::before {
      content: attr(data-name) / '';
      display: block;
      color: var(--_muted);
    }
  }
  @media (forced-colors: active) {
    .attainment svg {
      --_tone: Highlight;
      --_text: CanvasText;
    }
  }
`;
