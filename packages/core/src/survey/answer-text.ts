import type { AnswerCheck, Report } from './answer.ts';
import type { LongTextQuestion, ShortTextQuestion } from './types.ts';
import { codePoints, isBlank, longerThan } from './blank.ts';
import { defaults } from './vocabulary.ts';

/** A text of at most `most` and, where it is not blank, at least `least` code points. */
export function checkText(value: unknown, most: number, report: Report, least = 0, path?: string): void {
  if (typeof value !== 'string') return report('wrong-type', 'Give text.', path);
  if (longerThan(value, most)) return report('too-long', `Use at most ${most} characters.`, path);
  if (isBlank(value)) return;
  if (codePoints(value) < least) report('too-short', `Use at least ${least} characters.`, path);
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    report('bad-character', 'Leave out the zero character and halves of a surrogate pair.', path);
}

/** The check of `short-text` and `long-text`, but for a `format`. */
export const lengthAnswer: AnswerCheck<ShortTextQuestion | LongTextQuestion> = (question, value, report) => {
  const usual = question.type === 'short-text' ? defaults.shortText : defaults.longText;
  checkText(value, question.maxLength ?? usual, report, question.minLength);
};
