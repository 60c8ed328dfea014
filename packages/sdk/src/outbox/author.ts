import type { Marks } from '../ports.ts';

const nameOf = (mark: string): string => `${mark} author`;

/** Who was signed in on this device last, noted apart from the database: a disk that fails must not give one's writes to another. */
export function lastAuthor(mark: string, marks: Marks | undefined): string | undefined {
  try {
    return marks?.getItem(nameOf(mark)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Notes who is signed in; nobody once everybody has signed out. */
export function markAuthor(identity: string | undefined, mark: string, marks: Marks | undefined): void {
  try {
    if (identity === undefined) marks?.removeItem(nameOf(mark));
    else marks?.setItem(nameOf(mark), identity);
  } catch {
    // The database notes it too.
  }
}
