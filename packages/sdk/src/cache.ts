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

  const read = together<string, KeptAnswer | undefined>((keys) =>
    storage.transact(['answers', 'facts'], 'readonly', async (shelf) => {
      owner ??= (await shelf('facts').get('identity')) as string | undefined;
      return shelf('answers').some(keys);
    }),
  );

  /** Puts and deletions go one after the other, so that what became forbidden cannot come back. */
  const write = together<KeptAnswer | string, undefined>((changes) =>
    storage.transact(['answers'], 'relaxed', (shelf) => {
      const answers = shelf('answers');
      for (const change of changes) {
        if (typeof change === 'string') answers.delete(change);
        else answers.put(change);
      }
      return Promise.resolve(changes.map(() => undefined));
    }),
  );

  const evict = (): Promise<void> =>
    storage.transact(['answers'], 'relaxed', async (shelf) => {
      let surplus = (await shelf('answers').count()) - mostAnswers;
      await shelf('answers').sweep(() => (surplus -= 1) >= 0);
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
          storage.transact(['facts', 'answers'], 'relaxed', async (shelf) => {
            if ((await shelf('facts').get('identity')) === identity) return;
            shelf('answers').clear();
            shelf('facts').put(identity, 'identity');
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
