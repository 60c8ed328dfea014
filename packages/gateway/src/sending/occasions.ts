import { dayNumber, parsePeriod, startOfDay, type Calendar } from '@liaise/core/kpi';
import type { Distribution } from '@liaise/core/records/distribution';

const day = 86_400_000;

/** For how many days an occasion that was missed is made up for, unless a distribution says. */
const usualWindow = 14;

type Trigger = Distribution['trigger'];

/** A period of the company's calendar as an occasion: its name, and between which instants it is sent for. */
export interface PeriodOccasion {
  readonly key: string;
  readonly dueAt: number;
  readonly until: number;
}

/** The names of a year's periods with the one that each begins with. */
function namesOf(on: Trigger['on'], year: number): { key: string; period: string }[] {
  const name = String(year);
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
  switch (on) {
    case 'month':
      return numbers(12)
        .map((month) => `${name}-${String(month).padStart(2, '0')}`)
        .map((key) => ({ key, period: key }));
    case 'quarter':
      return numbers(4)
        .map((quarter) => `${name}-Q${String(quarter)}`)
        .map((key) => ({ key, period: key }));
    case 'half-year':
      return [1, 2].map((half) => ({ key: `${name}-H${String(half)}`, period: `${name}-Q${String(half * 2 - 1)}` }));
    default:
      return [{ key: name, period: name }];
  }
}

/**
 * The period whose time has come: the latest that began `afterDays` days ago or more, while that is no more than `withinDays` ago and not before the
 * distribution became active. Days are those of the company's calendar.
 *
 * @param now milliseconds since the epoch
 */
export function periodOccasion(
  { on, afterDays = 0, withinDays = usualWindow }: Trigger,
  calendar: Calendar,
  activeSince: number,
  now: number,
): PeriodOccasion | null {
  const year = new Date(now).getUTCFullYear();
  const all = [year - 2, year - 1, year, year + 1].flatMap((one) => namesOf(on, one));
  const due = all
    .map(({ key, period }) => {
      const { firstDay } = parsePeriod(period, calendar, now);
      const dueAt = startOfDay(dayNumber(firstDay) + afterDays, calendar.timeZone);
      return { key, dueAt, until: dueAt + withinDays * day };
    })
    .filter(({ dueAt }) => dueAt <= now)
    .toSorted((a, b) => a.dueAt - b.dueAt);
  const latest = due.at(-1);
  return latest && latest.dueAt >= activeSince && now < latest.until ? latest : null;
}

/** Between which instants a visit or a case must have ended for its time to have come; null where none can have. */
export function endedBetween(
  { afterDays = 0, withinDays = usualWindow }: Trigger,
  activeSince: number,
  now: number,
): { from: Date; to: Date } | null {
  const to = now - afterDays * day;
  const from = Math.max(activeSince, to - withinDays * day);
  return from < to ? { from: new Date(from), to: new Date(to) } : null;
}
