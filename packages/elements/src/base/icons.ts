import { html, type TemplateResult } from 'lit';

/** Outlines on a grid of 20, drawn with one stroke width. */
const outlines = {
  alert: 'M10 3 2.5 16.5h15ZM10 8v4M10 14.2v.1',
  lock: 'M5.5 9h9A1.5 1.5 0 0 1 16 10.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15.5v-5A1.5 1.5 0 0 1 5.5 9ZM6.5 9V6.5a3.5 3.5 0 0 1 7 0V9',
  offline:
    'm3 3 14 14M5 10.5a7 7 0 0 1 3-2M12 8.5a7 7 0 0 1 3 2M2.5 8A11 11 0 0 1 6 5.6M10 5a11 11 0 0 1 7.5 3M10 15v.1',
  clock: 'M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0ZM10 6v4l2.5 2',
  empty:
    'M4.5 5h11A1.5 1.5 0 0 1 17 6.5v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-8A1.5 1.5 0 0 1 4.5 5ZM3 11h4l1 2h4l1-2h4',
  person: 'M13 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM4 17c.6-3.2 3-5 6-5s5.4 1.8 6 5',
  building: 'M4 17V4h8v13M12 8h4v9M2.5 17h15M7 7.5h2M7 10.5h2M7 13.5h2',
  calendar:
    'M4.5 4.5h11A1.5 1.5 0 0 1 17 6v9.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15.5V6a1.5 1.5 0 0 1 1.5-1.5ZM3 8.5h14M7 2.5v4M13 2.5v4',
  check: 'm4 10.5 4 4 8-9',
  pin: 'M10 17.5s5.5-5 5.5-9.2a5.5 5.5 0 0 0-11 0c0 4.2 5.5 9.2 5.5 9.2ZM12 8.3a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  cloud: 'M6 15.5a3.5 3.5 0 0 1-.4-7 4.5 4.5 0 0 1 8.7.8A3.1 3.1 0 0 1 14 15.5Z',
  close: 'm5 5 10 10M15 5 5 15',
};

export type IconName = keyof typeof outlines;

/** A small picture beside a word: the colour of the text, never read aloud. Its styles are in `controlStyles`. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${outlines[name]} /></svg>`;
}
