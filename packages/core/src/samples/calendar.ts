const DAY = 86_400_000;

/** The day on which samples made without a `today` stand. */
export const sampleToday = '2026-11-21';

/** The day so many days after (or before, when negative). Days are `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The working day (Monday to Friday) so many working days from `today`: 0 is today or the next working day, -1 the
 * last one before today.
 */
export function workday(today: string, count: number): string {
  const weekday = new Date(today).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  // From a weekend, count from the Monday after it or the Friday before it, which is then already the first one back.
  const shift = !isWeekend ? 0 : count >= 0 ? (weekday === 6 ? 2 : 1) : weekday === 6 ? -1 : -2;
  const position = !isWeekend ? weekday - 1 : count >= 0 ? 0 : 4;
  const steps = position + (isWeekend && count < 0 ? count + 1 : count);
  const week = Math.floor(steps / 5);
  return addDays(today, shift - position + week * 7 + (steps - week * 5));
}

/** The instant at so many minutes after midnight of a day, where clocks are `offset` hours ahead of UTC. */
export function instantOn(day: string, minutes: number, offset = 0): string {
  return new Date(Date.parse(day) + (minutes - offset * 60) * 60_000).toISOString();
}

/** The instant so many minutes later. */
export function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
