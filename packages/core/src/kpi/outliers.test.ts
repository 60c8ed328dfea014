import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outliers } from './outliers.ts';

const group = (values: readonly (number | null)[]) => values.map((value, index) => ({ id: `r${index}`, value }));

describe('outliers', () => {
  it('finds both ends by the modified z-score', () => {
    // Median 10, MAD 1: M = 0.6745 (x - 10).
    const found = outliers(group([9, 10, 10, 11, 11, 9, 20, 1, 12, 8]), 'higher');
    expect(found.map(({ id, side }) => [id, side])).toEqual([
      ['r6', 'learn-from'],
      ['r7', 'help'],
    ]);
    expect(found[0]?.deviation).toBeCloseTo(6.745, 12);
    expect(found[1]?.deviation).toBeCloseTo(-6.0705, 12);
  });

  it('turns the sides where lower is better, and finds nobody where neither is', () => {
    const values = group([9, 10, 10, 11, 11, 9, 20]);
    expect(outliers(values, 'lower').map(({ side }) => side)).toEqual(['help']);
    expect(outliers(values, 'neutral')).toEqual([]);
  });

  it('is not fooled by several large values, which would hide one another from a standard deviation', () => {
    const found = outliers(group([1, 2, 2, 3, 3, 4, 100, 110]), 'higher');
    expect(found.map(({ id }) => id)).toEqual(['r7', 'r6']);
  });

  it('needs five values, those without one not counted', () => {
    expect(outliers(group([1, 1, 1, 100]), 'higher')).toEqual([]);
    expect(outliers(group([1, 2, 2, 1, 100]), 'higher')).toHaveLength(1);
    expect(outliers(group([1, 2, null, null, 100, NaN]), 'higher')).toEqual([]);
  });

  it('takes the mean absolute deviation where half of the values are equal, and nobody where all are', () => {
    expect(outliers(group([5, 5, 5, 5, 5, 5, 5, 50]), 'higher').map(({ id }) => id)).toEqual(['r7']);
    expect(outliers(group([5, 5, 5, 5, 5]), 'higher')).toEqual([]);
    expect(outliers(group([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3]), 'higher')).toEqual([]);
    expect(outliers(group([0, 0, 0, 0, 0]), 'higher')).toEqual([]);
  });

  it('does not depend on order, place or size of the scale', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 20 });
    const property = fc.property(values, fc.integer({ min: -500, max: 500 }), (given, shift) => {
      const found = outliers(group(given), 'higher');
      const ids = (list: typeof found) => list.map(({ id, side }) => `${id} ${side}`).toSorted();
      expect(ids(outliers(group(given).toReversed(), 'higher'))).toEqual(ids(found));
      expect(ids(outliers(group(given.map((one) => one * 4 + shift * 4)), 'higher'))).toEqual(ids(found));
      const other = outliers(group(given.map((one) => -one)), 'lower');
      expect(ids(other)).toEqual(ids(found));
    });
    fc.assert(property, { seed: 20261121 });
  });
});
