import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Batcher, type Settled } from './batcher.ts';
import { Unavailable } from './errors.ts';

interface Item {
  key: string;
  at: number;
}
const keyOf = ({ key }: Item) => key;

/** Runs that end when they are told to, in the order in which they began. */
function held() {
  const runs: {
    items: readonly Item[];
    end: (settled?: readonly Settled<number>[]) => void;
    fail: (e: Error) => void;
  }[] = [];
  const run = (_tenant: string, items: readonly Item[]) =>
    new Promise<readonly Settled<number>[]>((resolve, reject) => {
      runs.push({ items, end: (s) => resolve(s ?? items.map(({ at }) => ({ value: at }))), fail: reject });
    });
  return { runs, run };
}
const turn = () => new Promise<void>((done) => setImmediate(() => setImmediate(done)));

describe('a batcher', () => {
  test('does what came in one turn as one batch, and what came meanwhile as the next', async () => {
    const { runs, run } = held();
    const batcher = new Batcher({ run, keyOf, atWork: 1 });
    const first = [1, 2, 3].map((at) => batcher.add('t', { key: String(at), at }));
    await turn();
    const later = [4, 5].map((at) => batcher.add('t', { key: String(at), at }));
    await turn();
    expect(runs.map(({ items }) => items.length)).toEqual([3]);
    runs[0]?.end();
    expect(await Promise.all(first)).toEqual([1, 2, 3]);
    await turn();
    runs[1]?.end();
    expect(await Promise.all(later)).toEqual([4, 5]);
    expect(runs).toHaveLength(2);
  });

  test('keeps items of one key apart and in order, and tenants apart', async () => {
    const { runs, run } = held();
    const batcher = new Batcher({ run, keyOf });
    const all = [
      batcher.add('t', { key: 'a', at: 1 }),
      batcher.add('t', { key: 'a', at: 2 }),
      batcher.add('t', { key: 'b', at: 3 }),
      batcher.add('u', { key: 'a', at: 4 }),
    ];
    await turn();
    expect(runs.map(({ items }) => items.map(({ at }) => at))).toEqual([[1, 3], [4]]);
    runs.forEach(({ end }) => end());
    await turn();
    expect(runs[2]?.items.map(({ at }) => at)).toEqual([2]);
    runs[2]?.end();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  });

  test('does a batch that fails again item by item, so that the bad one fails alone', async () => {
    const run = async (_tenant: string, items: readonly Item[]): Promise<Settled<number>[]> => {
      if (items.some(({ at }) => at === 2)) throw new Error('bad row');
      return items.map(({ at }) => ({ value: at }));
    };
    const batcher = new Batcher({ run, keyOf });
    const settled = await Promise.allSettled([1, 2, 3].map((at) => batcher.add('t', { key: String(at), at })));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('does not try one by one what no database answers', async () => {
    const { runs, run } = held();
    const batcher = new Batcher({ run, keyOf });
    const settled = Promise.allSettled([1, 2].map((at) => batcher.add('t', { key: String(at), at })));
    await turn();
    runs[0]?.fail(new Unavailable('gone'));
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(runs).toHaveLength(1);
  });

  test('turns away what would make too many wait, and takes more when there is room again', async () => {
    const { runs, run } = held();
    const batcher = new Batcher({ run, keyOf, waiting: 2 });
    const taken = [1, 2].map((at) => batcher.add('t', { key: String(at), at }));
    await expect(batcher.add('t', { key: '3', at: 3 })).rejects.toThrow(Unavailable);
    await turn();
    runs[0]?.end();
    expect(await Promise.all(taken)).toEqual([1, 2]);
    const next = batcher.add('t', { key: '3', at: 3 });
    await turn();
    runs[1]?.end();
    expect(await next).toBe(3);
  });

  test('gives every item its own answer, in whatever order batches end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), turns: fc.nat(3) }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (given, most) => {
          const order = new Map<string, number[]>();
          const run = async (_tenant: string, items: readonly Item[]): Promise<Settled<number>[]> => {
            for (let wait = items.length % 3; wait >= 0; wait--) await turn();
            for (const { key, at } of items) order.set(key, [...(order.get(key) ?? []), at]);
            return items.map(({ at }) => (at % 5 === 0 ? { error: new Error(String(at)) } : { value: at }));
          };
          const batcher = new Batcher({ run, keyOf, most });
          const settled = await Promise.allSettled(given.map(({ key }, at) => batcher.add('t', { key, at })));
          settled.forEach((one, at) => {
            if (at % 5 === 0) expect(one).toMatchObject({ status: 'rejected', reason: { message: String(at) } });
            else expect(one).toEqual({ status: 'fulfilled', value: at });
          });
          for (const done of order.values()) expect(done).toEqual([...done].sort((a, b) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });
});
