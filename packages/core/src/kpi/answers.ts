import { defaultTopBoxes } from '../scores/csat.ts';
import type { Score } from './measure.ts';

interface Question {
  readonly id: string;
  readonly type: string;
  readonly scale?: number | undefined;
  readonly easy?: 'high' | 'low' | undefined;
}

/**
 * Turns the answer to a scored question into the number that its score adds up (see `Score`), or undefined where it is blank, or no
 * whole number of the question's scale.
 */
export function scoredAnswer(question: Question, answer: unknown): number | undefined {
  if (typeof answer !== 'number' || !Number.isInteger(answer)) return undefined;
  if (question.type === 'nps') {
    if (answer < 0 || answer > 10) return undefined;
    return answer >= 9 ? 1 : answer >= 7 ? 0 : -1;
  }
  const { scale = question.type === 'csat' ? 5 : 7 } = question;
  if (answer < 1 || answer > scale) return undefined;
  if (question.type === 'csat') return answer > scale - defaultTopBoxes(scale) ? 1 : 0;
  const ease = 1 + (6 * (answer - 1)) / (scale - 1);
  return question.easy === 'low' ? 8 - ease : ease;
}

/** The numbers that a response adds to a score: one for each answered question of the score's type. */
export function scoredAnswers(
  measure: Pick<Score, 'score' | 'question'>,
  questions: readonly Question[],
  answers: Readonly<Record<string, unknown>>,
): number[] {
  return questions
    .filter(({ id, type }) => type === measure.score && (measure.question === undefined || id === measure.question))
    .map((question) => scoredAnswer(question, answers[question.id]))
    .filter((value) => value !== undefined);
}
