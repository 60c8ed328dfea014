import { isObject, own } from '../survey/values.ts';
import { join, type Report } from './report.ts';

export type Node = Readonly<Record<string, unknown>>;

/** An own property that is an object. */
export function child(node: unknown, key: string): Node | undefined {
  const value = own(node, key);
  return isObject(value) ? value : undefined;
}

/** An own property that is a list, or nothing. */
export function list(node: unknown, key: string): readonly unknown[] {
  const value = own(node, key);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** An own property that is a string with something in it. */
export function words(node: unknown, key: string): string | undefined {
  const value = own(node, key);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** An own property that is a number, or a string that writes one. */
export function figure(node: unknown, key: string): number | undefined {
  return asNumber(own(node, key));
}

export function asNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

export const isOn = (node: unknown, key: string): boolean => own(node, key) === true;

/** A whole number within bounds, or nothing. */
export function whole(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** Without the entries that are undefined. */
export function given(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** The first `most` entries; says how many more there are. */
export function first<T>(
  entries: readonly T[],
  most: number,
  path: string,
  what: string,
  report: Report,
): readonly T[] {
  if (entries.length <= most) return entries;
  report.left(path, `${entries.length - most} ${what}`, `A list holds at most ${most}: those after are left out.`);
  return entries.slice(0, most);
}

const saysNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

/**
 * Says of each key that was not read that it was left out.
 *
 * @param read the keys that were looked at, or that say nothing about the questionnaire
 * @param reasons why, by key
 */
export function leftovers(
  node: Node,
  path: string,
  read: ReadonlySet<string>,
  reasons: Readonly<Record<string, string>>,
  report: Report,
): void {
  for (const key of Object.keys(node).slice(0, 500)) {
    if (read.has(key) || saysNothing(own(node, key))) continue;
    const reason = own(reasons, key);
    report.left(join(path, key), key, typeof reason === 'string' ? reason : 'A definition has nothing of this kind.');
  }
}
