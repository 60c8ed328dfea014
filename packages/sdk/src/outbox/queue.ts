import type { Ports } from '../ports.ts';
import { instantOf } from '../retry.ts';
import type { NoStorage, Shelves, Storage, StoreName, Transact } from '../storage.ts';
import { authorMark, readMark } from '../marks.ts';
import { countsIn, markCounts, noCounts, type Counts } from './counts.ts';
import type { Outcome } from './deliver.ts';
import { dropFile } from './files.ts';
import type { Turn } from './lease.ts';
import { openMemory } from './memory.ts';
import {
  contentOf,
  creates,
  headerOf,
  readRow,
  resourceOf,
  type Acknowledged,
  type Content,
  nothing,
  partName,
  type Kept,
  type KeptFile,
  type QueuedRow,
  type QueuedWrite,
  type Sealed,
} from './rows.ts';
import { createSeal, type Seal } from './seal.ts';

/** A write together with what came of it. */
export interface Settled {
  row: QueuedRow;
  content: Content;
  outcome: Outcome;
}

/** What lies on the disk: every change is one transaction, complete before it is told. */
export interface Queue {
  readonly transact: Transact;
  readonly seal: Seal;
  /** All, in the order of saving, and the identity that last signed in here. */
  rows(): Promise<{ rows: QueuedRow[]; owner: string }>;
  /** A row with its content. What cannot be opened is quarantined: shown, never sent, never dropped. */
  open(row: QueuedRow): Promise<QueuedWrite>;
  /** The content as it is kept: encrypted where the device can. */
  keep(identity: string, key: string, content: Content): Promise<Kept>;
  /** Bytes as they are kept; `undefined` where they lie open. */
  shut(identity: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed | undefined>;
  /** A part of a file's bytes; `undefined` when it is gone or cannot be opened. */
  part(file: KeptFile, part: number): Promise<ArrayBuffer | undefined>;
  counts(): Counts;
  memoryOnly(): boolean;
  /** Works on some stores; counts may be changed. A write is on the disk before this resolves. */
  change(
    names: readonly StoreName[],
    work: (shelf: Shelves, counts: Counts) => Promise<void>,
    mode?: 'strict' | 'relaxed',
  ): Promise<void>;
  /** Notes what came of some writes. An arrival counts whoever tells of it; anything else only from whose turn it is. */
  settle(all: readonly Settled[], turn: Turn): Promise<void>;
  /** Tries to bring what is in memory only onto the disk. */
  heal(): Promise<boolean>;
}

/** How often storage is tried again. */
const healing = 30_000;

const read = new TextDecoder();
const write = new TextEncoder();

/** Whether a failure says that the disk, or the site's share of it, is full. */
export const isFull = (cause: unknown): boolean => (cause as Partial<Error> | undefined)?.name === 'QuotaExceededError';

/** Why there is no storage, where that is what a failure says. */
export const whyNone = (cause: unknown): NoStorage['why'] | undefined => (cause as Partial<NoStorage> | undefined)?.why;

/** Opens the queue of one gateway. Without storage it lies in memory, until there is some. */
export function openQueue(storage: Storage, mark: string, ports: Ports): Queue {
  const { clock } = ports;
  const seal = createSeal(ports, storage.transact);
  const opened = new Map<string, { form: string; content: Content }>();
  let memory: Transact | undefined;
  let known = noCounts;
  let tried = -Infinity;

  const inMemory = (): Transact | undefined => memory;

  const transact: Transact = async (names, mode, work) => {
    for (;;) {
      const mine = inMemory();
      if (mine) {
        const moved = Symbol('moved');
        const done = await mine(names, mode, async (shelf) => (inMemory() === mine ? work(shelf) : moved));
        if (done !== moved) return done;
      } else {
        try {
          return await storage.transact(names, mode, work);
        } catch (cause) {
          if (whyNone(cause) !== 'missing') throw cause;
          memory ??= openMemory();
          tried = clock.monotonic();
        }
      }
    }
  };

  /** What can be had again goes before what cannot: kept answers, and the bytes of files that have arrived. */
  const makeRoom = (): Promise<void> =>
    transact(['answers', 'files', 'parts'], 'relaxed', async (shelf) => {
      shelf('answers').clear();
      for (const { id, at } of await shelf('files').all()) if (at !== undefined) await dropFile(shelf, id);
    });

  const change: Queue['change'] = async (names, work, mode = 'strict') => {
    let counts = known;
    const attempt = (): Promise<void> =>
      transact([...new Set<StoreName>([...names, 'outbox', 'facts'])], mode, async (shelf) => {
        const before = await countsIn(shelf, mark, memory ? undefined : ports.marks);
        counts = { ...before };
        await work(shelf, counts);
        shelf('facts').put(counts, 'counts');
        // Within the transaction, so that no tab's copy is older than another's, and none is behind when the tab is killed.
        if (!memory) markCounts(counts, mark, ports.marks);
      });
    await attempt().catch(async (cause: unknown) => {
      if (!isFull(cause)) throw cause;
      await makeRoom();
      await attempt();
    });
    known = counts;
  };

  const shut: Queue['shut'] = async (identity, name, bytes) => {
    if (memory) return undefined;
    try {
      return await seal.close(identity, name, bytes);
    } catch (cause) {
      if (whyNone(cause)) return undefined;
      throw cause;
    }
  };

  const keep: Queue['keep'] = async (identity, key, content) => {
    const sealed = await shut(identity, key, write.encode(JSON.stringify(content)));
    return sealed ? { sealed } : { content };
  };

  const acknowledge = (row: QueuedRow, { content, outcome }: Settled, now: number): Acknowledged => {
    const answer = outcome.type === 'acknowledged' ? outcome.answer : undefined;
    const version = typeof answer === 'object' && answer !== null && 'version' in answer ? Number(answer.version) : NaN;
    return {
      ...row,
      resource: resourceOf(content.path),
      creates: creates(content),
      version: Number.isNaN(version) ? undefined : version,
      sequence: row.sequence ?? 0,
      at: now,
      gone: row.again && outcome.type === 'acknowledged' && outcome.replayed,
    };
  };

  const settleOne = async (
    shelf: Shelves,
    counts: Counts,
    one: Settled,
    holds: boolean,
    kept: Kept | undefined,
  ): Promise<void> => {
    const { row, outcome } = one;
    const now = clock.now();
    const raw = await shelf('outbox').find(row.key);
    const present = raw && readRow(raw);
    // It was changed, or saved anew, while it was under way: what came of the earlier form is not its own.
    if (present?.revision !== row.revision || present.sequence !== row.sequence) return;
    counts.sent += 1;
    if (outcome.type === 'acknowledged') {
      counts.acknowledged += 1;
      opened.delete(row.key);
      shelf('acknowledged').put(acknowledge(present, one, now));
      shelf('outbox').delete(present.sequence ?? -1);
      const file = one.content.kind === 'file' ? await shelf('files').get(row.key) : undefined;
      if (file) shelf('files').put({ ...file, sent: 0, at: now });
    } else if (holds && outcome.type !== 'elsewhere') {
      if (outcome.type !== 'later') counts.refused += 1;
      const state = outcome.type === 'later' ? 'waiting' : outcome.type;
      const next: QueuedRow = {
        ...present,
        state,
        since: present.state === state ? present.since : instantOf(clock),
        attempts: present.attempts + 1,
        lastError: outcome.error.toJSON(),
      };
      shelf('outbox').put(kept ? { ...headerOf(next), ...kept } : next);
    }
  };

  return {
    transact,
    seal,
    keep,
    shut,
    part: async (file, part) => {
      const kept = await transact(['parts'], 'readonly', (shelf) => shelf('parts').get([file.id, part]));
      if (!kept || !('iv' in kept.bytes)) return kept?.bytes as ArrayBuffer | undefined;
      return seal.open(partName(file.id, part), kept.bytes);
    },
    change,
    counts: () => known,
    memoryOnly: () => memory !== undefined,
    rows: () =>
      transact(['outbox', 'facts'], 'readonly', async (shelf) => {
        const [rows, author, reader, counts] = await Promise.all([
          shelf('outbox').all(),
          shelf('facts').get('author'),
          shelf('facts').get('identity'),
          countsIn(shelf, mark, memory ? undefined : ports.marks),
        ]);
        known = counts;
        const sorted = rows.map(readRow).sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
        const owner = readMark(ports.marks, authorMark(mark)) ?? author ?? reader;
        return { rows: sorted, owner: typeof owner === 'string' ? owner : '' };
      }),
    open: async (row) => {
      const header = headerOf(row);
      if ('content' in row) return { ...header, ...row.content };
      // No two texts are sealed with the same nonce.
      const form = row.sealed.iv.join();
      const before = opened.get(row.key);
      if (before?.form === form) return { ...header, ...before.content };
      const bytes = await seal.open(row.key, row.sealed);
      if (!bytes) {
        return { ...header, ...nothing, state: 'quarantined', kind: 'damaged' };
      }
      const content = JSON.parse(read.decode(bytes)) as Content;
      opened.set(row.key, { form, content });
      return { ...header, ...content };
    },
    settle: async (all, turn) => {
      const conflicts: (Kept | undefined)[] = [];
      for (const [index, { row, content, outcome }] of all.entries()) {
        if (outcome.type !== 'conflict') continue;
        conflicts[index] = await keep(row.identity, row.key, { ...contentOf(content), conflict: outcome.conflict });
      }
      const note = async (shelf: Shelves, counts: Counts): Promise<void> => {
        const holds = await turn.holds(shelf);
        for (const [index, one] of all.entries()) {
          await settleOne(shelf, counts, one, holds, conflicts[index]);
        }
      };
      // Should it not reach the disk, it is sent again and answered the same.
      await change(['acknowledged', 'files'], note, 'relaxed');
    },
    heal: async () => {
      const mine = memory;
      if (!mine || clock.monotonic() - tried < healing) return !mine;
      tried = clock.monotonic();
      const names = ['outbox', 'acknowledged', 'files', 'parts'] as const;
      try {
        await mine(names, 'relaxed', async (from) => {
          const [rows, acknowledged, files, parts] = await Promise.all([
            from('outbox').all(),
            from('acknowledged').all(),
            from('files').all(),
            from('parts').all(),
          ]);
          await storage.transact([...names, 'facts'], 'strict', async (shelf) => {
            const counts = { ...(await countsIn(shelf, mark, ports.marks)) };
            for (const { sequence: _, ...row } of rows) {
              if (await shelf('outbox').find(row.key)) continue;
              shelf('outbox').put(row);
              counts.saved += 1;
            }
            for (const one of acknowledged) shelf('acknowledged').put(one);
            for (const one of files) shelf('files').put(one);
            for (const one of parts) shelf('parts').put(one);
            shelf('facts').put(counts, 'counts');
          });
          memory = undefined;
        });
        return true;
      } catch {
        return false;
      }
    },
  };
}
