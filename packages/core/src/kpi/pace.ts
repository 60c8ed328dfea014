import { reaches } from './attainment.ts';
import type { KpiValue } from '../records/kpi-value.ts';

export interface PaceInput {
  readonly target: number;
  /** Share of the period that has passed, 0 to 1 (`shareElapsed`). */
  readonly elapsed: number;
  /** Whether the value builds up from 0 over the period. Others are expected at the target at any time. */
  readonly cumulative: boolean;
  readonly actual?: number | null;
  readonly direction?: KpiValue['direction'];
}

/** What is expected by now, and where the value stands against it. */
export interface Pace {
  /** Expected by now; `null` before the period has begun. */
  readonly expected: number | null;
  /** Whether the actual value is at least as good as expected; `null` without a value, an expectation or a direction. */
  readonly onPace: boolean | null;
  /** Where a cumulative value ends when it goes on like this: actual / elapsed; `null` where that says nothing. */
  readonly projected: number | null;
}

/**
 * Pace of a period: of a value that builds up, target x elapsed is expected by now (of a count that should stay low, no more
 * than that is allowed); of any other, the target. At the end both are the target.
 *
 * @throws RangeError when elapsed is not from 0 to 1 or the target is not finite
 */
export function pace(input: PaceInput): Pace {
  const { target, elapsed, cumulative, actual = null, direction = 'higher' } = input;
  if (!(elapsed >= 0 && elapsed <= 1)) throw new RangeError(`elapsed is ${elapsed}: give a share from 0 to 1.`);
  if (!Number.isFinite(target)) throw new RangeError(`target is ${target}: give a finite number.`);
  if (elapsed === 0) return { expected: null, onPace: null, projected: null };
  const expected = cumulative ? target * elapsed : target;
  return {
    expected,
    onPace: actual === null || direction === 'neutral' ? null : reaches(actual, expected, direction),
    projected: cumulative && actual !== null ? actual / elapsed : null,
  };
}
