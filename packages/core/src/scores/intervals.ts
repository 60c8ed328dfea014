import { normalQuantile, studentQuantile } from './quantiles.ts';
import type { Interval } from './types.ts';

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The two-sided normal quantile of a confidence level: 1.96 for 0.95. */
export const normalWidth = (level: number): number => normalQuantile(0.5 + level / 2);

/** The two-sided Student quantile of a confidence level. */
export const studentWidth = (level: number, degreesOfFreedom: number): number =>
  studentQuantile(0.5 + level / 2, degreesOfFreedom);

/**
 * Interval of a share. Wilson (1927), JASA 22:209; recommended by Brown, Cai & DasGupta (2001), Stat. Sci. 16:101.
 *
 * @param share from 0 to 1
 * @param n number it rests on, above 0; may be an effective n
 * @param level confidence level
 */
export function wilson(share: number, n: number, level = 0.95): Interval {
  const z = normalWidth(level);
  const scale = 1 + (z * z) / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [
    share === 0 ? 0 : clamp((centre - half) / scale, 0, 1),
    share === 1 ? 1 : clamp((centre + half) / scale, 0, 1),
  ];
}

/** A figure with its standard error. */
export interface Estimate {
  readonly score: number;
  readonly standardError: number;
}

/**
 * Net share (promoters less detractors) of a trinomial with `added` answers put on each side:
 * variance p + d - (p - d)^2 over n.
 */
export function netEstimate(promoters: number, detractors: number, n: number, added: number): Estimate {
  const total = n + 4 * added;
  const p = (promoters * n + added) / total;
  const d = (detractors * n + added) / total;
  return { score: p - d, standardError: Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / total) };
}
