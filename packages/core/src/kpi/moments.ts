import { dayName, dayNumber, dayOf, monthsBefore, startOfDay } from './days.ts';
import type { Window } from './measure.ts';
import type { Calendar, Period } from './periods.ts';

/** The moments a measure speaks of. Instants in milliseconds since the epoch, days `YYYY-MM-DD`. */
export interface Moments {
  readonly period: Period;
  /** The period's first instant. */
  readonly start: number;
  /** The earlier of the period's end and as-of, never before `start`. */
  readonly end: number;
  readonly asOf: number;
  /** The period's first day: who holds a customer at `start`. */
  readonly startDay: string;
  /** The last day before `end`: who holds a customer at `end`. */
  readonly endDay: string;
  readonly asOfDay: string;
}

/** A half-open stretch: `from <= instant < to` for instants, `firstDay <= day < endDay` for days. `null` is no bound. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
  readonly firstDay: string | null;
  readonly endDay: string | null;
}

/** The moments of a period when it is computed at `asOf`. */
export function momentsOf(period: Period, calendar: Calendar, asOf: number): Moments {
  const { timeZone } = calendar;
  const end = Math.max(period.from, Math.min(period.to, asOf));
  return {
    period,
    start: period.from,
    end,
    asOf,
    startDay: period.firstDay,
    endDay: end === period.from ? period.firstDay : dayName(dayOf(end - 1, timeZone)),
    asOfDay: dayName(dayOf(asOf, timeZone)),
  };
}

/** The first day that does not begin before an instant. */
function firstDayFrom(instant: number, timeZone: string): string {
  const day = dayOf(instant, timeZone);
  return dayName(startOfDay(day, timeZone) === instant ? day : day + 1);
}

/** A stretch of instants with its days. A day belongs to it when its first instant does. */
export function spanOf(from: number | null, to: number | null, calendar: Calendar): Span {
  return {
    from,
    to,
    firstDay: from === null ? null : firstDayFrom(from, calendar.timeZone),
    endDay: to === null ? null : firstDayFrom(to, calendar.timeZone),
  };
}

/** The bounds of a window. */
export function windowSpan(window: Window, moments: Moments, calendar: Calendar): Span {
  if (window === 'ever') return spanOf(null, null, calendar);
  if (window === 'period') return spanOf(moments.period.from, moments.period.to, calendar);
  const to = moments[window.before];
  if (!('months' in window) && !('days' in window)) return spanOf(null, to, calendar);
  const { timeZone } = calendar;
  const day = dayOf(to, timeZone);
  const sinceMidnight = to - startOfDay(day, timeZone);
  const back = 'months' in window ? monthsBefore(day, window.months) : day - window.days;
  return spanOf(startOfDay(back, timeZone) + sinceMidnight, to, calendar);
}

/** A period cut off at a moment (see `comparableMoment`). A moment after its end changes nothing. */
export function cutPeriod(period: Period, moment: number, calendar: Calendar): Period {
  if (moment >= period.to) return period;
  const to = Math.max(period.from, moment);
  const endDay = firstDayFrom(to, calendar.timeZone);
  return { ...period, to, endDay, days: dayNumber(endDay) - dayNumber(period.firstDay) };
}
