import type { AnswerCheck } from './answer.ts';
import { checkNumber } from './answer-scale.ts';
import type { NumberQuestion } from './types.ts';

/** The check of `number`. */
export const numberAnswer: AnswerCheck<NumberQuestion> = (question, value, report) => {
  const { min = -Infinity, max = Infinity, integer = false } = question;
  const below = max === Infinity ? '' : `at most ${max}`;
  const range = min === -Infinity ? below : max === Infinity ? `at least ${min}` : `from ${min} to ${max}`;
  checkNumber(value, [min, max], integer, report, range === '' ? 'a finite number' : `a number ${range}`);
};
