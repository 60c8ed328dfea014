import { scaleOf } from './csat.ts';
import { clamp, studentWidth, wilson } from './intervals.ts';
import { tally } from './tally.ts';
import type { Interval, ScoreDetail, ScoreOptions, ScoreResult } from './types.ts';

export interface CesOptions extends ScoreOptions {
  /** Points of the scale, 2 to 10; answers run from 1 to `scale`. Default 7. */
  readonly scale?: number;
  /** Which end of the scale means "easy". Default `high`. */
  readonly easy?: 'high' | 'low';
  /** How many of the easiest points count as easy, 1 to `scale - 1`. Default 2, and 1 on scales of 2 or 3 points. */
  readonly topBoxes?: number;
}

export interface CesDetail extends ScoreDetail {
  /** Sample standard deviation; `null` for one answer alone. */
  readonly standardDeviation: number | null;
  /** The easiest boxes: how many answers lie there, their share, and its Wilson interval. */
  readonly top: { readonly count: number; readonly share: number; readonly interval: Interval };
}

export interface CesTraits {
  readonly scale: number;
  readonly easy: 'high' | 'low';
  readonly topBoxes: number;
}

export type CesResult = ScoreResult<'ces', CesDetail, CesTraits>;

/**
 * Customer Effort Score (Dixon, Freeman & Toman 2010, HBR 88(7)): the mean answer on its scale, with Student's t
 * interval, kept within the scale. `easy` says whether a high or a low mean is the good one; the mean is never turned
 * round. One answer alone says nothing of its spread, so its interval is the whole scale.
 *
 * @param answers whole numbers 1 to `scale`; `null` is a blank and counts for nothing
 * @throws RangeError naming the index of an answer that is neither
 */
export function ces(answers: readonly (number | null)[], options: CesOptions = {}): CesResult {
  const { easy = 'high' } = options;
  const { scale, topBoxes } = scaleOf(options, 7);
  const { n, blanks, distribution, shares, effectiveN, withheld, level } = tally(answers, 1, scale, options);
  const base = { metric: 'ces', n, blanks, level, scale, easy, topBoxes } as const;
  if (withheld !== null)
    return {
      ...base,
      withheld,
      score: null,
      interval: null,
      distribution: null,
      effectiveN: null,
      standardError: null,
      standardDeviation: null,
      top: null,
    };
  const mean = clamp(
    shares.reduce((sum, part, at) => sum + part * (at + 1), 0),
    1,
    scale,
  );
  const spread = shares.reduce((sum, part, at) => sum + part * (at + 1 - mean) ** 2, 0);
  const degreesOfFreedom = effectiveN - 1;
  const enough = degreesOfFreedom > 1e-9;
  const standardDeviation = enough ? Math.sqrt((spread * effectiveN) / degreesOfFreedom) : null;
  const standardError = standardDeviation === null ? 0 : standardDeviation / Math.sqrt(effectiveN);
  const half = enough && standardError > 0 ? studentWidth(level, degreesOfFreedom) * standardError : 0;
  const easiest = (values: readonly number[]) =>
    (easy === 'high' ? values.slice(-topBoxes) : values.slice(0, topBoxes)).reduce((sum, value) => sum + value, 0);
  const count = easiest(distribution);
  const share = count === n ? 1 : Math.min(1, easiest(shares));
  return {
    ...base,
    withheld,
    score: mean,
    interval: enough ? [clamp(mean - half, 1, scale), clamp(mean + half, 1, scale)] : [1, scale],
    distribution,
    effectiveN,
    standardError,
    standardDeviation,
    top: { count, share, interval: wilson(share, effectiveN, level) },
  };
}
