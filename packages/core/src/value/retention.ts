import { wilson } from '../scores/intervals.ts';

/** A share that shows what it was computed from. */
export interface Share {
  /** `null` when the denominator is 0. */
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  /** Wilson interval of a share of customers; `null` for shares of money and where there is no value. */
  readonly interval: readonly [low: number, high: number] | null;
}

function shareOfCustomers(numerator: number, denominator: number, level: number): Share {
  if (denominator === 0) return { value: null, numerator, denominator, interval: null };
  const value = numerator / denominator;
  return { value, numerator, denominator, interval: wilson(value, denominator, level) };
}

function shareOfMoney(numerator: number, denominator: number): Share {
  return { value: denominator > 0 ? numerator / denominator : null, numerator, denominator, interval: null };
}

/** A customer's revenue in two periods. */
export interface Revenue {
  readonly start: number;
  readonly end: number;
}

export interface RevenueRetention {
  /** Gross: what the customers of the start still pay, no one counted above what was paid then. At most 1. */
  readonly gross: Share;
  /** Net: what the customers of the start pay now, growth included. */
  readonly net: Share;
  /** Customers of the start who still pay anything. */
  readonly customers: Share;
}

/**
 * Gross and net revenue retention of the cohort that paid at the start; who came later counts in neither. Gross sums
 * `min(end, start)` customer by customer: netting growth against loss first would hide the loss.
 * @throws RangeError naming the index of a row that is negative or not finite
 */
export function revenueRetention(rows: readonly Revenue[], level = 0.95): RevenueRetention {
  let before = 0;
  let kept = 0;
  let now = 0;
  let cohort = 0;
  let paying = 0;
  for (const [row, { start, end }] of rows.entries()) {
    if (!(start >= 0 && start < Infinity && end >= 0 && end < Infinity))
      throw new RangeError(`Row ${row}: start is ${start} and end is ${end}; give revenues of 0 or more.`);
    if (start === 0) continue;
    cohort += 1;
    before += start;
    kept += Math.min(start, end);
    now += end;
    if (end > 0) paying += 1;
  }
  return {
    gross: shareOfMoney(kept, before),
    net: shareOfMoney(now, before),
    customers: shareOfCustomers(paying, cohort, level),
  };
}

/**
 * Retention where customers say when they leave: the share of those active at the start who are active at the end. New
 * customers do not count.
 * @param start ids at the start; an id counts once
 * @param end ids at the end
 */
export function contractualRetention(start: Iterable<string>, end: Iterable<string>, level = 0.95): Share {
  const before = new Set(start);
  const after = new Set(end);
  let kept = 0;
  for (const id of before) if (after.has(id)) kept += 1;
  return shareOfCustomers(kept, before.size, level);
}

export interface SilentRetention extends Share {
  /** Mean of the probabilities: the expected share, without a threshold. */
  readonly mean: number | null;
  readonly threshold: number;
}

/**
 * Retention where customers leave without a word: the share whose probability of being a customer still reaches a
 * threshold. "Bought this month" would not do: who buys twice a year is not lost in between.
 * @param probabilities P(alive) of each customer, from a model that can tell (MBG/NBD or Pareto/NBD)
 */
export function silentRetention(probabilities: ArrayLike<number>, threshold = 0.5, level = 0.95): SilentRetention {
  if (!(threshold >= 0 && threshold <= 1))
    throw new RangeError(`threshold is ${threshold}; give a probability from 0 to 1.`);
  const n = probabilities.length;
  let kept = 0;
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    const probability = probabilities[i] as number;
    if (!(probability >= 0 && probability <= 1))
      throw new RangeError(`Probability ${i} is ${probability}; give a number from 0 to 1.`);
    if (probability >= threshold) kept += 1;
    sum += probability;
  }
  return { ...shareOfCustomers(kept, n, level), mean: n === 0 ? null : sum / n, threshold };
}

/** When a customer came and in which periods something was bought; periods are whole numbers such as months. */
export interface Activity {
  readonly first: number;
  readonly active: Iterable<number>;
}

export interface Cohort {
  readonly first: number;
  readonly customers: number;
  /** Active customers 0, 1, 2, ... periods after the first one, as far as `last` reaches. */
  readonly shares: readonly Share[];
}

/**
 * The cohort table: customers by the period of their first purchase, and which share of them bought in each later one.
 * @param last the last period that is over
 */
export function cohorts(customers: readonly Activity[], last: number, level = 0.95): Cohort[] {
  if (!Number.isSafeInteger(last)) throw new RangeError(`last is ${last}; give the number of a period.`);
  const table = new Map<number, { customers: number; active: number[] }>();
  for (const [row, { first, active }] of customers.entries()) {
    if (!Number.isSafeInteger(first))
      throw new RangeError(`Row ${row}: first is ${first}; give the number of a period.`);
    if (first > last) continue;
    if (last - first > 10_000)
      throw new RangeError(
        `Row ${row}: first is ${first}, more than 10,000 periods before ${last}; number periods closer.`,
      );
    const cohort = table.get(first) ?? { customers: 0, active: Array.from({ length: last - first + 1 }, () => 0) };
    table.set(first, cohort);
    cohort.customers += 1;
    for (const period of new Set(active)) {
      const at = period - first;
      if (at >= 0 && at < cohort.active.length) cohort.active[at] = (cohort.active[at] as number) + 1;
    }
  }
  return [...table.entries()]
    .sort(([one], [other]) => one - other)
    .map(([first, cohort]) => ({
      first,
      customers: cohort.customers,
      shares: cohort.active.map((count) => shareOfCustomers(count, cohort.customers, level)),
    }));
}
