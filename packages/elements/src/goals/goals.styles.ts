import { css } from 'lit';
import { panelStyles } from '../base/panel.styles.ts';

export const goalsStyles = css`
  ${panelStyles}
  [part='base'] {
    gap: calc(var(--_unit) * 2);
  }
  h3 {
    min-inline-size: 0;
    font-weight: 400;
    line-height: 1.5;
  }
  b {
    font-weight: 600;
  }
  li > ul {
    padding-inline-start: calc(var(--_unit) * 3);
    border-inline-start: 1px solid var(--_line);
  }
  [part='goal'] {
    border-block-start: 1px solid var(--_line);
  }
  .line {
    position: relative;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto 9em 7em 1em;
    align-items: center;
    gap: 0 calc(var(--_unit) * 2);
    min-block-size: 40px;
  }
  .line > h3,
  .line > .bone {
    grid-column: 2;
  }
  .line > .figure {
    justify-self: end;
    font-variant-numeric: tabular-nums;
    unicode-bidi: plaintext;
  }
  .line > .standing {
    grid-column: 4;
  }
  .line > [part='meter'] {
    grid-column: 5;
  }
  .line .opens {
    min-block-size: 0;
    min-inline-size: 0;
    padding: var(--_unit) 0;
    border: 0;
    color: var(--_text);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .line .opens,
  .line .opens:hover {
    background: none;
  }
  .opens > span {
    font-weight: 600;
  }
  .line:hover .opens > span {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  /* The whole line is pressed, its end shows which way it opens. */
  .opens::before {
    content: '';
    position: absolute;
    inset: 0;
  }
  .opens::after {
    content: '';
    position: absolute;
    inset-inline-end: 0.3em;
    inset-block-start: calc(50% - 0.35em);
    inline-size: 0.4em;
    block-size: 0.4em;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(45deg);
  }
  .opens[aria-expanded='true']::after {
    inset-block-start: calc(50% - 0.1em);
    transform: rotate(225deg);
  }
  @container (width < 40em) {
    .line {
      grid-template-columns: 24px minmax(0, 1fr) auto 1em;
      padding-block: var(--_unit);
    }
    .line > h3 {
      grid-column: 2 / 4;
    }
    .line > .figure {
      grid-column: 2;
      grid-row: 2;
      justify-self: start;
    }
    .line > .standing {
      grid-column: 3;
      grid-row: 2;
    }
    .line > [part='meter'] {
      grid-column: 2 / 4;
    }
  }
  .toggle {
    z-index: 1;
    inline-size: 24px;
    min-inline-size: 24px;
    min-block-size: 24px;
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
    .line {
      min-block-size: 44px;
    }
    .toggle {
      inline-size: 44px;
      min-block-size: 44px;
      margin-block: -2px;
      margin-inline: -10px;
    }
  }
  .standing:not(.more) {
    font-weight: 600;
  }
  .standing.good {
    color: var(--_good);
  }
  .standing.warn {
    color: var(--_warn);
  }
  .standing.bad {
    color: var(--_bad);
  }
  .line > .bone {
    inline-size: 60%;
  }
`;
