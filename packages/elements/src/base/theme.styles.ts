import { css } from '@lit/reactive-element';

/*
 * The tokens, each a custom property a page may set on the element or anywhere above it. Inside, styles use the private
 * names (`--_text`): the page's value, or else a default for light and for dark. `control.styles.ts` has those that only controls need.
 *
 * Which of the two follows `color-scheme`: the page's own, or that which `<liaise-connect theme>` holds.
 *
 * The root of the shadow tree takes nothing by inheritance but font family and size, direction, language and colour
 * scheme: no rule of the page reaches it, and what the page does to the host ends there.
 */
const sheet = css`
  :host {
    --_surface: var(--liaise-surface, light-dark(#fff, #16191e));
    --_text: var(--liaise-text, light-dark(#1b1f24, #e8eaed));
    --_muted: var(--liaise-muted, light-dark(#57606a, #a3acb7));
    --_line: var(--liaise-line, light-dark(#d8dce1, #383e47));
    --_good: var(--liaise-good, light-dark(#116b2c, #56d364));
    --_warn: var(--liaise-warn, light-dark(#865100, #e3b341));
    --_bad: var(--liaise-bad, light-dark(#b42318, #ff938a));
    --_focus: var(--liaise-focus, var(--liaise-accent, light-dark(#0b5cad, #7ab8ff)));
    --_radius: var(--liaise-radius, 6px);
    --_unit: calc(4px * var(--liaise-density, 1));
    display: block;
  }
  :host([hidden]) {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  [part~='base'] {
    all: initial;
    -webkit-locale: inherit;
    color-scheme: inherit;
    visibility: inherit;
    box-sizing: border-box;
    display: block;
    font: max(12px, 1em) / 1.5 sans-serif;
    font-family: inherit;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
    color: var(--_text);
  }
  :focus-visible {
    outline: 2px solid var(--_focus) !important;
    outline-offset: 2px;
  }
`;

/** For `static styles` of each element, before its own. */
export const baseStyles = [sheet];
