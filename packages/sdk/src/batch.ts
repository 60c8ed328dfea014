import { LiaiseError } from './error.ts';
import { errorOf, unreadable } from './failure.ts';

/** As many reads as the gateway takes in one batch. */
const most = 1000;

/** Reads that are made in one turn of the event loop travel together; equal ones travel once. */
export interface Batcher {
  read(path: string, signal?: AbortSignal): Promise<unknown>;
}

interface Waiting {
  path: string;
  waiters: number;
  answer: Promise<unknown>;
  resolve: (body: unknown) => void;
  reject: (cause: unknown) => void;
  abort: AbortController;
}

/** Collects reads. `one` makes a single read, `many` a batch; both answer the parsed body. */
export function createBatcher(line: {
  one(path: string, signal: AbortSignal): Promise<unknown>;
  many(paths: readonly string[], signal: AbortSignal): Promise<unknown>;
}): Batcher {
  const open = new Map<string, Waiting>();
  let queue: Waiting[] = [];

  const settle = (entry: Waiting): void => {
    if (open.get(entry.path) === entry) open.delete(entry.path);
  };

  const sendOne = async (entry: Waiting): Promise<void> => {
    try {
      entry.resolve(await line.one(entry.path, entry.abort.signal));
    } catch (cause) {
      entry.reject(cause);
    }
  };

  const sendMany = async (entries: readonly Waiting[]): Promise<void> => {
    const abort = new AbortController();
    let wanted = entries.length;
    const stop = (): void => {
      wanted -= 1;
      if (wanted === 0) abort.abort();
    };
    entries.forEach((entry) => entry.abort.signal.addEventListener('abort', stop));
    try {
      const body = (await line.many(
        entries.map((entry) => entry.path),
        abort.signal,
      )) as { responses?: unknown };
      const responses: unknown = body.responses;
      if (!Array.isArray(responses) || responses.length !== entries.length) throw unreadable(undefined);
      entries.forEach((entry, index) => {
        const { status, body: answer } = responses[index] as { status: number; body: unknown };
        if (status < 400) entry.resolve(answer);
        else entry.reject(errorOf(status, answer));
      });
    } catch (cause) {
      entries.forEach((entry) => entry.reject(cause));
    }
  };

  const flush = (): void => {
    const entries = queue.filter((entry) => entry.waiters > 0);
    queue = [];
    for (let start = 0; start < entries.length; start += most) {
      const slice = entries.slice(start, start + most);
      void (slice.length === 1 && slice[0] ? sendOne(slice[0]) : sendMany(slice));
    }
  };

  const entryFor = (path: string): Waiting => {
    const present = open.get(path);
    if (present) return present;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const entry: Waiting = { path, waiters: 0, answer: promise, resolve, reject, abort: new AbortController() };
    open.set(path, entry);
    promise.then(
      () => settle(entry),
      () => settle(entry),
    );
    if (queue.push(entry) === 1) setTimeout(flush, 0);
    return entry;
  };

  return {
    read: (path, signal) => {
      if (signal?.aborted) return Promise.reject(new LiaiseError({ code: 'aborted' }));
      const entry = entryFor(path);
      entry.waiters += 1;
      if (!signal) return entry.answer;
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          entry.waiters -= 1;
          if (entry.waiters === 0) {
            settle(entry);
            entry.abort.abort();
          }
          reject(new LiaiseError({ code: 'aborted' }));
        };
        signal.addEventListener('abort', leave, { once: true });
        entry.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
      });
    },
  };
}
