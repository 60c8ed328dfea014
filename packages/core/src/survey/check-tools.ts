import type { Issue } from './types.ts';
import { own } from './values.ts';

export type Report = (issue: Issue) => void;

/** A list's entries; nothing for what is no list. */
export const entries = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];
/** The ids in a list of ids or of objects with ids. */
export const ids = (list: unknown): string[] =>
  entries(list).flatMap((entry) => {
    const id = typeof entry === 'string' ? entry : own(entry, 'id');
    return typeof id === 'string' ? [id] : [];
  });

/** Reports each id that a list has had before. */
export function repeated(list: readonly string[], path: string, report: Report): void {
  const seen = new Set<string>();
  list.forEach((id, at) => {
    if (seen.has(id))
      report({
        path: `${path}.${at}`,
        code: 'duplicate-id',
        message: `${id} stands in this list before: give each its own id.`,
      });
    seen.add(id);
  });
}
