import { css } from 'lit';
import { panelStyles } from '../base/panel.styles.ts';

export const targetsStyles = css`
  ${panelStyles}
  b {
    font-weight: 600;
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
  h4 {
    margin: 0;
    font-size: 1em;
    font-weight: 400;
  }
  .groups > li,
  .goals > li {
    border-block-start: 1px solid var(--_line);
  }
  .group {
    display: flex;
    align-items: center;
    justify-content: flex-start;
    min-block-size: 44px;
  }
  .groups .group {
    inline-size: 100%;
    padding: var(--_unit) 0;
    border: 0;
    color: var(--_text);
    text-align: start;
  }
  .group > .missing {
    margin-inline-start: auto;
    font-size: max(12px, 0.875em);
    text-align: end;
  }
  button.group::before {
    content: '';
    flex: none;
    inline-size: 0.4em;
    block-size: 0.4em;
    margin-inline: 0.3em;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  button.group:dir(rtl)::before {
    transform: rotate(135deg);
  }
  button.group[aria-expanded='true']::before {
    transform: rotate(45deg);
  }
  button.group[aria-disabled] {
    cursor: default;
  }
  .groups .goals {
    padding-inline-start: calc(1em + var(--_unit) * 1.5);
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
  .group .bone {
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
  @container (width < 40em) {
    .groups .group {
      flex-wrap: wrap;
      gap: 0 calc(var(--_unit) * 1.5);
    }
    .group > span {
      flex: 1 1 70%;
    }
    .group > .missing {
      flex-basis: 100%;
      margin-inline-start: calc(1em + var(--_unit) * 1.5);
      text-align: start;
    }
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
