import { css } from 'lit';

/** The head, the score and its trend. */
export const surveyResultsStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 14em;
  }
  [part='base'] {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_unit) * 5);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  h2,
  h3,
  p,
  dl,
  dd {
    margin: 0;
  }
  h2 {
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.4;
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  .more,
  dt {
    color: var(--_muted);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: var(--_gap);
  }
  .head > :first-child {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  [part='score'] {
    display: grid;
    gap: var(--_unit);
  }
  .figure {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_unit) * 3);
  }
  .figure b {
    font-size: 2em;
    font-weight: 600;
    line-height: 1.25;
  }
  .better::before {
    content: '▲ ' / '';
    color: var(--_good);
  }
  .worse::before {
    content: '▼ ' / '';
    color: var(--_bad);
  }
  [part='funnel'] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap) calc(var(--_unit) * 6);
  }
  dd {
    font-weight: 600;
  }
  .drawing {
    block-size: 96px;
  }
`;
