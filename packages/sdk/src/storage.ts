import { LiaiseError } from './error.ts';
import { browserPorts, type Ports } from './ports.ts';
import { within } from './retry.ts';
import { layout } from './layout.ts';
import { storedShelf, type Shelf } from './shelf.ts';
import type { Acknowledged, KeptFile, KeptPart, QueuedRow } from './outbox/rows.ts';

export type { QueuedWrite } from './outbox/rows.ts';

/** What was answered once, kept for the next time. */
export interface KeptAnswer {
  key: string;
  identity: string;
  body: unknown;
  /** RFC 3339: when the gateway answered. */
  asOf: string;
  /** Milliseconds: when it was last shown. */
  usedAt: number;
}

/** What lies in each store. */
export interface Stores {
  answers: KeptAnswer;
  /** Writes that wait. */
  outbox: QueuedRow;
  /** Writes that arrived, for thirty days. */
  acknowledged: Acknowledged;
  /** Files that wait, and their bytes in parts. */
  files: KeptFile;
  parts: KeptPart;
  /** Single values: identity, keys, counts, lease. */
  facts: unknown;
}

export type StoreName = keyof Stores;

/** The stores of one transaction. */
export type Shelves = <N extends StoreName>(name: N) => Shelf<Stores[N]>;

/** Works on some stores at once: all of it comes to be, or nothing. */
export type Transact = <T>(
  names: readonly StoreName[],
  mode: 'readonly' | 'strict' | 'relaxed',
  work: (shelves: Shelves) => Promise<T>,
) => Promise<T>;

/**
 * Why there is no storage. `missing`: the device has none, or would not open it in time. `outdated`: a newer version of the
 * page has it; this page may read and has to be loaded again before it can write.
 */
export class NoStorage extends LiaiseError {
  readonly why: 'missing' | 'outdated';

  constructor(why: 'missing' | 'outdated', cause?: unknown) {
    super({ code: 'storage-failed', cause });
    this.why = why;
  }
}

/** Version 1 held answers, the outbox and facts; its rows are read as they are. */
const version = 2;
/**
 * How long opening may take before this device counts as one without storage, how long it counts as one before it is tried again,
 * and how long a transaction may take.
 */
const patience = { open: 3000, pause: 30_000, transaction: 10_000 };
/** How often a handle that was closed or lost is replaced for one piece of work. */
const mostReopenings = 3;

/** One database for each gateway, opened when first needed. */
export interface Storage {
  readonly ports: Ports;
  /**
   * Resolves once the transaction is complete. A handle that was closed or lost is replaced. Rejects with `NoStorage` when
   * there is no storage on this device, else with what went wrong; then nothing was changed.
   */
  transact: Transact;
  close(): void;
}

/** Opens the storage of one gateway. `name` keeps gateways, and tests, apart. */
export function openStorage(name: string, ports: Ports = browserPorts()): Storage {
  let opened: Promise<IDBDatabase> | undefined;
  let current: IDBDatabase | undefined;
  let outdated = false;
  let hopeless = -Infinity;

  const inTime = <T>(work: Promise<T>, milliseconds: number): Promise<T> =>
    within(ports.clock, milliseconds, work, () => {
      throw new DOMException('The storage took too long.', 'TimeoutError');
    });

  const forget = (database: IDBDatabase): void => {
    database.close();
    if (database !== current) return;
    opened = undefined;
    current = undefined;
  };

  /** `fixed` opens this page's version, else whatever is there. */
  const request = (fixed: boolean): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const factory = ports.indexedDB;
      if (!factory) {
        reject(new Error('This device has no IndexedDB.'));
        return;
      }
      const opening = fixed ? factory.open(name, version) : factory.open(name);
      opening.onupgradeneeded = () => {
        for (const [store, { path, order }] of Object.entries(layout)) {
          if (opening.result.objectStoreNames.contains(store)) continue;
          const keyPath = path?.includes(',') ? path.split(',') : (path ?? null);
          const made = opening.result.createObjectStore(store, { keyPath, autoIncrement: path === 'sequence' });
          if (order !== undefined) made.createIndex(order, order);
          if (path === 'sequence') made.createIndex('key', 'key', { unique: true });
        }
      };
      opening.onerror = () => reject(opening.error ?? new Error('The storage did not open.'));
      opening.onsuccess = () => {
        const database = opening.result;
        // A newer page wants to change the layout, or the site's data is cleared: out of its way.
        database.onversionchange = () => forget(database);
        database.onclose = () => forget(database);
        resolve(database);
      };
    });

  const openWithin = async (fixed: boolean): Promise<IDBDatabase> => {
    const opening = request(fixed);
    try {
      return await inTime(opening, patience.open);
    } catch (cause) {
      opening.then((database) => database.close()).catch(() => undefined);
      throw cause;
    }
  };

  const open = async (): Promise<IDBDatabase> => {
    try {
      if (ports.clock.monotonic() - hopeless < patience.pause) throw new Error('The storage did not open just now.');
      outdated = false;
      return await openWithin(true);
    } catch (cause) {
      const { name: kind } = cause as Error;
      if (kind === 'TimeoutError') hopeless = ports.clock.monotonic();
      if (kind !== 'VersionError') throw new NoStorage('missing', cause);
      outdated = true;
      return openWithin(false);
    }
  };

  const database = (): Promise<IDBDatabase> => {
    opened ??= open().then(
      (handle) => (current = handle),
      (cause: unknown) => {
        opened = undefined;
        throw cause;
      },
    );
    return opened;
  };

  const run = async <T>(
    database: IDBDatabase,
    names: readonly StoreName[],
    mode: 'readonly' | 'strict' | 'relaxed',
    work: (shelves: Shelves) => Promise<T>,
    late: AbortSignal,
  ): Promise<T> => {
    const transaction =
      mode === 'readonly'
        ? database.transaction(names)
        : database.transaction(names, 'readwrite', { durability: mode });
    const done = new Promise<never>((resolve, reject) => {
      transaction.oncomplete = resolve as () => void;
      transaction.onabort = () =>
        reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
    });
    const stop = (): void => {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
    };
    late.addEventListener('abort', stop);
    try {
      const shelves: Shelves = (name) => storedShelf(transaction.objectStore(name), layout[name].order);
      const result = await Promise.race([work(shelves), done]);
      await done;
      return result;
    } catch (cause) {
      stop();
      throw cause;
    }
  };

  return {
    ports,
    transact: async (names, mode, work) => {
      for (let attempt = 0; ; attempt += 1) {
        const handle = await database();
        if (outdated && mode !== 'readonly') throw new NoStorage('outdated');
        const late = new AbortController();
        try {
          return await inTime(run(handle, names, mode, work, late.signal), patience.transaction);
        } catch (cause) {
          const { name: kind } = cause as Error;
          if (kind === 'TimeoutError') {
            // What hangs would hold its stores, and what is called failed must not come to be.
            late.abort();
            forget(handle);
          }
          const lost = kind === 'InvalidStateError' || kind === 'UnknownError' || (kind === 'AbortError' && !opened);
          if (!lost || attempt >= mostReopenings) throw cause;
          forget(handle);
        }
      }
    },
    close: () => {
      opened?.then(forget).catch(() => undefined);
    },
  };
}
