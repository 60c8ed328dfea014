import { css } from 'lit';

/** A panel with a heading and lists, as the elements for managers are. */
export const panelStyles = css`
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
  .more {
    color: var(--_muted);
    font-weight: 400;
  }
`;
