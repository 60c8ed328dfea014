import { readMark, writeMark } from '../marks.ts';
import type { Marks } from '../ports.ts';
import type { Shelves } from '../storage.ts';

/** What this device has done so far, whoever used it. */
export interface Counts {
  saved: number;
  /** Requests that left. */
  sent: number;
  acknowledged: number;
  /** Refusals and conflicts, each time one came. */
  refused: number;
  /** Given up by the person. */
  discarded: number;
  /** Waiting in a store that the browser threw away or somebody cleared. */
  lost: number;
}

export const noCounts: Counts = { saved: 0, sent: 0, acknowledged: 0, refused: 0, discarded: 0, lost: 0 };

const waiting = ({ saved, acknowledged, discarded, lost }: Counts): number =>
  Math.max(0, saved - acknowledged - discarded - lost);

/**
 * Counts in the database, and a copy of them apart from it: where the copy is there and the database is not, the store was
 * thrown away, and what waited in it is counted as lost.
 */
export async function countsIn(shelf: Shelves, mark: string, marks: Marks | undefined): Promise<Counts> {
  const kept = (await shelf('facts').get('counts')) as Counts | undefined;
  if (kept) return kept;
  const present = await shelf('outbox').count();
  try {
    const before = { ...noCounts, ...(JSON.parse(readMark(marks, mark) ?? '') as Partial<Counts>) };
    return { ...before, saved: before.saved + present, lost: before.lost + waiting(before) };
  } catch {
    return { ...noCounts, saved: present };
  }
}

/** Keeps the copy. */
export const markCounts = (counts: Counts, mark: string, marks: Marks | undefined): void =>
  writeMark(marks, mark, JSON.stringify(counts));
