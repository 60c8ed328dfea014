import type { QuestionResult, ScoreGroup } from '@liaise/core/api/survey-results';
import { scoredAnswer } from '@liaise/core/kpi';
import {
  ces,
  type CesResult,
  csat,
  type CsatResult,
  defaultTopBoxes,
  difference,
  nps,
  type NpsResult,
} from '@liaise/core/scores';

/** A question, as far as its results need it. */
export interface Question {
  readonly id: string;
  readonly type: string;
  readonly scale?: number | undefined;
  readonly easy?: 'high' | 'low' | undefined;
}

/** How often an answer was given. */
export interface AnswerCount {
  question: string;
  answer: unknown;
  count: number;
}

/** What follows from the answers to one question. */
export type Figures = Pick<
  QuestionResult,
  'n' | 'score' | 'interval' | 'withheld' | 'counts' | 'scale' | 'topBoxes' | 'easy'
>;

export type Score = NpsResult | CsatResult | CesResult;

/** Fewest answers for a figure, where the survey does not say. */
export const usualMinimum = 5;

const scored = new Set(['nps', 'csat', 'ces']);
const listed = new Set(['single-choice', 'multiple-choice', 'ranking', 'matrix', 'consent']);

/** Whether a question has a score. */
export const isScored = ({ type }: Pick<Question, 'type'>): boolean => scored.has(type);

/** Whether a question's answers are counted by value; others only by how many answered. */
export const isCounted = ({ type }: Pick<Question, 'type'>): boolean => scored.has(type) || listed.has(type);

/**
 * The figures of one question.
 *
 * `counts` of a score: how often each value was given, and beside these `promoters`, `passives` and `detractors` (NPS),
 * `satisfied` (CSAT) or `easy` (CES). Of a choice: by option, with `other`; a ranking counts first places, a matrix `row/option`;
 * consent `true` and `false`.
 *
 * @param minimum below this number of answers there is neither score nor counts
 */
export function questionFigures(question: Question, answers: readonly AnswerCount[], minimum: number): Figures {
  if (scored.has(question.type)) return scoreFigures(question, answers, minimum);
  const n = answers.reduce((sum, { count }) => sum + count, 0);
  const counts: Record<string, number> = {};
  if (listed.has(question.type) && n >= minimum) {
    for (const { answer, count } of answers) {
      for (const key of keysOf(question.type, answer)) counts[key] = (counts[key] ?? 0) + count;
    }
  }
  const withheld = n === 0 ? 'no-answers' : n < minimum ? 'below-minimum' : null;
  return { n, score: null, interval: null, withheld, counts };
}

/** The score of a question from how often each answer was given; answers that are none of its scale are left out. */
export function scoreOf(question: Question, answers: readonly AnswerCount[], minimum: number): Score {
  const valid = answers.filter(({ answer }) => scoredAnswer(question, answer) !== undefined);
  const given = valid.flatMap(({ answer, count }) => new Array<number>(count).fill(Number(answer)));
  const { scale } = question;
  const points = scale === undefined ? {} : { scale };
  const easy = question.easy === undefined ? {} : { easy: question.easy };
  if (question.type === 'nps') return nps(given, { minimum });
  return question.type === 'csat' ? csat(given, { minimum, ...points }) : ces(given, { minimum, ...points, ...easy });
}

/** A score with what it rests on, as it is told. */
export function told({ n, score, interval, withheld }: Score): Pick<Figures, 'n' | 'score' | 'interval' | 'withheld'> {
  return { n, score, interval: interval && [...interval], withheld };
}

function scoreFigures(question: Question, answers: readonly AnswerCount[], minimum: number): Figures {
  const result = scoreOf(question, answers, minimum);
  const traits =
    result.metric === 'nps'
      ? {}
      : {
          scale: result.scale,
          topBoxes: result.topBoxes,
          ...(result.metric === 'ces' ? { easy: result.easy } : {}),
        };
  if (result.withheld !== null) return { ...told(result), ...traits, counts: {} };
  const lowest = result.metric === 'nps' ? 0 : 1;
  const values = Object.fromEntries(result.distribution.map((count, at) => [String(at + lowest), count]));
  const named =
    result.metric === 'nps'
      ? { promoters: result.promoters, passives: result.passives, detractors: result.detractors }
      : result.metric === 'csat'
        ? { satisfied: result.satisfied }
        : { easy: result.top.count };
  return { ...told(result), ...traits, counts: { ...values, ...named } };
}

/** What a score was before, and whether it has moved by more than noise. Nothing is told where there was nothing. */
export function earlierOf(
  question: Question,
  before: readonly AnswerCount[],
  now: readonly AnswerCount[],
  minimum: number,
  span: { from: string; to: string },
): QuestionResult['earlier'] {
  if (!isScored(question)) return undefined;
  const [earlier, later] = [scoreOf(question, before, minimum), scoreOf(question, now, minimum)];
  if (earlier.n === 0) return undefined;
  const moved = difference(earlier, later);
  return {
    ...span,
    n: earlier.n,
    score: earlier.score,
    difference: moved.difference,
    interval: moved.interval && [...moved.interval],
    change: moved.change,
  };
}

/** The answers to a scored question that count as good, neither, or poor. */
export function valuesOf(question: Question, group: ScoreGroup): number[] {
  const from = (low: number, high: number): number[] =>
    Array.from({ length: Math.max(0, high - low + 1) }, (_, at) => low + at);
  if (question.type === 'nps') return group === 'good' ? [9, 10] : group === 'middle' ? [7, 8] : from(0, 6);
  if (group === 'middle') return [];
  const { scale = question.type === 'csat' ? 5 : 7 } = question;
  const boxes = defaultTopBoxes(scale);
  if (question.type === 'ces' && question.easy === 'low')
    return group === 'good' ? from(1, boxes) : from(boxes + 1, scale);
  return group === 'good' ? from(scale - boxes + 1, scale) : from(1, scale - boxes);
}

/** In which group an answer to a scored question falls; null for what is no answer. */
export const groupOf = (question: Question, answer: unknown): ScoreGroup | null =>
  (['good', 'middle', 'poor'] as const).find((group) => valuesOf(question, group).includes(answer as number)) ?? null;

const optionOf = (choice: unknown): string => (typeof choice === 'string' ? choice : 'other');

function keysOf(type: string, answer: unknown): string[] {
  if (type === 'consent') return [String(answer === true)];
  if (type === 'single-choice') return [optionOf(answer)];
  if (type === 'matrix') {
    if (typeof answer !== 'object' || answer === null) return [];
    return Object.entries(answer).map(([row, option]) => `${row}/${optionOf(option)}`);
  }
  const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [];
  return (type === 'ranking' ? chosen.slice(0, 1) : chosen).map(optionOf);
}
