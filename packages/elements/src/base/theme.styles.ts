import { css } from 'lit';

/**
 * The tokens, each a custom property a page may set on the element or anywhere above it. Inside, styles use the private
 * names (`--_text`): the page's value, or else a default for light and for dark.
 *
 * `auto`, the default theme, follows the page: whatever `color-scheme` the element inherits. `light` and `dark` hold it.
 */
export const themeStyles = css`
  :host {
    color-scheme: inherit;
    --_surface: var(--liaise-surface, light-dark(#ffffff, #16191e));
    --_raised: var(--liaise-raised, light-dark(#f5f6f8, #21252c));
    --_text: var(--liaise-text, light-dark(#1b1f24, #e8eaed));
    --_muted: var(--liaise-muted, light-dark(#57606a, #a3acb7));
    --_line: var(--liaise-line, light-dark(#d8dce1, #383e47));
    --_edge: var(--liaise-edge, light-dark(#7b858f, #79838e));
    --_accent: var(--liaise-accent, light-dark(#0b5cad, #7ab8ff));
    --_on-accent: var(--liaise-on-accent, oklch(from var(--_accent) clamp(0, (0.66 - l) * 1000, 1) 0 0));
    --_good: var(--liaise-good, light-dark(#116b2c, #56d364));
    --_warn: var(--liaise-warn, light-dark(#865100, #e3b341));
    --_bad: var(--liaise-bad, light-dark(#b42318, #ff938a));
    --_focus: var(--liaise-focus, var(--_accent));
    --_radius: var(--liaise-radius, 6px);
    --_unit: calc(4px * var(--liaise-density, 1));
    --_gap: var(--liaise-gap, calc(var(--_unit) * 2));
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_raised: Canvas;
      --_text: CanvasText;
      --_muted: CanvasText;
      --_line: CanvasText;
      --_edge: ButtonBorder;
      --_accent: LinkText;
      --_on-accent: Canvas;
      --_good: CanvasText;
      --_warn: CanvasText;
      --_bad: CanvasText;
      --_focus: Highlight;
    }
  }
`;

/**
 * What shields an element from the page: every property that a page hands down by inheritance is set back, except font
 * family and size, direction and language. `!important` inside a shadow tree wins over the page's rules for the host.
 */
export const resetStyles = css`
  :host {
    display: block;
    color: var(--_text) !important;
    -webkit-text-fill-color: currentColor !important;
    -webkit-text-stroke: 0 !important;
    font-style: normal !important;
    font-weight: 400 !important;
    font-stretch: normal !important;
    font-variant: normal !important;
    font-feature-settings: normal !important;
    font-size-adjust: none !important;
    line-height: 1.5 !important;
    letter-spacing: normal !important;
    word-spacing: normal !important;
    text-transform: none !important;
    text-indent: 0 !important;
    text-align: start !important;
    text-shadow: none !important;
    text-decoration: none !important;
    text-wrap: wrap !important;
    white-space-collapse: collapse !important;
    white-space: normal !important;
    word-break: normal !important;
    overflow-wrap: anywhere !important;
    hyphens: manual !important;
    tab-size: 8 !important;
    writing-mode: horizontal-tb !important;
    list-style: none !important;
    border-collapse: separate !important;
    border-spacing: 0 !important;
    caption-side: top !important;
    empty-cells: show !important;
    quotes: auto !important;
    cursor: auto !important;
    -webkit-tap-highlight-color: transparent;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  :host(:lang(zh)),
  :host(:lang(ja)),
  :host(:lang(ko)) {
    line-height: 1.65 !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [part~='base'] {
    font-size: max(12px, 1em);
    font-variant-numeric: tabular-nums;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
`;

/** For `static styles` of each element, before its own. */
export const baseStyles = [themeStyles, resetStyles];
