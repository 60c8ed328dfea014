import type { Issue } from '../survey/types.ts';
import type { NotCarried } from './types.ts';

const MOST_ENTRIES = 1000;
const MOST_CHARACTERS = 200;
const MOST_OPTIONS = 50_000;

/** A value of the source as one word; a list or an object as its JSON. Never throws. */
export function said(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return typeof value === 'symbol' ? 'symbol' : `${value as number}`;
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/** A word of the source, short enough to be shown in a list. */
export const brief = (value: unknown): string => {
  const words = said(value).replaceAll('\0', '');
  if (words.length <= MOST_CHARACTERS) return words;
  return `${words.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…`;
};

export const join = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

/** Collects what was left out and what is wrong; keeps the first thousand of each and says that there is more. */
export class Report {
  readonly notCarried: NotCarried[] = [];
  readonly faults: Issue[] = [];
  readonly #once = new Set<string>();
  #options = MOST_OPTIONS;

  left(path: string, what: unknown, why: string): void {
    const at = this.notCarried.length;
    if (at < MOST_ENTRIES) this.notCarried.push({ path: brief(path), what: brief(what), why });
    else if (at === MOST_ENTRIES)
      this.notCarried.push({ path: '', what: 'More', why: `Only the first ${MOST_ENTRIES} entries are listed.` });
  }

  /** As `left`, but for each `what` one time only. */
  leftOnce(path: string, what: string, why: string): void {
    if (this.#once.has(what)) return;
    if (this.#once.size < MOST_ENTRIES) this.#once.add(what);
    this.left(path, what, why);
  }

  /** How many of these options and rows there is still room for, over the whole survey; says so where not for all. */
  roomFor(count: number, path: string): number {
    const room = Math.min(count, this.#options);
    this.#options -= room;
    if (room < count)
      this.left(path, `${count - room} entries`, `A survey has at most ${MOST_OPTIONS} options in all.`);
    return room;
  }

  fault(path: string, code: string, message: string): void {
    if (this.faults.length < MOST_ENTRIES) this.faults.push({ path: brief(path), code, message });
  }
}
