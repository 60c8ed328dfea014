import { dayName, dayNumber, dayOf, startOfDay } from './days.ts';

/** By which days a company counts. */
export interface Calendar {
  /** A name of the IANA database, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** The month in which its year begins, 1 to 12; default 1. A fiscal year bears the number of the year it begins in. */
  readonly fiscalStartMonth?: number;
}

export type PeriodKind = 'year' | 'quarter' | 'month' | 'week' | 'rolling';

/** A stretch of whole days, as instants and as days. */
export interface Period {
  /** As parsed; an earlier window of a rolling period is named by its first and last day, `2026-10-01/2026-10-30`. */
  readonly name: string;
  readonly kind: PeriodKind;
  /** First instant, milliseconds since the epoch. */
  readonly from: number;
  /** First instant after it. */
  readonly to: number;
  /** First day, `YYYY-MM-DD`. */
  readonly firstDay: string;
  /** The day after its last. */
  readonly endDay: string;
  /** Number of days. */
  readonly days: number;
}

const pattern = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])|W(0[1-9]|[1-4]\d|5[0-3])))?$/;
const rolling = /^last-(7|30|90|365)-days$/;

function make(name: string, kind: PeriodKind, first: number, end: number, calendar: Calendar): Period {
  return {
    name,
    kind,
    from: startOfDay(first, calendar.timeZone),
    to: startOfDay(end, calendar.timeZone),
    firstDay: dayName(first),
    endDay: dayName(end),
    days: end - first,
  };
}

/** The first day of a month, counted in months since year 0. */
const monthStart = (months: number): number =>
  dayNumber(`${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`);

/** The Monday of week 1 of an ISO year: the week with the year's first Thursday (ISO 8601). */
function firstMonday(year: number): number {
  const january4 = monthStart(year * 12) + 3;
  return january4 - ((january4 + 3) % 7);
}

const weeksIn = (year: number): number => (firstMonday(year + 1) - firstMonday(year)) / 7;

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

function ofYear(year: number, calendar: Calendar): Period {
  const first = year * 12 + (calendar.fiscalStartMonth ?? 1) - 1;
  return make(pad(year, 4), 'year', monthStart(first), monthStart(first + 12), calendar);
}

function ofQuarter(index: number, calendar: Calendar): Period {
  const first = index * 3 + (calendar.fiscalStartMonth ?? 1) - 1;
  const name = `${pad(Math.floor(index / 4), 4)}-Q${(index % 4) + 1}`;
  return make(name, 'quarter', monthStart(first), monthStart(first + 3), calendar);
}

function ofMonth(index: number, calendar: Calendar): Period {
  const name = `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1)}`;
  return make(name, 'month', monthStart(index), monthStart(index + 1), calendar);
}

function ofMonday(monday: number, calendar: Calendar): Period {
  const year = Number(dayName(monday + 3).slice(0, 4));
  const name = `${pad(year, 4)}-W${pad((monday - firstMonday(year)) / 7 + 1)}`;
  return make(name, 'week', monday, monday + 7, calendar);
}

const ofDays = (first: number, end: number, calendar: Calendar): Period =>
  make(`${dayName(first)}/${dayName(end - 1)}`, 'rolling', first, end, calendar);

/**
 * A period by its name: `2026`, `2026-Q4`, `2026-11`, `2026-W47` (ISO 8601 week) or `last-7-days`, `last-30-days`, `last-90-days`,
 * `last-365-days`: that many days up to and including today.
 *
 * @param now milliseconds since the epoch; only a rolling period needs it
 * @throws RangeError naming what is wrong: the form, or a week 53 in a year of 52
 */
export function parsePeriod(name: string, calendar: Calendar, now: number): Period {
  const { fiscalStartMonth = 1 } = calendar;
  if (!Number.isInteger(fiscalStartMonth) || fiscalStartMonth < 1 || fiscalStartMonth > 12)
    throw new RangeError(`fiscalStartMonth is ${fiscalStartMonth}: give a month from 1 to 12.`);
  const days = rolling.exec(name)?.[1];
  if (days !== undefined) {
    const today = dayOf(now, calendar.timeZone);
    return { ...ofDays(today + 1 - Number(days), today + 1, calendar), name };
  }
  const match = pattern.exec(name);
  if (!match)
    throw new RangeError(
      `period "${name}" is not known: give one such as 2026, 2026-Q4, 2026-11, 2026-W47 or last-30-days.`,
    );
  const year = Number(match[1]);
  if (year < 1 || year > 9998) throw new RangeError(`period "${name}" lies outside the years 0001 to 9998.`);
  if (match[2] !== undefined) return ofQuarter(year * 4 + Number(match[2]) - 1, calendar);
  if (match[3] !== undefined) return ofMonth(year * 12 + Number(match[3]) - 1, calendar);
  if (match[4] === undefined) return ofYear(year, calendar);
  const week = Number(match[4]);
  if (week > weeksIn(year)) throw new RangeError(`period "${name}": ${year} has ${weeksIn(year)} weeks.`);
  return ofMonday(firstMonday(year) + (week - 1) * 7, calendar);
}

/** The period `count` earlier (negative: later) of the same kind; of a rolling one the same number of days next to it. */
export function earlierPeriod(period: Period, calendar: Calendar, count = 1): Period {
  if (count === 0) return period;
  const first = dayNumber(period.firstDay);
  if (period.kind === 'week') return ofMonday(first - 7 * count, calendar);
  if (period.kind === 'rolling')
    return ofDays(first - period.days * count, dayNumber(period.endDay) - period.days * count, calendar);
  const year = Number(period.name.slice(0, 4));
  if (period.kind === 'year') return ofYear(year - count, calendar);
  if (period.kind === 'quarter') return ofQuarter(year * 4 + Number(period.name.slice(6)) - 1 - count, calendar);
  return ofMonth(year * 12 + Number(period.name.slice(5)) - 1 - count, calendar);
}

/**
 * The same period a year ago: the same quarter, month or ISO week (week 53 stands against the last week of a year of 52); of a
 * rolling one the same days 52 weeks earlier, so that weekdays agree.
 */
export function samePeriodLastYear(period: Period, calendar: Calendar): Period {
  const first = dayNumber(period.firstDay);
  switch (period.kind) {
    case 'year':
      return earlierPeriod(period, calendar);
    case 'quarter':
      return earlierPeriod(period, calendar, 4);
    case 'month':
      return earlierPeriod(period, calendar, 12);
    case 'week': {
      const year = Number(period.name.slice(0, 4)) - 1;
      const week = Math.min(Number(period.name.slice(6)), weeksIn(year));
      return ofMonday(firstMonday(year) + (week - 1) * 7, calendar);
    }
    case 'rolling':
      return ofDays(first - 364, dayNumber(period.endDay) - 364, calendar);
  }
}

/** The period and those before it of the same kind, `count` in all, oldest first: what a sparkline shows. */
export function seriesOf(period: Period, calendar: Calendar, count: number): Period[] {
  return Array.from({ length: count }, (_, index) => earlierPeriod(period, calendar, count - 1 - index));
}

/** Its days, `YYYY-MM-DD`. */
export function daysOf(period: Period): string[] {
  const first = dayNumber(period.firstDay);
  return Array.from({ length: period.days }, (_, index) => dayName(first + index));
}

/** Whether the period is over, runs, or has not begun. */
export function stageOf(period: Period, now: number): 'over' | 'running' | 'ahead' {
  if (now >= period.to) return 'over';
  return now >= period.from ? 'running' : 'ahead';
}

/**
 * The share of the period that has passed, 0 to 1. With `isWorkday`, time passes on these days only; in a period without
 * any, as if all were.
 */
export function shareElapsed(
  period: Period,
  calendar: Calendar,
  now: number,
  isWorkday?: (day: string) => boolean,
): number {
  if (now >= period.to) return 1;
  if (now <= period.from) return 0;
  const workdays = isWorkday ? daysOf(period).filter(isWorkday) : [];
  if (workdays.length === 0) return (now - period.from) / (period.to - period.from);
  let passed = 0;
  for (const day of workdays) {
    const number = dayNumber(day);
    const start = startOfDay(number, calendar.timeZone);
    const end = startOfDay(number + 1, calendar.timeZone);
    if (now >= end) passed += 1;
    else if (now > start) passed += (now - start) / (end - start);
  }
  return passed / workdays.length;
}

/**
 * What a period is fairly compared with. While it runs, `other` is cut after as many days as have begun in it (never beyond
 * its own end), and within the last of these at the same time of day; once it is over, all of `other`.
 *
 * @returns the as-of to compute `other` with: milliseconds since the epoch
 */
export function comparableMoment(period: Period, other: Period, calendar: Calendar, now: number): number {
  if (now >= period.to) return other.to;
  const today = dayOf(now, calendar.timeZone);
  const sinceMidnight = now - startOfDay(today, calendar.timeZone);
  const day = dayNumber(other.firstDay) + today - dayNumber(period.firstDay);
  return Math.max(other.from, Math.min(other.to, startOfDay(day, calendar.timeZone) + sinceMidnight));
}
