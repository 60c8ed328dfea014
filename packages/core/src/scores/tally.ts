import type { ScoreOptions, WithheldReason } from './types.ts';

/** Answers counted by value. */
export interface Tally {
  n: number;
  blanks: number;
  /** Counts by value, from `low`. */
  distribution: number[];
  /** Shares by value, weighted where weights are given; they sum to 1 when n > 0. */
  shares: number[];
  effectiveN: number;
  withheld: WithheldReason | null;
  level: number;
}

const list = (value: unknown, name: string): void => {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be an array.`);
};

/** Throws a RangeError unless `value` is a whole number from `low` to `high`. */
export function requireWhole(value: number, low: number, high: number, name: string): void {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new RangeError(`${name} is ${String(value)}: give a whole number from ${low} to ${high}.`);
}

/** Throws a RangeError unless `level` is a confidence level. */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1))
    throw new RangeError(`level is ${String(level)}: give a number between 0 and 1, such as 0.95.`);
}

/**
 * Counts whole-number answers from `low` to `high`. Every other value is refused with its index, so that a code for
 * "blank" (11, 99, -1) never passes for a score. Effective n: Kish (1965), Survey Sampling, (sum w)^2 / sum w^2.
 */
export function tally(answers: readonly (number | null)[], low: number, high: number, options: ScoreOptions): Tally {
  const { level = 0.95, minimum = 1, weights } = options;
  list(answers, 'answers');
  requireLevel(level);
  requireWhole(minimum, 1, Number.MAX_SAFE_INTEGER, 'minimum');
  if (weights !== undefined) {
    list(weights, 'weights');
    if (weights.length !== answers.length)
      throw new RangeError(
        `weights has ${weights.length} entries for ${answers.length} answers: give one for each answer.`,
      );
  }
  const distribution = new Array<number>(high - low + 1).fill(0);
  const weighted = new Array<number>(high - low + 1).fill(0);
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < answers.length; i += 1) {
    const answer = answers[i];
    const weight = weights === undefined ? 1 : weights[i];
    if (weight === undefined || !(weight >= 0 && weight < Infinity))
      throw new RangeError(`weights[${i}] is ${String(weight)}: a weight is a finite number, 0 or more.`);
    if (answer === null) continue;
    if (answer === undefined || !Number.isInteger(answer) || answer < low || answer > high)
      throw new RangeError(
        `answers[${i}] is ${String(answer)}: an answer is a whole number from ${low} to ${high}; give null for a blank.`,
      );
    const at = answer - low;
    distribution[at] = (distribution[at] ?? 0) + 1;
    weighted[at] = (weighted[at] ?? 0) + weight;
    n += 1;
    sum += weight;
    squares += weight * weight;
  }
  const some = n > 0 && n >= minimum;
  if (some && !(sum > 0 && sum < Infinity && squares > 0 && squares < Infinity))
    throw new RangeError(
      'weights add up to nothing or overflow: give at least one answer a weight of ordinary size above 0.',
    );
  return {
    n,
    blanks: answers.length - n,
    distribution,
    shares: some ? weighted.map((weight) => weight / sum) : weighted,
    effectiveN: some ? (weights === undefined ? n : (sum * sum) / squares) : 0,
    withheld: n === 0 ? 'no-answers' : some ? null : 'below-minimum',
    level,
  };
}
