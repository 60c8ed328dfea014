/** The colours of a drawing. */
export interface Paint {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
}

/** For a drawing within a page: the page's tokens, each with a fallback. */
export const pagePaint: Paint = {
  surface: 'var(--liaise-surface, #fff)',
  text: 'var(--liaise-text, currentColor)',
  muted: 'var(--liaise-muted, #57606a)',
  line: 'var(--liaise-line, #8c959f)',
  accent: 'var(--liaise-accent, #0b5cad)',
  good: 'var(--liaise-good, #1a7f37)',
  warn: 'var(--liaise-warn, #8a5a00)',
  bad: 'var(--liaise-bad, #c0202b)',
};
