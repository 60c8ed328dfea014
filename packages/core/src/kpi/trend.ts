import type { KpiValue } from '../records/kpi-value.ts';

/** How a value moved from an earlier one. */
export interface Trend {
  /** `unknown` where one of the two is missing. */
  readonly way: 'up' | 'down' | 'flat' | 'unknown';
  readonly change: number | null;
  /** Change over the size of the earlier value; `null` where that is 0 and this is not ("new"), or one is missing. */
  readonly relative: number | null;
  /** Whether the way is the better one; `null` when flat, unknown or neutral. */
  readonly better: boolean | null;
  /** Whether the earlier value lies outside the interval of this one; `null` without an interval. */
  readonly clear: boolean | null;
}

/**
 * Compares a value with an earlier one. A previous 0 has no relative change, unless both are 0 (0, flat); a negative one is
 * taken by its size, so that from -20 to -10 is +50 %. Differences in the last digits of binary fractions are flat.
 */
export function trend(
  value: number | null | undefined,
  previous: number | null | undefined,
  direction: KpiValue['direction'],
  interval?: readonly [number, number],
): Trend {
  if (typeof value !== 'number' || typeof previous !== 'number')
    return { way: 'unknown', change: null, relative: null, better: null, clear: null };
  const change = value - previous;
  const flat = Math.abs(change) <= 1e-12 * Math.max(Math.abs(value), Math.abs(previous));
  const way = flat ? 'flat' : change > 0 ? 'up' : 'down';
  return {
    way,
    change: flat ? 0 : change,
    relative: flat ? 0 : previous === 0 ? null : change / Math.abs(previous),
    better: flat || direction === 'neutral' ? null : (way === 'up') === (direction === 'higher'),
    clear: interval ? previous < interval[0] || previous > interval[1] : null,
  };
}

export type Status = 'good' | 'warn' | 'bad' | 'none';

/**
 * Where a value stands against its thresholds: `good` from the first on, `warn` from the second on, else `bad`. While the period
 * runs and a pace below or above the target is known, thresholds are drawn in by the same factor. `none` without value, thresholds
 * or direction.
 */
export function statusOf(
  kpi: Pick<KpiValue, 'value' | 'direction'> & {
    readonly thresholds?: KpiValue['thresholds'] | undefined;
    readonly target?: number | undefined;
    readonly pace?: number | null | undefined;
  },
): Status {
  const { value, thresholds, direction, target, pace } = kpi;
  if (value === null || !thresholds || direction === 'neutral') return 'none';
  const factor = typeof pace === 'number' && target ? pace / target : 1;
  const sign = direction === 'lower' ? -1 : 1;
  if (sign * value >= sign * thresholds.good * factor) return 'good';
  return sign * value >= sign * thresholds.warn * factor ? 'warn' : 'bad';
}
