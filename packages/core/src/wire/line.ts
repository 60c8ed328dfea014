import { text, type Check } from './check.ts';

/** One line of text of at most so many characters. */
export const line = (most: number): Check<string> => text(most, 0, /^(?=.*\S)\P{Cc}*$/u);
