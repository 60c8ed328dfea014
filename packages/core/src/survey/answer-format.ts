import type { AnswerCheck, Report } from './answer.ts';
import { lengthAnswer } from './answer-text.ts';
import type { LongTextQuestion, ShortTextQuestion } from './types.ts';
import { isBlank } from './blank.ts';

const formats = {
  email: [/^[^\s@]+@[^\s@]+$/, 'an e-mail address'],
  phone: [/^\+?[\p{Nd} ()./x#*-]{4,40}$/u, 'a telephone number'],
  url: [/^https?:\/\/[^\s/?#]+\S*$/i, 'a web address that starts with https:// or http://'],
} as const;

/** Checks that a text which is not blank has the form of an address. */
export function checkFormat(value: unknown, format: keyof typeof formats, report: Report, path?: string): void {
  if (typeof value !== 'string' || isBlank(value)) return;
  const [pattern, what] = formats[format];
  if (!pattern.test(value.trim())) report('bad-format', `Give ${what}.`, path);
}

/** The check of `short-text` and `long-text`. */
export const textAnswer: AnswerCheck<ShortTextQuestion | LongTextQuestion> = (question, value, report) => {
  lengthAnswer(question, value, report);
  if (question.type === 'short-text' && question.format) checkFormat(value, question.format, report);
};
