import type { CesResult } from './ces.ts';
import type { CsatResult } from './csat.ts';
import { clamp, normalWidth, studentWidth } from './intervals.ts';
import type { NpsResult } from './nps.ts';
import { requireLevel } from './tally.ts';
import type { Interval, WithheldReason } from './types.ts';

/** How a score moved from one period to another. */
export type Difference =
  | {
      readonly withheld: null;
      /** After less before, in the score's own unit. */
      readonly difference: number;
      readonly interval: Interval;
      /** The difference in standard errors: z for NPS and CSAT, Welch's t for CES. May be infinite. */
      readonly statistic: number;
      readonly degreesOfFreedom: number | null;
      /** True where the interval does not hold 0. */
      readonly exceedsNoise: boolean;
      readonly change: 'better' | 'worse' | 'within-noise';
      readonly level: number;
    }
  | {
      readonly withheld: WithheldReason | 'too-few';
      readonly difference: null;
      readonly interval: null;
      readonly statistic: null;
      readonly degreesOfFreedom: null;
      readonly exceedsNoise: null;
      readonly change: null;
      readonly level: number;
    };

type Result = NpsResult | CsatResult | CesResult;
type Shown<R> = Extract<R, { withheld: null }>;

interface Parts {
  centre: number;
  variance: number;
  /** For Welch's degrees of freedom; null where the normal distribution is used. */
  n: number | null;
}

const parts = (result: Shown<Result>): Parts => {
  if (result.metric === 'nps')
    return { centre: result.adjusted.score, variance: result.adjusted.standardError ** 2, n: null };
  if (result.metric === 'csat') {
    const n = result.effectiveN + 2;
    const share = (result.score * result.effectiveN + 1) / n;
    return { centre: share, variance: (share * (1 - share)) / n, n: null };
  }
  return { centre: result.score, variance: result.standardError ** 2, n: result.effectiveN };
};

const span = (result: Result): number =>
  result.metric === 'nps' ? 2 : result.metric === 'csat' ? 1 : result.scale - 1;

const withhold = (withheld: WithheldReason | 'too-few', level: number): Difference => ({
  withheld,
  difference: null,
  interval: null,
  statistic: null,
  degreesOfFreedom: null,
  exceedsNoise: null,
  change: null,
  level,
});

/**
 * The difference between two periods of one metric, and whether it is more than noise. The difference shown is that of
 * the scores; statistic and interval rest on (later - earlier) / sqrt(SE1^2 + SE2^2), where small samples are cured the
 * same way as in the single intervals: NPS by the adjusted estimates (Rocks 2016; Lewis & Sauro 2021), CSAT by one
 * answer added on each side (Agresti & Caffo 2000, The American Statistician 54:280), CES by Welch's t (Welch 1947,
 * Biometrika 34:28). With two or more answers a CES without any spread on both sides has no standard error: any
 * difference then exceeds noise.
 *
 * @throws TypeError when the two are not of the same metric, scale, direction and top boxes
 */
export function difference<R extends Result>(before: R, after: R, options: { level?: number } = {}): Difference {
  const { level = 0.95 } = options;
  requireLevel(level);
  const traits = (result: Result) =>
    [
      result.metric,
      'scale' in result ? result.scale : '',
      'topBoxes' in result && result.metric === 'csat' ? result.topBoxes : '',
      'easy' in result ? result.easy : '',
    ].join(' ');
  if (traits(before) !== traits(after))
    throw new TypeError(
      'before and after must come from the same metric with the same scale, direction and top boxes.',
    );
  const earlier: Result = before;
  const later: Result = after;
  if (earlier.withheld !== null) return withhold(earlier.withheld, level);
  if (later.withheld !== null) return withhold(later.withheld, level);
  const a = parts(earlier);
  const b = parts(later);
  const variance = a.variance + b.variance;
  let degreesOfFreedom: number | null = null;
  let width: number;
  if (a.n !== null && b.n !== null) {
    if (a.n - 1 <= 1e-9 || b.n - 1 <= 1e-9) return withhold('too-few', level);
    degreesOfFreedom =
      variance === 0 ? a.n + b.n - 2 : variance ** 2 / (a.variance ** 2 / (a.n - 1) + b.variance ** 2 / (b.n - 1));
    width = studentWidth(level, degreesOfFreedom);
  } else width = normalWidth(level);
  const moved = b.centre - a.centre;
  const standardError = Math.sqrt(variance);
  const statistic = moved === 0 ? 0 : moved / standardError;
  const limit = span(later);
  const exceedsNoise = Math.abs(statistic) > width;
  const up = later.metric === 'ces' && later.easy === 'low' ? moved < 0 : moved > 0;
  return {
    withheld: null,
    difference: later.score - earlier.score,
    interval: [
      clamp(moved - width * standardError, -limit, limit),
      clamp(moved + width * standardError, -limit, limit),
    ],
    statistic,
    degreesOfFreedom,
    exceedsNoise,
    change: exceedsNoise ? (up ? 'better' : 'worse') : 'within-noise',
    level,
  };
}
