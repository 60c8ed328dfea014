import { css } from 'lit';

/** A leaderboard; in a narrow place a change is said in signs. */
export const leaderboardStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 15em;
  }
  [part='base'] {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_gap) * 1.5);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  h2,
  h3,
  h4,
  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [part='name'] {
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.4;
  }
  h3,
  h4 {
    font-size: 1em;
    font-weight: 600;
  }
  .more {
    color: var(--_muted);
  }
  [part='rule'] {
    min-block-size: 2lh;
    max-inline-size: 60em;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: start;
  }
  th,
  td {
    padding-block: var(--_unit);
    padding-inline: 0 calc(var(--_gap) * 2);
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
  }
  thead th {
    color: var(--_muted);
  }
  th.position,
  td.position {
    inline-size: 1%;
    padding-inline: var(--_gap) calc(var(--_gap) * 2);
    text-align: end;
    white-space: nowrap;
  }
  td.position {
    font-weight: 600;
  }
  th.name {
    min-inline-size: 6em;
    overflow-wrap: anywhere;
  }
  tbody .value > bdi {
    font-weight: 600;
  }
  th.value,
  td.value {
    text-align: end;
  }
  th.change,
  td.change {
    inline-size: 1%;
    padding-inline-end: var(--_gap);
    text-align: end;
    white-space: nowrap;
  }
  tbody .value .more,
  tbody .name .more {
    display: block;
    font-size: max(12px, 0.875em);
  }
  tr.own > * {
    background: var(--_raised);
  }
  .you {
    margin-inline-start: var(--_unit);
    padding-inline: var(--_unit);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    font-size: max(12px, 0.875em);
  }
  .up {
    color: var(--_good);
  }
  .down {
    color: var(--_bad);
  }
  .short {
    display: none;
  }
  .up::before {
    content: '▲ ' / '';
    font-size: 0.75em;
  }
  .down::before {
    content: '▼ ' / '';
    font-size: 0.75em;
  }
  [part='outliers'],
  [part='recognitions'] {
    padding-block-start: calc(var(--_gap) * 1.5);
    border-block-start: 1px solid var(--_line);
  }
  .sides {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr));
    gap: var(--_gap) calc(var(--_gap) * 3);
    margin-block-start: var(--_gap);
  }
  [part='recognitions'] li {
    padding-block: var(--_gap);
    border-block-end: 1px solid var(--_line);
  }
  [part='recognitions'] button {
    margin-block-start: calc(var(--_gap) * 1.5);
  }
  .said {
    display: block;
    white-space: pre-line;
  }
  @container (width < 30em) {
    th,
    td {
      padding-inline-end: var(--_gap);
    }
    .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .short {
      display: inline;
    }
  }
  @media (forced-colors: active) {
    tr.own > * {
      border-block: 2px solid Highlight;
    }
  }
`;
