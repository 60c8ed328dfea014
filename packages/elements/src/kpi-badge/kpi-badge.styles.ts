import { css } from '@lit/reactive-element';

/** One sheet for all badges of a page. Tiles and meters add theirs, and so does what opens. */
export const kpiBadgeStyles = css`
  :host {
    display: inline-block;
  }
  [part='base'] {
    position: relative;
    max-inline-size: 100%;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
  }
  .badge {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_unit) * 1.5);
    padding: 0 calc(var(--_unit) * 1.5);
  }
  @media (pointer: coarse) {
    .badge::after {
      content: '';
      position: absolute;
      inset: calc(50% - 22px) 0;
    }
  }
  .stale {
    border-style: dashed;
  }
  [part='label'],
  [part='trend'] {
    color: var(--_muted);
  }
  [part='value'] {
    font-weight: 600;
  }
  [part='value'],
  [part='trend'] {
    white-space: nowrap;
  }
  [part='value'] span,
  [part='trend'] span {
    unicode-bidi: plaintext;
  }
  [part='value']::after {
    margin-inline-start: 0.35em;
    font-size: 0.9em;
  }
  .good [part='value']::after {
    content: '✓' / '';
    color: var(--_good);
  }
  .warn [part='value']::after {
    content: '!' / '';
    color: var(--_warn);
  }
  .bad [part='value']::after {
    content: '✕' / '';
    color: var(--_bad);
  }
  span.good {
    color: var(--_good);
  }
  span.bad {
    color: var(--_bad);
  }
  .unknown {
    display: none;
  }
  [part='trend']::before {
    margin-inline-end: 0.2em;
    font-size: 0.75em;
  }
  .up::before {
    content: '▲' / '';
  }
  .down::before {
    content: '▼' / '';
  }
  small {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .loading [part='value'] span {
    padding-inline-start: 3.5em;
    background: linear-gradient(var(--_line), var(--_line)) center / 100% 55% no-repeat;
  }
`;
