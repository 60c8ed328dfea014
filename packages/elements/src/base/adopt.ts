import type { CSSResult } from '@lit/reactive-element';

/** Gives a shadow root a style sheet that came with code fetched later, once. */
export function adopt(root: ShadowRoot, { styleSheet }: CSSResult): void {
  if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
