import type { LocalizedText } from '../survey/types.ts';
import { Ids } from './ids.ts';
import { first } from './reading.ts';
import type { Report } from './report.ts';

export interface Labelled {
  /** What the source's logic and answers call it. */
  readonly name: string;
  readonly label: LocalizedText | undefined;
  readonly path: string;
}

/** Options or rows with ids of their own, and the ids by the source's names. */
export interface Made {
  readonly list: readonly { readonly id: string; readonly label: LocalizedText }[];
  readonly ids: ReadonlyMap<string, string>;
}

const MOST = 1000;

/** Gives options or rows ids; says of a name that stands there before that it does. */
export function makeOptions(
  entries: readonly Labelled[],
  path: string,
  report: Report,
  reserved: readonly string[] = [],
): Made {
  const ids = new Ids(reserved);
  const byName = new Map<string, string>();
  const wanted = first(entries, MOST, path, 'entries', report);
  const made = wanted.slice(0, report.roomFor(wanted.length, path)).flatMap(({ name, label, path: place }) => {
    if (byName.has(name)) {
      report.fault(place, 'duplicate-id', 'This value stands in the list before: give each its own.');
      return [];
    }
    const id = ids.make(name, 'option');
    byName.set(name, id);
    return [{ id, label: label ?? (name.trim() || id) }];
  });
  return { list: made, ids: byName };
}

/** `first` to `last` in steps, at most a thousand. */
export function steps(start: number, end: number, step: number): number[] {
  if (!(step > 0) || end < start) return [];
  const count = Math.min(Math.floor((end - start) / step + 1e-9) + 1, MOST);
  return Array.from({ length: count }, (_, at) => Number((start + at * step).toPrecision(12)));
}
