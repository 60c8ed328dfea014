import type { Marks } from './ports.ts';

/** A small text kept apart from the database; `undefined` where there is none, or the device lets nobody read it. */
export function readMark(marks: Marks | undefined, name: string): string | undefined {
  try {
    return marks?.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps such a text, or with `undefined` takes it away; on a device that keeps none it does nothing. */
export function writeMark(marks: Marks | undefined, name: string, text: string | undefined): void {
  try {
    if (text === undefined) marks?.removeItem(name);
    else marks?.setItem(name, text);
  } catch {
    // What is noted here is in the database too, or cannot be told on such a device.
  }
}

/** The name under which it is noted who was signed in last: a disk that fails must not give one's writes to another. */
export const authorMark = (mark: string): string => `${mark} author`;
