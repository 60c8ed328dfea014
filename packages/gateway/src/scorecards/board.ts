import type { Leaderboard, LeaderboardItem, Outlier } from '@liaise/core/api/scorecards';
import { outliers, rank } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';

/** A rep with what it is ranked by. */
export interface Entry {
  readonly repId: string;
  readonly name: string;
  readonly value: number | null;
  readonly n: number;
  readonly reason?: string | undefined;
  /** What it was ranked by in the period before; undefined where there is no such period. */
  readonly previous?: number | null | undefined;
}

type Direction = Leaderboard['direction'];

/**
 * Places of reps, best first: equal values share a place and the next is skipped; who has no value stands at the end, by id.
 *
 * @param scope among whom
 */
export function placesOf(entries: readonly Entry[], direction: Direction, scope: string): LeaderboardItem[] {
  const now = rank(
    entries.map(({ repId, value }) => ({ id: repId, value })),
    { direction, scope },
  );
  const before = rank(
    entries.map(({ repId, previous }) => ({ id: repId, value: previous ?? null })),
    { direction, scope },
  );
  const known = entries.some(({ previous }) => previous !== undefined && previous !== null);
  return entries
    .map(({ repId, name, value, n, reason }, index): LeaderboardItem => ({
      repId,
      name,
      position: now[index]?.position ?? null,
      ties: now[index]?.ties ?? 0,
      of: now[index]?.of ?? 0,
      value,
      n,
      ...(reason === undefined ? {} : { reason }),
      ...(known ? { previousPosition: before[index]?.position ?? null } : {}),
    }))
    .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || (a.repId < b.repId ? -1 : 1));
}

/** The currency of most values; of several as frequent the first by name. `undefined` where none has one. */
export function mainCurrency(values: readonly KpiValue[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { currency, value } of values)
    if (currency !== undefined && value !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}

/** A value as it can be compared: money in another currency than the board's is not. */
export function comparable(
  { value, reason, currency }: KpiValue,
  main: string | undefined,
): { value: number | null; reason?: string } {
  if (value !== null && currency !== main) return { value: null, reason: 'other-currency' };
  return reason === undefined ? { value } : { value, reason };
}

/** Who stands out by one KPI, both ways, among values in one currency. */
export function outliersOf(kpi: string, byRep: ReadonlyMap<string, KpiValue>): Outlier[] {
  const values = [...byRep.values()];
  const main = mainCurrency(values);
  const entries = [...byRep].map(([id, value]) => ({ id, value: comparable(value, main).value }));
  return outliers(entries, values[0]?.direction ?? 'neutral').map(({ id, side, deviation }) => ({
    repId: id,
    kpi,
    side,
    deviation,
  }));
}
