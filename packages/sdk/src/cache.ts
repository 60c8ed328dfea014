import { unwrap } from 'idb';
import type { KeptAnswer, Storage } from './storage.ts';

/** How many answers are kept on a device. */
export const mostAnswers = 2000;

/**
 * Answers of an earlier time, for one identity. It never holds a failure, drops the least recently written above
 * `mostAnswers`, and is emptied when somebody else signs in. A device without storage has an empty one.
 */
export interface Cache {
  get(key: string): Promise<{ body: unknown; asOf: string } | undefined>;
  put(key: string, body: unknown, asOf: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Says whose answers these are; those of anybody else are wiped. */
  belongTo(identity: string): Promise<void>;
}

/** Keeps answers in a gateway's storage; what is asked for in one turn of the event loop is one transaction. */
export function createCache(storage: Storage, now: () => number): Cache {
  let owner: string | undefined;
  let settled: Promise<unknown> = Promise.resolve();
  let writes = 0;

  const quietly = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      await settled;
      return await work();
    } catch {
      return undefined;
    }
  };

  const read = together<string, KeptAnswer | undefined>(async (keys) =>
    storage.use(async (database) => {
      const transaction = database.transaction(['answers', 'facts']);
      owner ??= (await transaction.objectStore('facts').get('identity')) as string | undefined;
      // Bare requests: a promise for each of a thousand costs more than the reads.
      const store = unwrap(transaction.objectStore('answers'));
      const requests = keys.map((key) => store.get(key));
      await transaction.done;
      return requests.map(({ result }) => result as KeptAnswer | undefined);
    }),
  );

  /** Puts and deletions go one after the other, so that what became forbidden cannot come back. */
  const write = together<KeptAnswer | string, undefined>(async (changes) =>
    storage.use(async (database) => {
      const transaction = database.transaction('answers', 'readwrite', { durability: 'relaxed' });
      const store = unwrap(transaction.store);
      for (const change of changes) {
        if (typeof change === 'string') store.delete(change);
        else store.put(change);
      }
      await transaction.done;
      return changes.map(() => undefined);
    }),
  );

  const evict = (): Promise<void> =>
    storage.use(async (database) => {
      const transaction = database.transaction('answers', 'readwrite');
      let surplus = (await transaction.store.count()) - mostAnswers;
      for (let cursor = await transaction.store.index('usedAt').openCursor(); cursor && surplus > 0; surplus -= 1) {
        await cursor.delete();
        cursor = await cursor.continue();
      }
      await transaction.done;
    });

  return {
    get: (key) =>
      quietly(async () => {
        const kept = await read(key);
        return kept && kept.identity === owner ? { body: kept.body, asOf: kept.asOf } : undefined;
      }),
    put: async (key, body, asOf) => {
      await quietly(async () => {
        if (owner === undefined) return;
        await write({ key, identity: owner, body, asOf, usedAt: now() });
        writes += 1;
        if (writes % 500 === 1) await evict();
      });
    },
    delete: async (key) => {
      await quietly(() => write(key));
    },
    belongTo: (identity) => {
      owner = identity;
      settled = settled
        .then(() =>
          storage.use(async (database) => {
            const transaction = database.transaction(['facts', 'answers'], 'readwrite');
            const before = await transaction.objectStore('facts').get('identity');
            if (before !== identity) {
              await transaction.objectStore('answers').clear();
              await transaction.objectStore('facts').put(identity, 'identity');
            }
            await transaction.done;
          }),
        )
        .catch(() => undefined);
      return settled.then(() => undefined);
    },
  };
}

/** Turns many single calls made in one turn of the event loop into one call for all. */
function together<In, Out>(all: (inputs: In[]) => Promise<Out[]>): (input: In) => Promise<Out> {
  let inputs: In[] = [];
  let answer: Promise<Out[]> | undefined;
  return async (input) => {
    const index = inputs.push(input) - 1;
    answer ??= new Promise((resolve, reject) => {
      setTimeout(() => {
        const taken = inputs;
        inputs = [];
        answer = undefined;
        all(taken).then(resolve, reject);
      }, 0);
    });
    return (await answer)[index] as Out;
  };
}
