import { dayName, dayOf, startOfDay } from '@liaise/core/kpi';

/** When a job runs: each day at a time of the company's clock, or so many minutes after it last ended. */
export type Schedule = { readonly dailyAt: `${number}:${number}` } | { readonly everyMinutes: number };

const minute = 60_000;

/**
 * When a job is due next.
 *
 * @param after milliseconds since the epoch: when it last ended
 * @param timeZone of the company, by whose clock a day's time is read
 * @returns milliseconds since the epoch, always later than `after`
 */
export function nextRun(schedule: Schedule, after: number, timeZone: string): number {
  if ('everyMinutes' in schedule) return after + schedule.everyMinutes * minute;
  const [hours = 0, minutes = 0] = schedule.dailyAt.split(':').map(Number);
  const today = dayOf(after, timeZone);
  for (let day = today; ; day += 1) {
    // Counted from the day's first instant; where the clock is set in the night it is an hour off, once.
    const at = startOfDay(day, timeZone) + (hours * 60 + minutes) * minute;
    if (at > after && at < startOfDay(day + 1, timeZone)) return at;
    if (day > today + 3)
      throw new RangeError(`${dayName(day)} has no ${schedule.dailyAt}: name a time from 0:00 to 22:59.`);
  }
}
