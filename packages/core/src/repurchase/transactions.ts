import { HistoryError, type History, type SpendHistory } from './histories.ts';

/** One dated purchase. */
export interface Transaction {
  readonly customerId: string;
  /** A day `YYYY-MM-DD`, an ISO date and time, a `Date`, or milliseconds since 1970. */
  readonly at: string | number | Date;
  /** Value in any one currency and unit; 0 or more. */
  readonly value?: number;
}

export interface HistoriesOptions {
  /** The end of observation: purchases after this day are left out. */
  readonly until: string | number | Date;
  /** Days in the unit of time of the result: 7 (weeks) by default. */
  readonly daysPerUnit?: number;
  /** The calendar day an instant falls on, as `YYYY-MM-DD`; by default its day in UTC. A text `YYYY-MM-DD` is its own day. */
  readonly dayOf?: (instant: Date) => string;
}

/** A customer's history, with the mean value of the repeat purchases (0 when there is none). */
export interface CustomerHistory extends History, SpendHistory {
  readonly customerId: string;
}

const DAY = 86_400_000;

/**
 * Turns dated purchases into histories. All purchases of one day are one purchase, of their summed value: the models take
 * purchases as points in time, and two bills on a day are one visit. Customers stand in the order of their first row;
 * those whose first purchase comes after the end of observation are left out.
 *
 * @throws {HistoryError} naming the row whose date cannot be read or whose value is negative.
 */
export function histories(transactions: readonly Transaction[], options: HistoriesOptions): CustomerHistory[] {
  const { until, daysPerUnit = 7, dayOf } = options;
  if (!(daysPerUnit > 0 && daysPerUnit < Infinity))
    throw new RangeError(`daysPerUnit is ${daysPerUnit}; give a positive number of days, such as 7.`);
  const end = dayNumber(until, dayOf);
  if (end === null) throw new RangeError(`until is ${String(until)}; give a date such as 2026-11-21.`);
  const customers = new Map<string, Map<number, number>>();
  for (const [row, { customerId, at, value = 0 }] of transactions.entries()) {
    const day = dayNumber(at, dayOf);
    if (day === null) throw new HistoryError(row, 'at', `at is ${String(at)}; give a date such as 2026-11-21.`);
    if (!(value >= 0 && value < Infinity))
      throw new HistoryError(
        row,
        'value',
        `value is ${value}; give a number, 0 or more, and take a return off its purchase.`,
      );
    if (day > end) continue;
    let days = customers.get(customerId);
    if (!days) {
      days = new Map<number, number>();
      customers.set(customerId, days);
    }
    days.set(day, (days.get(day) ?? 0) + value);
  }
  const result: CustomerHistory[] = [];
  for (const [customerId, days] of customers) {
    let first = Infinity;
    let last = -Infinity;
    let total = 0;
    for (const [day, value] of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
      total += value;
    }
    const frequency = days.size - 1;
    result.push({
      customerId,
      frequency,
      recency: (last - first) / daysPerUnit,
      age: (end - first) / daysPerUnit,
      meanValue: frequency === 0 ? 0 : (total - (days.get(first) as number)) / frequency,
    });
  }
  return result;
}

/** Days since 1970, or `null` when the date cannot be read. */
function dayNumber(at: string | number | Date, dayOf?: (instant: Date) => string): number | null {
  if (typeof at === 'string') {
    const plain = /^\d{4}-\d{2}-\d{2}$/.test(at);
    if (plain) return numberOfDay(at);
  }
  const instant = new Date(at);
  const time = instant.getTime();
  if (Number.isNaN(time)) return null;
  return dayOf ? numberOfDay(dayOf(instant)) : Math.floor(time / DAY);
}

function numberOfDay(day: string): number | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return null;
  return time / DAY;
}
