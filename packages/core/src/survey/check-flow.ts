import { references, run } from './expression.ts';
import type { Issue, Question } from './types.ts';
import { defaults } from './vocabulary.ts';

/** Answers that stand for all answers a question can get, as far as logic can tell them apart; null: too many. */
function domain(question: Question, expressions: readonly unknown[]): readonly unknown[] | null {
  const points = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, at) => low + at);
  switch (question.type) {
    case 'nps':
      return points(0, 10);
    case 'csat':
      return points(1, question.scale ?? defaults.csatScale);
    case 'ces':
      return points(1, question.scale ?? defaults.cesScale);
    case 'consent':
      return question.mustAccept === true ? [true] : [true, false];
    case 'single-choice':
      return [
        ...question.options.map((option) => option.id),
        ...((question.other ?? false) === false ? [] : [{ other: 'words' }]),
      ];
    case 'number':
      return numbers(question, expressions);
    default:
      return null;
  }
}

/** Every constant that a number is compared with, and a number in each gap between them. */
function numbers(question: Extract<Question, { type: 'number' }>, expressions: readonly unknown[]): readonly number[] {
  const found = new Set<number>();
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'number' && Number.isFinite(value)) found.add(value);
    if (Array.isArray(value) && depth < 40) for (const entry of value as readonly unknown[]) collect(entry, depth + 1);
  };
  for (const expression of expressions) collect(expression, 0);
  const { min = -Infinity, max = Infinity, integer = false } = question;
  if (min > -Infinity) found.add(min);
  if (max < Infinity) found.add(max);
  const edges = [...found].sort((a, b) => a - b);
  const between = edges.map((edge, at) => (edge + (edges[at + 1] ?? edge + 2)) / 2);
  const first = edges[0] ?? 0;
  return [
    ...edges,
    first - 1,
    ...between,
    ...edges.flatMap((edge) => [Math.floor(edge) - 1, Math.ceil(edge) + 1]),
  ].filter((value) => value >= min && value <= max && (!integer || Number.isInteger(value)));
}

const MOST_CASES = 2000;

/**
 * Every combination of answers that these expressions can tell apart, or null where there are too many or where they
 * read hidden fields or free text. `passed` names a question that is certainly passed: one that is required has an answer.
 */
function cases(
  expressions: readonly unknown[],
  questions: ReadonlyMap<string, Question>,
  passed: string | null,
  budget: { left: number },
): Map<string, unknown>[] | null {
  const ids = new Set<string>();
  let size = 0;
  const fields = new Set<string>();
  for (const expression of expressions)
    references(expression, (kind, id) => {
      size += 1;
      (kind === 'field' ? fields : ids).add(id);
    });
  if (fields.size > 0) return null;
  let result = [new Map<string, unknown>()];
  for (const id of ids) {
    const question = questions.get(id);
    const values = question === undefined ? null : domain(question, expressions);
    if (question === undefined || values === null) return null;
    const all = id === passed && question.required === true ? values : [null, ...values];
    if (result.length * all.length > MOST_CASES) return null;
    result = result.flatMap((before) => all.map((value) => new Map(before).set(id, value)));
  }
  budget.left -= result.length * (size + expressions.length);
  return budget.left < 0 ? null : result;
}

const holds = (expression: unknown, answers: ReadonlyMap<string, unknown>): boolean =>
  run(expression, { answer: (id) => answers.get(id) ?? null, field: () => null }) === true;

type Verdict = 'always' | 'never' | 'sometimes';

function verdict(expression: unknown, all: Map<string, unknown>[] | null): Verdict {
  if (typeof expression === 'boolean') return expression ? 'always' : 'never';
  if (all === null) return 'sometimes';
  const count = all.filter((answers) => holds(expression, answers)).length;
  return count === 0 ? 'never' : count === all.length ? 'always' : 'sometimes';
}

/**
 * Finds questions that no person can ever reach: those whose `showIf` never holds and those that every way jumps over.
 * Where logic reads scales, single choices, consents and numbers, every case is tried; elsewhere each condition is
 * taken to hold sometimes, so what is reported is certain, and what is not is not proven reachable.
 *
 * @param isSound whether the logic at a path is free of other faults; what is not is taken to hold sometimes
 */
export function checkFlow(
  questions: readonly Question[],
  isSound: (path: string) => boolean,
  report: (issue: Issue) => void,
): void {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const placeOf = new Map(questions.map((question, at) => [question.id, at]));
  const budget = { left: 2_000_000 };
  const reached = new Uint8Array(questions.length + 1);
  reached[0] = 1;
  questions.forEach((question, at) => {
    const path = `questions.${at}`;
    if (reached[at] !== 1) {
      report({
        path,
        code: 'unreachable',
        message: `Every way jumps over ${question.id}: change the goTo before it or remove the question.`,
      });
      // What follows is judged as if this one were reached, so that one fault is reported once.
      reached[at] = 1;
    }
    const shown =
      question.showIf === undefined
        ? 'always'
        : !isSound(`${path}.showIf`)
          ? 'sometimes'
          : verdict(question.showIf, cases([question.showIf], byId, null, budget));
    if (shown === 'never')
      report({
        path: `${path}.showIf`,
        code: 'unreachable',
        message: `This never holds, so ${question.id} is never shown: change the condition or remove the question.`,
      });
    if (shown !== 'always') reached[at + 1] = 1;
    if (shown === 'never') return;
    const moves = question.goTo ?? [];
    const sound = moves.every((_, i) => isSound(`${path}.goTo.${i}.when`));
    const whens = moves.map((move) => move.when);
    const all = sound ? cases(whens, byId, question.id, budget) : null;
    const verdicts = moves.map((move, i) =>
      isSound(`${path}.goTo.${i}.when`) ? verdict(move.when, all) : ('sometimes' as const),
    );
    verdicts.forEach((when, i) => {
      if (when === 'never')
        report({
          path: `${path}.goTo.${i}.when`,
          code: 'never-true',
          message: 'This never holds: change or remove it.',
        });
    });
    const sure = verdicts.indexOf('always');
    const last = sure < 0 ? moves.length - 1 : sure;
    const taken = all?.map((answers) => whens.findIndex((when) => holds(when, answers)));
    moves.forEach((move, i) => {
      const target = move.to === 'end' ? questions.length : placeOf.get(move.to);
      const possible = taken === undefined ? verdicts[i] !== 'never' && i <= last : taken.includes(i);
      if (target !== undefined && possible) reached[target] = 1;
    });
    const onwards = taken === undefined || moves.length === 0 ? sure < 0 : taken.includes(-1);
    if (onwards) reached[at + 1] = 1;
  });
}
