import { wilson } from './intervals.ts';
import { requireWhole, tally } from './tally.ts';
import type { ScoreDetail, ScoreOptions, ScoreResult } from './types.ts';

export interface CsatOptions extends ScoreOptions {
  /** Points of the scale, 2 to 10; answers run from 1 (worst) to `scale` (best). Default 5. */
  readonly scale?: number;
  /** How many of the best points count as satisfied, 1 to `scale - 1`. Default 2, and 1 on scales of 2 or 3 points. */
  readonly topBoxes?: number;
}

export interface CsatDetail extends ScoreDetail {
  /** Answers in the top boxes, unweighted. */
  readonly satisfied: number;
  /** Mean answer on the scale, weighted where weights are given. */
  readonly mean: number;
}

export interface CsatTraits {
  readonly scale: number;
  readonly topBoxes: number;
}

export type CsatResult = ScoreResult<'csat', CsatDetail, CsatTraits>;

/** The top boxes of a scale where none are asked for: two, but one where two would be half the scale or more. */
export const defaultTopBoxes = (scale: number): number => (scale > 3 ? 2 : 1);

/** Checks a scale and its top boxes and fills in their defaults. */
export function scaleOf(options: { scale?: number; topBoxes?: number }, defaultScale: number): CsatTraits {
  const { scale = defaultScale } = options;
  requireWhole(scale, 2, 10, 'scale');
  const { topBoxes = defaultTopBoxes(scale) } = options;
  requireWhole(topBoxes, 1, scale - 1, 'topBoxes');
  return { scale, topBoxes };
}

/**
 * Customer satisfaction: the share of answers in the top boxes, 0 to 1, with its Wilson interval (see {@link wilson}).
 *
 * @param answers whole numbers 1 to `scale`; `null` is a blank and counts for nothing
 * @throws RangeError naming the index of an answer that is neither
 */
export function csat(answers: readonly (number | null)[], options: CsatOptions = {}): CsatResult {
  const traits = scaleOf(options, 5);
  const { n, blanks, distribution, shares, effectiveN, withheld, level } = tally(answers, 1, traits.scale, options);
  const base = { metric: 'csat', n, blanks, level, ...traits } as const;
  if (withheld !== null)
    return {
      ...base,
      withheld,
      score: null,
      interval: null,
      satisfied: null,
      mean: null,
      distribution: null,
      effectiveN: null,
      standardError: null,
    };
  const satisfied = distribution.slice(-traits.topBoxes).reduce((sum, count) => sum + count, 0);
  const share =
    satisfied === n
      ? 1
      : Math.min(
          1,
          shares.slice(-traits.topBoxes).reduce((sum, part) => sum + part, 0),
        );
  return {
    ...base,
    withheld,
    score: share,
    interval: wilson(share, effectiveN, level),
    satisfied,
    mean: shares.reduce((sum, part, at) => sum + part * (at + 1), 0),
    distribution,
    effectiveN,
    standardError: Math.sqrt((share * (1 - share)) / effectiveN),
  };
}
