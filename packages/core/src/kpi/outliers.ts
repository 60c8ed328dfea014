import type { KpiValue } from '../records/kpi-value.ts';

/** A value far from the others of its group. */
export interface Outlier {
  readonly id: string;
  /** Better than the others: somebody to learn from; worse: somebody to help. */
  readonly side: 'learn-from' | 'help';
  /** Modified z-score; above 0 is better than the median. */
  readonly deviation: number;
}

/** Below this number of values nobody stands out. */
export const fewestForOutliers = 5;
/** Beyond this modified z-score a value is an outlier (Iglewicz & Hoaglin 1993). */
export const outlierBound = 3.5;

const medianOf = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
};
const ascending = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

/**
 * Who stands out in a group, both ways, by the modified z-score M = 0.6745 (x - median) / MAD, MAD being the median of the absolute
 * deviations from the median; beyond 3.5 a value is an outlier (Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers,
 * ASQC). Unlike mean and standard deviation, both stay put while fewer than half of the values are extreme, so one very
 * large value does not hide another. Where the MAD is 0 (half of the values or more are equal) the mean absolute deviation stands in for it,
 * times 1.2533 (the root of pi / 2), by which it agrees with the standard deviation of normal values.
 *
 * @param values `null`: without a value, left out
 * @param direction of `neutral` nobody is better, so nobody stands out
 * @returns strongest first, ties by id; empty with fewer than 5 values
 */
export function outliers(
  values: readonly { readonly id: string; readonly value: number | null }[],
  direction: KpiValue['direction'],
): Outlier[] {
  const known = values.flatMap(({ id, value }) => (value === null || !Number.isFinite(value) ? [] : [{ id, value }]));
  if (direction === 'neutral' || known.length < fewestForOutliers) return [];
  const median = medianOf(ascending(known.map(({ value }) => value)));
  const distances = ascending(known.map(({ value }) => Math.abs(value - median)));
  const mad = medianOf(distances);
  const mean = distances.reduce((sum, one) => sum + one / distances.length, 0);
  const scale = mad > 0 ? mad / 0.6745 : mean * 1.2533;
  // What differs only by the order of adding is no spread.
  if (!(scale > 1e-12 * Math.max(1e-300, Math.abs(median)))) return [];
  const better = direction === 'lower' ? -1 : 1;
  return known
    .map(({ id, value }) => ({ id, deviation: (better * (value - median)) / scale }))
    .filter(({ deviation }) => Math.abs(deviation) > outlierBound)
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation) || (a.id < b.id ? -1 : 1))
    .map(({ id, deviation }) => ({ id, side: deviation > 0 ? 'learn-from' : 'help', deviation }));
}
