import type { AnswerCheck, Report } from './answer.ts';
import type { LongTextQuestion, ShortTextQuestion } from './types.ts';
import { codePoints, isBlank, longerThan } from './values.ts';
import { defaults } from './vocabulary.ts';

const formats = {
  email: [/^[^\s@]+@[^\s@]+$/, 'an e-mail address'],
  phone: [/^\+?[\p{Nd} ()./x#*-]{4,40}$/u, 'a telephone number'],
  url: [/^https?:\/\/[^\s/?#]+\S*$/i, 'a web address that starts with https:// or http://'],
} as const;

/** A text of at most `most` and, where it is not blank, at least `least` code points. */
export function checkText(
  value: unknown,
  most: number,
  report: Report,
  least = 0,
  format?: keyof typeof formats,
  path?: string,
): void {
  if (typeof value !== 'string') return report('wrong-type', 'Give text.', path);
  if (longerThan(value, most)) return report('too-long', `Use at most ${most} characters.`, path);
  if (isBlank(value)) return;
  if (codePoints(value) < least) report('too-short', `Use at least ${least} characters.`, path);
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    report('bad-character', 'Leave out the zero character and halves of a surrogate pair.', path);
  if (format !== undefined && !formats[format][0].test(value.trim()))
    report('bad-format', `Give ${formats[format][1]}.`, path);
}

/** The check of `short-text` and `long-text`. */
export const textAnswer: AnswerCheck<ShortTextQuestion | LongTextQuestion> = (question, value, report) => {
  const usual = question.type === 'short-text' ? defaults.shortText : defaults.longText;
  const format = question.type === 'short-text' ? question.format : undefined;
  checkText(value, question.maxLength ?? usual, report, question.minLength, format);
};
