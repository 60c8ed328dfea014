import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standing } from './standing.ts';
import type { Figure } from './tally.ts';

const higher = { direction: 'higher' } as const;
const scope = 'team:north';
const figures = (values: Record<string, number | null>, currencies: Record<string, string> = {}) =>
  new Map(
    Object.entries(values).map(([id, value]): [string, Figure] => [
      id,
      { value, n: 1, ...(currencies[id] === undefined ? {} : { currency: currencies[id] }) },
    ]),
  );

describe('standing', () => {
  it('tells place, ties and the median of all', () => {
    const among = figures({ a: 10, b: 8, c: 8, d: 1 });
    expect(standing(higher, 'a', among, scope)).toEqual({
      rank: { position: 1, of: 4, ties: 1, scope },
      peers: { median: 8, of: 4, scope },
    });
    expect(standing(higher, 'c', among, scope).rank).toEqual({ position: 2, of: 4, ties: 2, scope });
    expect(standing(higher, 'd', among, scope).rank).toEqual({ position: 4, of: 4, ties: 1, scope });
  });
  it('ranks the lowest first where less is better', () => {
    expect(standing({ direction: 'lower' }, 'c', figures({ a: 3, b: 2, c: 0 }), scope).rank?.position).toBe(1);
  });
  it('has no rank where neither way is better, but a median', () => {
    expect(standing({ direction: 'neutral' }, 'a', figures({ a: 1, b: 2, c: 6 }), scope)).toEqual({
      peers: { median: 2, of: 3, scope },
    });
  });
  it('neither ranks nor counts a withheld figure', () => {
    const among = figures({ a: 1, b: null, c: 3 });
    expect(standing(higher, 'b', among, scope)).toEqual({});
    expect(standing(higher, 'a', among, scope)).toEqual({ rank: { position: 2, of: 2, ties: 1, scope } });
  });
  it('tells no median of fewer than three', () => {
    expect(standing(higher, 'a', figures({ a: 1, b: 2 }), scope).peers).toBeUndefined();
  });
  it('compares money with money of the same currency only', () => {
    const among = figures({ a: 1, b: 2, c: 3, d: 4 }, { a: 'EUR', b: 'CNY', c: 'EUR' });
    expect(standing(higher, 'a', among, scope).rank).toEqual({ position: 3, of: 3, ties: 1, scope });
  });
  it('says nothing of who is not in the group', () => {
    expect(standing(higher, 'z', figures({ a: 1, b: 2 }), scope)).toEqual({});
  });
  it('does not depend on the order, keeps places within the group, and the median between the ends', () => {
    const some = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.option(fc.integer({ min: -5, max: 5 }))), {
      selector: ([id]) => id,
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, fc.nat(), (list, pick) => {
        const of = (entries: typeof list) =>
          new Map(entries.map(([id, value]): [string, Figure] => [id, { value, n: 1 }]));
        const id = list[pick % list.length]?.[0] ?? '';
        const found = standing(higher, id, of(list), scope);
        expect(standing(higher, id, of(list.toReversed()), scope)).toEqual(found);
        const known = list.flatMap(([, value]) => (value === null ? [] : [value]));
        if (found.rank) {
          expect(found.rank.of).toBe(known.length);
          expect(found.rank.position).toBeGreaterThanOrEqual(1);
          expect(found.rank.position + (found.rank.ties ?? 0) - 1).toBeLessThanOrEqual(known.length);
        }
        if (found.peers) {
          expect(known.filter((value) => value <= (found.peers?.median ?? 0)).length).toBeGreaterThanOrEqual(
            known.length / 2,
          );
          expect(known.filter((value) => value >= (found.peers?.median ?? 0)).length).toBeGreaterThanOrEqual(
            known.length / 2,
          );
        }
      }),
    );
  });
});
