import type { KpiValue } from '../records/kpi-value.ts';

export interface Ranked {
  readonly id: string;
  /** `null` where there is no value: not ranked. */
  readonly position: number | null;
  /** How many share the position, itself included. */
  readonly ties: number;
  /** How many are ranked. */
  readonly of: number;
  /** Among whom. */
  readonly scope: string;
}

/** Equal to 12 significant digits: what differs only by the order of adding is a tie. */
const rounded = (value: number): number => Number(value.toPrecision(12));

/**
 * Ranks values, best first. Equal values share a position and the next one is skipped (1, 2, 2, 4). Those without a value are not
 * ranked and do not count. A `neutral` KPI is ranked by size, the greatest first. Order of the input does not matter.
 *
 * @param scope among whom, such as `team:ID`; it stands with each position
 */
export function rank(
  values: readonly { readonly id: string; readonly value: number | null }[],
  options: { readonly direction: KpiValue['direction']; readonly scope: string },
): Ranked[] {
  const { direction, scope } = options;
  const known = values.flatMap(({ value }) => (value === null ? [] : [rounded(value)]));
  known.sort((a, b) => (direction === 'lower' ? a - b : b - a));
  const first = new Map<number, number>();
  const ties = new Map<number, number>();
  known.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index + 1);
    ties.set(value, (ties.get(value) ?? 0) + 1);
  });
  return values.map(({ id, value }) => ({
    id,
    position: value === null ? null : (first.get(rounded(value)) ?? null),
    ties: value === null ? 0 : (ties.get(rounded(value)) ?? 0),
    of: known.length,
    scope,
  }));
}
