import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

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

/** A write that waits to be sent. */
export interface QueuedWrite {
  /** Order of sending on this device. */
  sequence?: number;
  /** The idempotency key. */
  key: string;
  /** Whose write it is; it is never sent as somebody else. */
  identity: string;
  /** Kind and content of the order, for those who show what waits. */
  kind: string;
  order: unknown;
  /** The request. */
  method: string;
  path: string;
  body: unknown;
  customer?: string;
  /** The `ETag` on which a change rests: another that came first refuses it. */
  ifMatch?: string;
  /** RFC 3339: when the person saved it. */
  savedAt: string;
  attempts: number;
  /** `refused`: the gateway will not take it as it is; it is kept until the person decides. */
  state: 'waiting' | 'refused';
  lastError?: unknown;
}

interface Schema extends DBSchema {
  answers: { key: string; value: KeptAnswer; indexes: { usedAt: number } };
  outbox: { key: number; value: QueuedWrite; indexes: { key: string } };
  facts: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

/** How long opening may take before this device counts as one without storage. */
const patience = 3000;

/** One database for each gateway, opened when first needed. */
export interface Storage {
  /** Runs work on the database, reopened once when its handle was closed. Throws when there is no storage on this device. */
  use<T>(work: (database: Database) => Promise<T>): Promise<T>;
  close(): void;
}

/** Opens the storage of one gateway. `name` keeps gateways, and tests, apart. */
export function openStorage(name: string): Storage {
  let opened: Promise<Database> | undefined;

  const open = async (): Promise<Database> => {
    const opening = openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('answers', { keyPath: 'key' }).createIndex('usedAt', 'usedAt');
        database
          .createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true })
          .createIndex('key', 'key', { unique: true });
        database.createObjectStore('facts');
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = undefined;
      },
      terminated: () => {
        opened = undefined;
      },
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Opening the storage took too long.')), patience);
    });
    try {
      return await Promise.race([opening, late]);
    } catch (cause) {
      opening.then((database) => database.close()).catch(() => undefined);
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  };

  const database = (): Promise<Database> => {
    opened ??= open().catch((cause: unknown) => {
      opened = undefined;
      throw cause;
    });
    return opened;
  };

  return {
    use: async (work) => {
      try {
        return await work(await database());
      } catch (cause) {
        if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause;
        opened = undefined;
        return work(await database());
      }
    },
    close: () => {
      opened?.then((handle) => handle.close()).catch(() => undefined);
      opened = undefined;
    },
  };
}
