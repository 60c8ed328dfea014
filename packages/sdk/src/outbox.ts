import type { Connection } from './connection.ts';
import { LiaiseError, isLiaiseError } from './error.ts';
import { failureOf, unreadable } from './failure.ts';
import { backoff, retryableStatuses, retryAfter } from './retry.ts';
import type { QueuedWrite, Storage } from './storage.ts';

/** A write as it is put into the outbox. */
export type NewWrite = Pick<QueuedWrite, 'key' | 'kind' | 'order' | 'method' | 'path' | 'body' | 'customer' | 'ifMatch'>;

/** What came of one write. */
export type Delivery = { key: string; answer: unknown } | { key: string; error: LiaiseError };

/** How a pass over the queue ended: it came through, the line was gone or busy, or another tab is the one that sends. */
export type Pass = 'through' | 'stopped' | 'elsewhere';

/** Writes made offline: one queue, in order, that survives a reload and a closed tab. */
export interface Outbox {
  /** Resolves once the write is on the disk of this device; rejects with `storage-failed` when it is not. */
  add(write: NewWrite): Promise<void>;
  /** What waits and what was refused, oldest first. */
  list(): Promise<QueuedWrite[]>;
  /** Sends what waits, oldest first, until all is sent or the line is gone. One tab sends at a time. */
  send(): Promise<Pass>;
  /** Lets a refused write wait again. */
  retry(key: string): Promise<void>;
  /** Drops a write that the person gave up. */
  discard(key: string): Promise<void>;
  /** Tells when something was added, sent, refused or dropped, in this tab or another. Returns how to stop. */
  onChange(listener: (delivery?: Delivery) => void): () => void;
  close(): void;
}

/** Opens the outbox of a connection; it sends when it is opened, when the line is back and when the page is seen again. */
export function openOutbox(connection: Connection, storage: Storage): Outbox {
  const { clock } = connection;
  const listeners = new Set<(delivery?: Delivery) => void>();
  const channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel(`liaise-outbox ${connection.url}`) : undefined;
  let sending: Promise<Pass> | undefined;
  let closed = false;
  let wake: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const tell = (delivery?: Delivery): void => listeners.forEach((listener) => listener(delivery));
  const changed = (delivery?: Delivery): void => {
    tell(delivery);
    channel?.postMessage('changed');
  };
  if (channel) {
    channel.onmessage = () => {
      tell();
      trySend();
    };
  }

  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw new LiaiseError({ code: 'storage-failed', cause });
    }
  };

  const list: Outbox['list'] = () => write(() => storage.use((database) => database.getAll('outbox')));

  const put = (entry: QueuedWrite): Promise<unknown> =>
    storage.use(async (database) => {
      const transaction = database.transaction('outbox', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(entry), transaction.done]);
    });

  const remove = (entry: QueuedWrite): Promise<unknown> =>
    storage.use((database) => database.delete('outbox', entry.sequence ?? -1));

  const deliver = async (entry: QueuedWrite): Promise<'go on' | 'stop'> => {
    try {
      const init: RequestInit = {
        method: entry.method,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'idempotency-key': entry.key,
          ...(entry.ifMatch !== undefined && { 'if-match': entry.ifMatch }),
        },
        body: JSON.stringify(entry.body),
      };
      const answer = await connection.send(entry.path, init, entry.path.startsWith('/v1/s/'));
      if (!answer.ok) {
        throw await failureOf(answer, {
          retryable: retryableStatuses.has(answer.status) || answer.status === 401,
          retryAfterMs: retryAfter(answer.headers, clock.now()),
        });
      }
      const body = await acknowledgement(answer);
      await remove(entry);
      failures = 0;
      changed({ key: entry.key, answer: body });
      return 'go on';
    } catch (cause) {
      const error = isLiaiseError(cause) ? cause : new LiaiseError({ code: 'unknown', cause });
      const later = error.retryable || error.code === 'unreadable-answer' || error.code === 'no-token';
      await put({
        ...entry,
        attempts: entry.attempts + 1,
        lastError: error.toJSON(),
        state: later ? 'waiting' : 'refused',
      });
      changed({ key: entry.key, error });
      if (!later) return 'go on';
      plan(Math.max(error.retryAfterMs ?? 0, backoff(failures, clock.random, 1000, 60_000)));
      failures += 1;
      return 'stop';
    }
  };

  const drain = async (): Promise<Pass> => {
    const tried = new Set<string>();
    for (;;) {
      const entry = (await list()).find((one) => one.state === 'waiting' && !tried.has(one.key));
      if (!entry || closed) return 'through';
      tried.add(entry.key);
      if (entry.identity !== '' && entry.identity !== (await who())) continue;
      if ((await deliver(entry)) === 'stop') return 'stopped';
    }
  };

  const who = async (): Promise<string> => {
    try {
      return (await connection.signIn())?.key ?? '';
    } catch {
      return connection.identity()?.key ?? '';
    }
  };

  const alone = (): Promise<Pass> => {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks;
    if (!locks) return drain();
    return locks.request(`liaise-outbox ${connection.url}`, { ifAvailable: true }, (lock) =>
      lock ? drain() : 'elsewhere',
    );
  };

  const send = (): Promise<Pass> => {
    sending ??= alone().finally(() => {
      sending = undefined;
    });
    return sending;
  };

  const plan = (milliseconds: number): void => {
    clearTimeout(wake);
    if (!closed) wake = setTimeout(trySend, milliseconds);
  };
  const trySend = (): void => {
    send().then(
      // Whoever holds the lock may end without having sent this: look again, or nobody does.
      (pass) => {
        if (pass === 'elsewhere') plan(2000);
      },
      () => undefined,
    );
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') trySend();
  };
  if (typeof window !== 'undefined') {
    window.addEventListener('online', trySend);
    document.addEventListener('visibilitychange', onVisible);
  }
  trySend();

  const find = async (key: string): Promise<QueuedWrite | undefined> =>
    write(() => storage.use((database) => database.getFromIndex('outbox', 'key', key)));

  return {
    add: async (given) => {
      const entry: QueuedWrite = {
        ...given,
        identity: given.path.startsWith('/v1/s/') ? '' : (connection.identity()?.key ?? (await keptIdentity(storage))),
        savedAt: new Date(clock.now()).toISOString(),
        attempts: 0,
        state: 'waiting',
      };
      await write(async () => {
        const present = await find(given.key);
        await put(present ? { ...entry, sequence: present.sequence ?? 0 } : entry);
      });
      changed();
      plan(0);
    },
    list,
    send,
    retry: async (key) => {
      const entry = await find(key);
      if (entry) await write(() => put({ ...entry, state: 'waiting' }));
      changed();
      trySend();
    },
    discard: async (key) => {
      const entry = await find(key);
      if (entry) await write(() => remove(entry));
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      clearTimeout(wake);
      channel?.close();
      if (typeof window !== 'undefined') {
        window.removeEventListener('online', trySend);
        document.removeEventListener('visibilitychange', onVisible);
      }
    },
  };
}

async function keptIdentity(storage: Storage): Promise<string> {
  const kept = await storage.use((database) => database.get('facts', 'identity')).catch(() => undefined);
  return typeof kept === 'string' ? kept : '';
}

/** A success counts only when it is the gateway's: JSON. A captive portal's page is none. */
async function acknowledgement(answer: Response): Promise<unknown> {
  if (!/\bjson\b/.test(answer.headers.get('content-type') ?? '')) throw unreadable(undefined, answer.status);
  try {
    return await answer.json();
  } catch (cause) {
    throw unreadable(cause, answer.status);
  }
}
