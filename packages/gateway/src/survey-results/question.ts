import { scoredAnswer } from '@liaise/core/kpi';
import { ces, csat, nps } from '@liaise/core/scores';
import type { SurveyResults } from './results.ts';

/** A question, as far as its results need it. */
interface Question {
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

type Result = SurveyResults['questions'][number];

const scored = new Set(['nps', 'csat', 'ces']);
const listed = new Set(['single-choice', 'multiple-choice', 'ranking', 'matrix', 'consent']);

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
export function questionResult(question: Question, answers: readonly AnswerCount[], minimum: number): Result {
  const base = { id: question.id, type: question.type };
  if (scored.has(question.type)) return { ...base, ...scoreResult(question, answers, minimum) };
  const n = answers.reduce((sum, { count }) => sum + count, 0);
  const counts: Record<string, number> = {};
  if (listed.has(question.type) && n >= minimum) {
    for (const { answer, count } of answers) {
      for (const key of keysOf(question.type, answer)) counts[key] = (counts[key] ?? 0) + count;
    }
  }
  return { ...base, n, score: null, interval: null, counts };
}

function scoreResult(
  question: Question,
  answers: readonly AnswerCount[],
  minimum: number,
): Pick<Result, 'n' | 'score' | 'interval' | 'counts'> {
  const valid = answers.filter(({ answer }) => scoredAnswer(question, answer) !== undefined);
  const given = valid.flatMap(({ answer, count }) => new Array<number>(count).fill(Number(answer)));
  const { scale } = question;
  const points = scale === undefined ? {} : { scale };
  const easy = question.easy === undefined ? {} : { easy: question.easy };
  const result =
    question.type === 'nps'
      ? nps(given, { minimum })
      : question.type === 'csat'
        ? csat(given, { minimum, ...points })
        : ces(given, { minimum, ...points, ...easy });
  if (result.withheld !== null) return { n: result.n, score: null, interval: null, counts: {} };
  const lowest = result.metric === 'nps' ? 0 : 1;
  const values = Object.fromEntries(result.distribution.map((count, at) => [String(at + lowest), count]));
  const named =
    result.metric === 'nps'
      ? { promoters: result.promoters, passives: result.passives, detractors: result.detractors }
      : result.metric === 'csat'
        ? { satisfied: result.satisfied }
        : { easy: result.top.count };
  const [low, high] = result.interval;
  return { n: result.n, score: result.score, interval: [low, high], counts: { ...values, ...named } };
}

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
