import { readMark, writeMark } from './marks.ts';
import type { Marks } from './ports.ts';

/** What a device remembers of having asked somebody. Times are milliseconds since the epoch. */
export interface DeviceMemory {
  /** Until when they want to be left in peace: null is "not again", `undefined` that they said nothing. */
  readonly until: number | null | undefined;
  /** From when on they may be asked anything else, as a company set it. */
  readonly next: number | undefined;
  /** When each survey was put to them last, by its id. */
  readonly asked: Readonly<Record<string, number>>;
}

const nothing: DeviceMemory = { until: undefined, next: undefined, asked: {} };

/** How many surveys are remembered; the oldest are forgotten. */
const mostSurveys = 50;

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * What this device remembers of whoever uses it. What cannot be read counts as nothing.
 *
 * @param name the mark under which it is kept: of a gateway and who is signed in, or of a site
 */
export function readMemory(marks: Marks | undefined, name: string): DeviceMemory {
  try {
    const { until, next, asked } = JSON.parse(readMark(marks, name) ?? '{}') as Record<string, unknown>;
    const times = typeof asked === 'object' && asked !== null ? Object.entries(asked) : [];
    return {
      until: until === null || isTime(until) ? until : undefined,
      next: isTime(next) ? next : undefined,
      asked: Object.fromEntries(times.filter((entry): entry is [string, number] => isTime(entry[1]))),
    };
  } catch {
    return nothing;
  }
}

/** Remembers more; what lies longest back is forgotten first. */
export function remember(marks: Marks | undefined, name: string, more: Partial<DeviceMemory>): void {
  const { asked, ...rest } = { ...readMemory(marks, name), ...more };
  const newest = Object.entries(asked)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostSurveys);
  writeMark(marks, name, JSON.stringify({ ...rest, asked: Object.fromEntries(newest) }));
}

/**
 * Until when nobody is asked on this device: a time ahead of `now`, null for "not again", or `undefined` where they may be asked.
 * A recontact time of more than ten years is a clock that was set back, and counts for nothing.
 */
export function peaceUntil({ until, next }: DeviceMemory, now: number): number | null | undefined {
  if (until === null) return null;
  const latest = Math.max(until ?? 0, next !== undefined && next - now < 3650 * 86_400_000 ? next : 0);
  return latest > now ? latest : undefined;
}

/** Where a device remembers: undefined where it keeps nothing, or lets nobody read it. */
export function deviceMarks(): Marks | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** A random name that stays with this device and says nothing of who uses it; made when it is first asked for. */
export function deviceId(marks: Marks | undefined): string {
  const name = 'liaise-device';
  const kept = readMark(marks, name);
  if (kept) return kept;
  const id = Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 8)).join('');
  writeMark(marks, name, id);
  return id;
}
