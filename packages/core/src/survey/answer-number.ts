import type { AnswerCheck, Report } from './answer.ts';
import type { CesQuestion, CsatQuestion, NpsQuestion, NumberQuestion } from './types.ts';
import { defaults } from './vocabulary.ts';

function checkNumber(value: unknown, low: number, high: number, whole: boolean, report: Report): void {
  if (typeof value !== 'number' || Number.isNaN(value)) return report('wrong-type', 'Give a number.');
  if (value < low || value > high || !Number.isFinite(value)) {
    const range =
      low === -Infinity ? `at most ${high}` : high === Infinity ? `at least ${low}` : `from ${low} to ${high}`;
    return report(
      'out-of-range',
      low === -Infinity && high === Infinity ? 'Give a finite number.' : `Give a number ${range}.`,
    );
  }
  if (whole && !Number.isInteger(value)) report('not-whole', 'Give a whole number.');
}

/** The check of `nps`, `csat` and `ces`. */
export const scaleAnswer: AnswerCheck<NpsQuestion | CsatQuestion | CesQuestion> = (question, value, report) => {
  if (question.type === 'nps') return checkNumber(value, 0, 10, true, report);
  checkNumber(
    value,
    1,
    question.scale ?? (question.type === 'csat' ? defaults.csatScale : defaults.cesScale),
    true,
    report,
  );
};

/** The check of `number`. */
export const numberAnswer: AnswerCheck<NumberQuestion> = (question, value, report) =>
  checkNumber(value, question.min ?? -Infinity, question.max ?? Infinity, question.integer === true, report);
