import { css } from 'lit';

export const goalsStyles = css`
  :host {
    min-inline-size: 12em;
  }
  [part='base'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_unit) * 2);
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
    flex: 1 1 auto;
    min-inline-size: 0;
    font-size: 1em;
    line-height: 1.5;
  }
  .more {
    color: var(--_muted);
    font-weight: 400;
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
  li > ul {
    padding-inline-start: calc(var(--_unit) * 3);
    border-inline-start: 1px solid var(--_line);
  }
  [part='goal'] {
    display: grid;
    gap: var(--_unit);
    padding-block: calc(var(--_unit) * 3);
    border-block-start: 1px solid var(--_line);
  }
  .awaited {
    min-block-size: 9.5em;
    align-content: start;
  }
  .bone {
    inline-size: 40%;
  }
  .bone.wide {
    inline-size: 80%;
  }
  header {
    display: flex;
    align-items: flex-start;
    gap: var(--_unit);
  }
  .toggle {
    flex: none;
    inline-size: 24px;
    min-inline-size: 24px;
    min-block-size: 24px;
    margin-inline-start: -6px;
    padding: 0;
  }
  .toggle::before {
    content: '';
    inline-size: 0.4em;
    block-size: 0.4em;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  .toggle:dir(rtl)::before {
    transform: rotate(135deg);
  }
  .toggle[aria-expanded='true']::before {
    transform: rotate(45deg);
  }
  @media (pointer: coarse) {
    .toggle {
      inline-size: 44px;
      min-block-size: 44px;
      margin-block: -10px;
      margin-inline-start: -16px;
    }
  }
  .progress,
  .facts,
  [part='check-in'] > p,
  details li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_unit) * 3);
  }
  .standing {
    font-weight: 600;
  }
  .good .standing,
  .standing.good,
  .on-track {
    color: var(--_good);
  }
  .standing.warn,
  .at-risk {
    color: var(--_warn);
  }
  .standing.bad,
  .off-track {
    color: var(--_bad);
  }
  .note {
    flex: 1 1 100%;
  }
  [part='check-in'] {
    display: grid;
    gap: var(--_unit);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  summary {
    inline-size: fit-content;
    color: var(--_muted);
    cursor: pointer;
  }
`;
