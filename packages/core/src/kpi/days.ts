/**
 * Calendar days in a time zone. A day is written `YYYY-MM-DD`; inside it is a number of days since 1970-01-01. The first
 * instant of a day is the first one at which the wall clock shows that day or a later one, so days always follow each other
 * without a gap: one that a zone skipped (Samoa, 2011-12-30) has no length.
 */
const DAY = 86_400_000;
const MEMORY = 20_000;

/** The number of a day since 1970-01-01. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/** The day of a number, `YYYY-MM-DD`. */
export function dayName(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly starts: Map<number, number>;
}
const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new RangeError(
      `timeZone "${timeZone}" is not known: give a name of the IANA database, such as Asia/Shanghai.`,
    );
  }
  const zone = { format, starts: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}

/** What the wall clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: Zone, instant: number): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(whole)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

function findStart(zone: Zone, wall: number): number {
  let low = wall - 1.5 * DAY;
  let high = wall + 1.5 * DAY;
  const before = offsetAt(zone, low);
  const after = offsetAt(zone, high);
  if (before === after) return wall - before;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low || middle >= high) break;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  if (wall - before < high) return wall - before;
  return Math.max(wall - after, high);
}

/**
 * The first instant of a day in a time zone, in milliseconds since the epoch.
 *
 * @param number days since 1970-01-01
 * @throws RangeError when the time zone is not known
 */
export function startOfDay(number: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  const known = zone.starts.get(number);
  if (known !== undefined) return known;
  if (zone.starts.size > MEMORY) zone.starts.clear();
  const start = findStart(zone, number * DAY);
  zone.starts.set(number, start);
  return start;
}

/** The day an instant lies in, as a number: the last one that has begun. */
export function dayOf(instant: number, timeZone: string): number {
  const utc = Math.floor(instant / DAY);
  let day = utc + 1;
  while (startOfDay(day, timeZone) > instant) day -= 1;
  return day;
}

/** The day `months` months before or (negative) after a day; where that month has no such day, its last one. */
export function monthsBefore(number: number, months: number): number {
  const date = new Date(number * DAY);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 1);
  return Math.min(first / DAY + date.getUTCDate() - 1, next / DAY - 1);
}
