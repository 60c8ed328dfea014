import { css } from 'lit';

export const visitLoggerStyles = css`
  [part='base'] {
    display: grid;
    gap: calc(var(--_unit) * 4);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--_gap);
  }
  h2 {
    margin: 0;
    font-size: 1.1em;
    font-weight: 600;
    line-height: 1.3;
  }
  .status {
    color: var(--_muted);
  }
  form {
    display: grid;
    gap: calc(var(--_unit) * 3);
    margin: 0;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr));
    gap: calc(var(--_unit) * 3);
  }
  ul {
    display: grid;
    gap: var(--_unit);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap);
    padding-block: var(--_unit);
    border-block-end: 1px solid var(--_line);
  }
  p {
    margin: 0;
  }
  /* Always there, so that it is read out; takes room only when it says something. */
  .saved.nothing {
    position: absolute;
  }
  li p {
    flex: 1 1 10em;
  }
  li:last-child {
    border: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap);
  }
  .actions button,
  li button {
    min-block-size: 44px;
  }
  .purpose {
    color: var(--_muted);
  }
  time {
    font-variant-numeric: tabular-nums;
  }
`;
