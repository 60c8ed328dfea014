import type { AnswerCheck, Report } from './answer.ts';
import type { CesQuestion, CsatQuestion, NpsQuestion } from './types.ts';
import { defaults } from './vocabulary.ts';

/** A number within bounds, and whole where it has to be; `range` says in words what to give. */
export function checkNumber(
  value: unknown,
  [low, high]: readonly [number, number],
  whole: boolean,
  report: Report,
  range = `a number from ${low} to ${high}`,
): void {
  if (typeof value !== 'number' || Number.isNaN(value)) return report('wrong-type', 'Give a number.');
  if (value < low || value > high || !Number.isFinite(value)) return report('out-of-range', `Give ${range}.`);
  if (whole && !Number.isInteger(value)) report('not-whole', 'Give a whole number.');
}

/** The check of `nps`, `csat` and `ces`. */
export const scaleAnswer: AnswerCheck<NpsQuestion | CsatQuestion | CesQuestion> = (question, value, report) => {
  const { type } = question;
  const most = type === 'nps' ? 10 : (question.scale ?? defaults[`${type}Scale`]);
  checkNumber(value, [type === 'nps' ? 0 : 1, most], true, report);
};
