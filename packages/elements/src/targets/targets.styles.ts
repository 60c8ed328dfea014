import { css } from 'lit';

export const targetsStyles = css`
  :host {
    container-type: inline-size;
    min-inline-size: 12em;
  }
  [part='base'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_unit) * 4);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  h2,
  h3 {
    margin: 0;
    font-size: 1.1em;
    font-weight: 600;
    line-height: 1.3;
  }
  h3 {
    font-size: 1em;
  }
  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  b {
    font-weight: 600;
  }
  .more {
    color: var(--_muted);
    font-weight: 400;
  }
  [part='targets'],
  [part='weights'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_unit) * 2);
  }
  [part='weights'] {
    padding-block-start: calc(var(--_unit) * 4);
    border-block-start: 1px solid var(--_line);
  }
  .goals > li {
    border-block-start: 1px solid var(--_line);
  }
  .goal {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: var(--_unit) calc(var(--_unit) * 4);
    padding-block: calc(var(--_unit) * 2);
  }
  .goal .target {
    text-align: end;
  }
  .target .more {
    margin-inline-start: calc(var(--_unit) * 2);
  }
  .goal .about p {
    color: var(--_muted);
  }
  .awaited {
    min-block-size: 4.5em;
  }
  .awaited .bone {
    inline-size: 60%;
  }
  .choice {
    color: var(--_muted);
  }
  .choice select {
    min-block-size: 32px;
    padding-inline: calc(var(--_unit) * 2);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .weights li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(var(--_unit) * 4);
    max-inline-size: 32em;
    padding-block: var(--_unit);
    border-block-start: 1px solid var(--_line);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  .actions > button {
    min-block-size: 44px;
  }
  @container (width < 26em) {
    .goal {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .goal .target {
      grid-column: 1;
      text-align: start;
    }
    .goal button {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
  }
`;
