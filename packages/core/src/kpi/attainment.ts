import type { KpiValue } from '../records/kpi-value.ts';

type Direction = KpiValue['direction'];

export interface AttainmentInput {
  /** `null`: nothing to compute the value from. */
  readonly actual: number | null;
  readonly target: number;
  /** Where it began: attainment 0. */
  readonly baseline?: number | undefined;
  readonly direction: Direction;
  /** Attainment at most; default 1.5. */
  readonly cap?: number;
}

/** How far a value got on the way from its baseline to its target. */
export interface Attainment {
  /** 0 to `cap`; `null` with a reason. */
  readonly attainment: number | null;
  readonly reason?: 'no-data' | 'no-direction';
  /**
   * `line`: the formula; `reached`: 1 when the target is reached and 0 when not, because there is no way from baseline to
   * target on which a part could be told.
   */
  readonly rule?: 'line' | 'reached';
  /** The baseline used, where the rule is `line`. */
  readonly baseline?: number;
}

/** Whether a value is at least as good as a mark. A `neutral` KPI has no better. */
export function reaches(value: number, mark: number, direction: Direction): boolean {
  if (direction === 'neutral') return false;
  return direction === 'higher' ? value >= mark : value <= mark;
}

/**
 * Attainment: clamp((actual - baseline) / (target - baseline), 0, cap), which serves both directions (after Kaplan & Norton
 * 1992 and Doran 1981).
 *
 * Without a baseline it starts at 0 where higher is better, and at twice the target where lower is better: on the target 1, as far
 * above it as it lies above zero 0. Where there is no way to go (the target is the baseline or worse than it; or there is no
 * baseline and the target is 0 or negative) the target is reached or not: 1 or 0. `null` without an actual value, and for a
 * `neutral` KPI.
 *
 * @throws RangeError when target, baseline or cap is not a finite number, or the cap is not above 0
 */
export function attainment(input: AttainmentInput): Attainment {
  const { actual, target, direction, cap = 1.5 } = input;
  for (const [name, value] of Object.entries({ target, baseline: input.baseline ?? 0, actual: actual ?? 0, cap }))
    if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}: give a finite number.`);
  if (cap <= 0) throw new RangeError(`cap is ${cap}: give a number above 0, such as 1.5.`);
  if (direction === 'neutral') return { attainment: null, reason: 'no-direction' };
  if (actual === null) return { attainment: null, reason: 'no-data' };
  const higher = direction === 'higher';
  const baseline = input.baseline ?? (target > 0 ? (higher ? 0 : 2 * target) : undefined);
  const way = baseline === undefined ? 0 : target - baseline;
  if (baseline === undefined || (higher ? way <= 0 : way >= 0))
    return { attainment: reaches(actual, target, direction) ? Math.min(1, cap) : 0, rule: 'reached' };
  const share = Math.min(cap, Math.max(0, (actual - baseline) / way));
  return { attainment: share === 0 ? 0 : share, rule: 'line', baseline };
}
