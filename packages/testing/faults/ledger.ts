import type { Effect } from './model-gateway.ts';

/** One thing that a person wrote, and what the page said of it. */
export interface Written {
  /** Unlike id and key it is never made twice. */
  tag: string;
  key: string;
  kind: 'note' | 'visit' | 'move';
  /** The record that it creates or changes. */
  record: string;
  person: string;
  customer: string;
  /** Whether it stands on another write: a move on its visit. */
  on?: Written;
  /** When the person asked to save it, and when the page said that it is saved; in the world's time. */
  begunAt: number;
  savedAt?: number;
  /** The page had said before that it keeps in memory only. */
  memoryOnly: boolean;
  /** The device knew nobody when it was saved. */
  unowned: boolean;
  /** The page said that it was not saved. */
  rejected: boolean;
  /** It was refused, a conflict, or sent again for good reason: its place in the order is the person's business. */
  held: boolean;
  /** The person gave it up. */
  discarded: boolean;
}

/** What is wrong at the end of a schedule. */
export interface Verdict {
  /** Seen as saved, and neither at the gateway nor shown as waiting, refused, conflict or damaged. */
  lost: string[];
  /** Lost with the storage that held it, and said to be. */
  told: string[];
  doubled: string[];
  /** Sent with somebody else's token. */
  foreign: string[];
  /** Committed before what the person saved earlier for the same customer. */
  disordered: string[];
  /** Still waiting although nothing stands in the way. */
  stuck: string[];
  /** Never written, or given up, and yet at the gateway. */
  phantoms: string[];
}

/** Whether nothing is wrong. */
export const sound = (verdict: Verdict): boolean =>
  [verdict.lost, verdict.doubled, verdict.foreign, verdict.disordered, verdict.stuck, verdict.phantoms].every(
    (list) => list.length === 0,
  );

/**
 * Compares what people saw as saved with what the gateway holds.
 *
 * @param shown keys still shown on the device, by their state
 * @param toldLost how many the device says it has lost
 * @param ordered whether the order of effects may be judged: a restored gateway makes its own
 */
export function judge(
  written: readonly Written[],
  effects: readonly Effect[],
  shown: ReadonlyMap<string, string>,
  toldLost: number,
  ordered: boolean,
): Verdict {
  const byTag = new Map<string, Effect[]>();
  effects.forEach((effect, place) => {
    byTag.set(effect.tag, [...(byTag.get(effect.tag) ?? []), { ...effect, at: place }]);
  });
  const known = new Map(written.map((one) => [one.tag, one]));
  const verdict: Verdict = { lost: [], told: [], doubled: [], foreign: [], disordered: [], stuck: [], phantoms: [] };
  for (const [tag, found] of byTag) {
    const one = known.get(tag);
    if (found.length > 1) verdict.doubled.push(tag);
    if (!one || one.discarded) verdict.phantoms.push(tag);
    else if (!one.unowned && found.some(({ subject }) => subject !== one.person)) verdict.foreign.push(tag);
  }
  const missing: Written[] = [];
  for (const one of written) {
    if (one.savedAt === undefined || one.discarded || byTag.has(one.tag)) continue;
    const state = shown.get(one.key);
    // What the person has to mend first holds up what was saved of the same record.
    const mended = written.find(({ record, key }) => record === one.record && isForAPerson(shown.get(key)));
    if (state === 'waiting' && (one.on?.held === true || mended)) continue;
    if (state === 'waiting') verdict.stuck.push(one.tag);
    else if (state === undefined && !one.memoryOnly) missing.push(one);
  }
  (missing.length <= toldLost ? verdict.told : verdict.lost).push(...missing.map(({ tag }) => tag));
  if (ordered) verdict.disordered.push(...outOfOrder(written, byTag));
  return verdict;
}

const isForAPerson = (state: string | undefined): boolean => state !== undefined && state !== 'waiting';

/**
 * Pairs of one person and customer, the first saved before the second was begun, that took effect the other way round. What was
 * saved while nobody was known has gone to whoever signed in.
 */
function outOfOrder(written: readonly Written[], byTag: ReadonlyMap<string, Effect[]>): string[] {
  const found: string[] = [];
  const place = (one: Written): number | undefined => byTag.get(one.tag)?.[0]?.at;
  for (const later of written) {
    const at = place(later);
    if (at === undefined || later.held || later.memoryOnly || later.unowned) continue;
    for (const earlier of written) {
      if (earlier.person !== later.person || earlier.customer !== later.customer) continue;
      if (earlier.savedAt === undefined || earlier.savedAt >= later.begunAt) continue;
      if (earlier.held || earlier.memoryOnly || earlier.unowned) continue;
      const before = place(earlier);
      if (before !== undefined && before > at) found.push(`${earlier.tag} after ${later.tag}`);
    }
  }
  return found;
}
