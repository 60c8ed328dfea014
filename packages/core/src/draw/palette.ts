import type { Paint } from './paint.ts';

/** For a picture on its own (mail, wikis): plain colours, since no page lends any. */
export const palettes: Readonly<Record<'light' | 'dark', Paint>> = {
  light: {
    surface: '#ffffff',
    text: '#1f2328',
    muted: '#57606a',
    line: '#868e97',
    accent: '#0b5cad',
    good: '#1a7f37',
    warn: '#8a5a00',
    bad: '#c0202b',
  },
  dark: {
    surface: '#161b22',
    text: '#e6edf3',
    muted: '#9da7b3',
    line: '#6e7681',
    accent: '#58a6ff',
    good: '#3fb950',
    warn: '#d29922',
    bad: '#ff6a61',
  },
};
