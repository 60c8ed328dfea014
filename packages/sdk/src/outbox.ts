import type { Connection } from './connection.ts';
import { LiaiseError, errorFrom } from './error.ts';
import { dropFile, prepareFile, putFile, type NewFile } from './outbox/files.ts';
import { createLease } from './outbox/lease.ts';
import { authorMark, writeMark } from './marks.ts';
import type { Counts } from './outbox/counts.ts';
import { isFull, openQueue } from './outbox/queue.ts';
import { reconcileAll, type Reconciled } from './outbox/reconcile.ts';
import { createSender, type Pass } from './outbox/sender.ts';
import {
  creates,
  customerOf,
  headerOf,
  isAnonymous,
  nothing,
  readRow,
  recordOf,
  resourceOf,
  type Content,
  type Header,
  type QueuedRow,
  type QueuedWrite,
} from './outbox/rows.ts';
import { instantOf, within } from './retry.ts';
import type { Storage } from './storage.ts';

export type { Counts } from './outbox/counts.ts';
export type { NewFile } from './outbox/files.ts';
export type { Conflict, WriteState } from './outbox/rows.ts';
export type { Reconciled } from './outbox/reconcile.ts';
export type { Pass } from './outbox/sender.ts';

/** A write as it is put into the outbox. */
export type NewWrite = Pick<QueuedWrite, 'key' | 'kind' | 'order' | 'method' | 'path' | 'body' | 'customer'> &
  Pick<Content, 'ifMatch' | 'echoes'> & {
    /** What goes with it, sent once it has arrived. */
    files?: readonly NewFile[];
  };

/** What came of one write. */
export type Delivery = { key: string; answer: unknown; write?: QueuedWrite } | { key: string; error: LiaiseError };

/** What was kept of a write. */
export interface Saved {
  key: string;
  /** It lies in the memory of this page only and is gone with it, because the device has no storage. */
  memoryOnly: boolean;
  /** Ids of the files for which there was no room; the write itself is kept. */
  unsaved: string[];
}

/**
 * Why nothing goes out. `offline`: no line, or not to the gateway. `sign-in-needed`: no token, or none that the gateway takes.
 * `busy`: the gateway asked to wait. `failing`: the gateway could not take a write just now. `reload-needed`: a newer version of
 * the page has the storage; this one shows what waits and has to be loaded again.
 */
export type Why = 'offline' | 'sign-in-needed' | 'busy' | 'failing' | 'reload-needed';

/** What waits on this device, and why. */
export interface OutboxStatus {
  waiting: number;
  refused: number;
  conflicts: number;
  quarantined: number;
  /** Writes of others who use this device; their content is not shown. */
  withheld: number;
  /** RFC 3339: when the oldest of what waits was saved. */
  since?: string | undefined;
  why?: Why | undefined;
  /** Of this device, whoever used it. */
  counts: Counts;
  /** How many waiting writes went with a store that the browser threw away or somebody cleared. */
  lost?: number | undefined;
  /** There is no storage: what waits is gone with the page. */
  memoryOnly: boolean;
  /** Whether what was kept last is encrypted. */
  encrypted: boolean;
}

/** Writes made offline: in order for each customer, surviving a reload and a closed tab, sent by one tab at a time. */
export interface Outbox {
  /** Resolves once the write is on the disk of this device; rejects with `storage-failed` when it is not. */
  add(write: NewWrite): Promise<Saved>;
  /** What waits and what was refused, oldest first. Of others who use this device only that something waits. */
  list(): Promise<QueuedWrite[]>;
  /** Sends what waits until all is sent or the line is gone. */
  send(): Promise<Pass>;
  /** Lets a refused write wait again, as it is. */
  retry(key: string): Promise<void>;
  /** Puts another order in the place of a refused one, or of one that was never sent, and lets it wait. */
  amend(key: string, order: unknown): Promise<void>;
  /** Ends a conflict: `fields` is what the person chose to write over what the gateway holds; nothing leaves that as it is. */
  resolve(key: string, fields: Record<string, unknown>): Promise<void>;
  /** Drops a write that the person gave up. */
  discard(key: string): Promise<void>;
  /** The bytes of a file that waits. */
  file(id: string): Promise<Blob | undefined>;
  /** All that waits or was refused, as JSON to keep elsewhere. */
  export(): Promise<string>;
  status(): Promise<OutboxStatus>;
  /**
   * Asks the gateway which of the writes that arrived in the last thirty days it holds, and sends the others again. It is asked by itself
   * when a page opens a day or more after it was last asked.
   */
  reconcile(): Promise<Reconciled>;
  /**
   * Ends the device's tie to whoever signed in last. Where something of theirs waits it does nothing and tells what, so that the
   * page can ask; with `anyway` what waits stays, for when they are back.
   */
  signOut(options?: { anyway?: boolean }): Promise<{ signedOut: boolean; waiting: QueuedWrite[] }>;
  /** Tells when something was added, sent, refused or dropped, in this tab or another. Returns how to stop. */
  onChange(listener: (delivery?: Delivery) => void): () => void;
  /** Resolves once nothing of it is under way. */
  close(): Promise<void>;
}

/** How an order becomes a request; `undefined` for kinds it does not know. Without it only an order that is its request's body can be changed. */
export interface OutboxOptions {
  write?: (kind: string, order: unknown) => Promise<Omit<NewWrite, 'kind' | 'order'> | undefined>;
}

/** How long saving waits to learn who is signed in, before it goes by who was last. */
const patience = 2000;
/** How long the gateway is taken to hold what it once acknowledged. */
const day = 24 * 3_600_000;

/** Opens the outbox of a connection; it sends when it is opened, when the line is back and when the page is seen again. */
export function openOutbox(connection: Connection, storage: Storage, options: OutboxOptions = {}): Outbox {
  const { ports } = storage;
  const { clock } = ports;
  const name = `liaise-outbox ${connection.url}`;
  const me = `${String(connection.clock.now())} ${String(connection.clock.random())}`;
  const mark = `${name} counts`;
  const queue = openQueue(storage, mark, ports);
  const lease = createLease(name, me, ports, queue.transact);
  const listeners = new Set<(delivery?: Delivery) => void>();

  const tell = (delivery?: Delivery): void => listeners.forEach((listener) => listener(delivery));
  const channel = ports.channel?.(name, (message) => {
    tell();
    if (message === 'added') sender.hurry();
  });
  const sender = createSender(connection, queue, lease, (deliveries) => {
    deliveries.forEach(tell);
    if (deliveries.length === 0) tell();
    channel?.post('changed');
  });
  const changed = (added = false): void => {
    tell();
    channel?.post(added ? 'added' : 'changed');
    if (added) sender.hurry();
  };

  /** Whatever the storage throws reaches the page as one code. */
  const stored = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw errorFrom(cause, 'storage-failed');
    }
  };

  /** Whose a write made now is: whoever is signed in, or, where that cannot be learned, whoever was last. */
  const author = async (): Promise<string> => {
    const known = connection.identity();
    if (known) return known.key;
    const nobody = (): undefined => undefined;
    const asked = await within(clock, patience, connection.signIn().catch(nobody), nobody);
    return asked?.key ?? (await queue.rows()).owner;
  };

  /** All that waits, and what of it may be shown. */
  const mine = async (): Promise<{
    all: QueuedRow[];
    rows: QueuedRow[];
    own: (one: { identity: string }) => boolean;
  }> => {
    const { rows: all, owner } = await queue.rows();
    const reader = connection.identity()?.key ?? owner;
    const own = ({ identity }: { identity: string }): boolean => identity === '' || identity === reader;
    return { all, rows: all.filter(own), own };
  };

  const shown = async (row: QueuedRow): Promise<QueuedWrite> => {
    const write = await queue.open(row);
    return write.state === 'waiting' && sender.isSending(row.key) ? { ...write, state: 'sending' } : write;
  };

  const list: Outbox['list'] = () =>
    stored(async () => {
      const { all, own } = await mine();
      return Promise.all(all.map((row) => (own(row) ? shown(row) : Promise.resolve(withheld(row)))));
    });

  /** Works on a write that may be shown; where there is none, it fails or, with `quietly`, does nothing. */
  const on = (key: string, work: (row: QueuedRow) => Promise<void> | void, quietly = false): Promise<void> =>
    stored(async () => {
      const row = (await mine()).rows.find((one) => one.key === key);
      if (row) await work(row);
      else if (!quietly) throw new LiaiseError({ code: 'not-found' });
    });

  /** Replaces a write by its next form, unless another was quicker. */
  const replace = async (row: QueuedRow, header: Partial<Header>, content?: Content): Promise<void> => {
    if (sender.isSending(row.key)) throw new LiaiseError({ code: 'conflict', retryable: true });
    const next: QueuedRow = {
      ...row,
      state: 'waiting',
      since: instantOf(connection.clock),
      revision: row.revision + 1,
      ...header,
      ...(content && place(content, header.customer ?? row.customer)),
    };
    const kept = content && (await queue.keep(row.identity, next.key, content));
    await queue.change(['outbox'], async (shelf) => {
      const present = await shelf('outbox').find(row.key);
      if (!present || readRow(present).revision !== row.revision) throw new LiaiseError({ code: 'conflict' });
      shelf('outbox').put(kept ? { ...headerOf(next), ...kept } : next);
      if (next.key === row.key) return;
      for (const one of await shelf('outbox').all()) {
        if (one.after === row.key) shelf('outbox').put({ ...one, after: next.key });
      }
    });
    sender.forgive(row.key);
    changed(true);
  };

  /** What is saved in one page is kept in the order of the calls, however long each takes to hash and seal. */
  let latest: Promise<unknown> = Promise.resolve();
  const save = (given: NewWrite): Promise<Saved> => {
    const saved = saveAfter(given, latest);
    latest = saved.catch(() => undefined);
    return saved;
  };

  const saveAfter = async (given: NewWrite, earlier: Promise<unknown>): Promise<Saved> => {
    const { key, customer, files = [], ...rest } = given;
    const content: Content = rest;
    const identity = isAnonymous(content) ? '' : await author();
    const since = instantOf(connection.clock);
    const kept = await queue.keep(identity, key, content);
    const prepared = await Promise.all(files.map((file) => prepareFile(file, identity, queue, ports)));
    const rows: QueuedRow[] = [];
    for (const [index, { id, content: described }] of [{ id: key, content }, ...prepared].entries()) {
      rows.push({
        key: id,
        identity,
        ...place(described, index === 0 ? customer : undefined),
        after: index === 0 ? undefined : key,
        savedAt: since,
        since,
        attempts: 0,
        state: 'waiting',
        revision: 0,
        ...(index === 0 ? kept : await queue.keep(identity, id, described)),
      });
    }
    await earlier;
    const unsaved: string[] = [];
    const put = (): Promise<void> =>
      queue.change(prepared.length === 0 ? [] : ['files', 'parts'], async (shelf, counts) => {
        for (const row of rows) {
          const raw = await shelf('outbox').find(row.key);
          const present = raw && readRow(raw);
          if (!present) counts.saved += 1;
          const { sequence } = present ?? {};
          const revision = present ? present.revision + 1 : 0;
          shelf('outbox').put({ ...(sequence === undefined ? {} : { sequence }), ...row, revision });
        }
        prepared.forEach((file) => putFile(shelf, file));
      });
    for (;;) {
      try {
        await put();
        break;
      } catch (cause) {
        // The words are worth more than the picture.
        const last = isFull(cause) ? prepared.pop() : undefined;
        if (!last) throw cause;
        rows.pop();
        unsaved.push(last.id);
      }
    }
    changed(true);
    return { key, memoryOnly: queue.memoryOnly(), unsaved };
  };

  const stops = [
    ports.onLine(() => sender.hurry()),
    ports.onVisible(() => {
      tell();
      sender.hurry();
    }),
    ports.onPageHide(() => {
      sender.rest();
      lease.unlock();
    }),
    ports.onLeave(() => queue.memoryOnly() && sender.waits()),
  ];
  const reconcile = async (gap: number): Promise<Reconciled> => {
    const { key } = (await connection.signIn()) ?? { key: '' };
    const last = await queue.transact(['facts'], 'readonly', (shelf) => shelf('facts').get('reconciled'));
    if (Math.abs(connection.clock.now() - (typeof last === 'number' ? last : 0)) < gap) return { asked: 0, again: 0 };
    const reconciled = await reconcileAll(connection, queue, key);
    if (reconciled.again > 0) changed(true);
    return reconciled;
  };
  /** Notes whose the device is now, for a time without a line; a disk that fails once is asked again. */
  const remember = async (identity: string, attempts = 5): Promise<void> => {
    try {
      await queue.transact(['facts'], 'strict', async (shelf) => {
        if ((await shelf('facts').get('author')) !== identity) shelf('facts').put(identity, 'author');
      });
    } catch {
      if (attempts > 1) await remember(identity, attempts - 1);
    }
  };
  connection.onIdentity(({ key }) => {
    writeMark(ports.marks, authorMark(mark), key);
    void remember(key);
    sender.hurry();
    reconcile(day).catch(() => undefined);
  });
  // Whoever opens the page while there is a line is known when it is gone.
  connection.signIn().catch(() => undefined);
  sender.hurry();

  return {
    add: (given) => stored(() => save(given)),
    list,
    send: () => sender.send(),
    retry: (key) => on(key, (row) => (row.state === 'quarantined' ? undefined : replace(row, {})), true),
    amend: (key, order) =>
      on(key, async (row) => {
        const { kind, ...before } = await queue.open(row);
        const safe = row.state === 'refused' || (row.state === 'waiting' && row.attempts === 0);
        if (!safe) throw new LiaiseError({ code: 'conflict' });
        const { method, path } = before;
        const known = await options.write?.(kind, order);
        if (!known && JSON.stringify(before.order) !== JSON.stringify(before.body))
          throw new LiaiseError({ code: 'unsupported' });
        const write = known ?? { key, method, path, body: order };
        const { key: next, customer, ...request } = write;
        await replace(row, { key: next, attempts: 0, customer }, { kind, order, ...request });
      }),
    resolve: (key, fields) =>
      on(key, async (row) => {
        const write = await queue.open(row);
        if (!write.conflict) throw new LiaiseError({ code: 'not-found' });
        if (Object.keys(fields).length === 0) return drop(row);
        const { kind, order, method, path, body, echoes, conflict, record } = write;
        const change = creates(write) || method === 'PATCH';
        await replace(
          row,
          { key: `${key}/${String(row.revision + 1)}`, attempts: 0 },
          {
            kind,
            order,
            echoes,
            ...(change && conflict.theirs && record !== undefined
              ? {
                  method: 'PATCH',
                  path: `/v1/${resourceOf(path) ?? ''}/${record}`,
                  body: fields,
                  ifMatch: conflict.etag,
                }
              : { method, path, body: { ...(body as object), ...fields } }),
          },
        );
      }),
    discard: (key) => on(key, drop, true),
    file: (id) =>
      stored(async () => {
        const file = await queue.transact(['files'], 'readonly', (shelf) => shelf('files').get(id));
        if (!file || !(await mine()).own(file)) return undefined;
        const parts: ArrayBuffer[] = [];
        for (let part = 0; part < file.parts; part += 1) {
          const bytes = await queue.part(file, part);
          if (!bytes) return undefined;
          parts.push(bytes);
        }
        return new Blob(parts, { type: file.type });
      }),
    export: async () => JSON.stringify((await list()).filter(({ kind }) => kind !== 'withheld')),
    status: () =>
      stored(async () => {
        const { all, rows } = await mine();
        const those = (state: string): QueuedRow[] => rows.filter((row) => row.state === state);
        const waiting = those('waiting');
        const counts = queue.counts();
        return {
          waiting: waiting.length,
          refused: those('refused').length,
          conflicts: those('conflict').length,
          quarantined: those('quarantined').length,
          withheld: all.length - rows.length,
          since: waiting[0]?.savedAt,
          why: waiting.length > 0 ? sender.why() : undefined,
          counts,
          lost: counts.lost || undefined,
          memoryOnly: queue.memoryOnly(),
          encrypted: queue.seal.works(),
        };
      }),
    reconcile: () => stored(() => reconcile(0)),
    signOut: ({ anyway = false } = {}) =>
      stored(async () => {
        const { rows } = await mine();
        const waiting = await Promise.all(rows.map(shown));
        if (waiting.length > 0 && !anyway) return { signedOut: false, waiting };
        writeMark(ports.marks, authorMark(mark), undefined);
        await queue.transact(['facts', 'answers'], 'strict', (shelf) => {
          shelf('facts').delete('identity');
          shelf('facts').delete('author');
          shelf('answers').clear();
          return Promise.resolve();
        });
        return { signedOut: true, waiting };
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      stops.forEach((stop) => stop());
      channel?.close();
      await sender.close();
    },
  };

  async function drop(row: QueuedRow): Promise<void> {
    await queue.change(['files', 'parts'], async (shelf, counts) => {
      for (const one of await shelf('outbox').all()) {
        if (one.sequence !== row.sequence && (one.after === undefined || one.after !== row.key)) continue;
        counts.discarded += 1;
        shelf('outbox').delete(one.sequence ?? -1);
        await dropFile(shelf, one.key);
      }
    });
    changed(true);
  }
}

/** Where a write belongs: its customer and its record. */
const place = (content: Content, customer = customerOf(content.body)): Pick<Header, 'customer' | 'record'> => ({
  customer,
  record: recordOf(content),
});

/** Somebody else's write: that it waits. */
const withheld = ({ sequence = 0, savedAt, since }: QueuedRow): QueuedWrite => ({
  ...nothing,
  sequence,
  key: '',
  kind: 'withheld',
  identity: '',
  savedAt,
  since,
  attempts: 0,
  state: 'waiting',
  revision: 0,
});
