import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { difference } from './difference.ts';
import { nps } from './nps.ts';

const many = (value: number, times: number) => new Array<number>(times).fill(value);
const answersOf = (low: number, high: number) =>
  fc.array(fc.option(fc.integer({ min: low, max: high }), { nil: null, freq: 5 }), { maxLength: 60 });
const metrics = {
  nps: { low: 0, high: 10, score: nps, bounds: [-1, 1] },
  csat: { low: 1, high: 5, score: csat, bounds: [0, 1] },
  ces: { low: 1, high: 7, score: ces, bounds: [1, 7] },
} as const;

describe.each(Object.entries(metrics))('%s', (_, { low, high, score, bounds }) => {
  const answers = answersOf(low, high);

  it('stays in its range, and its interval in order', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const result = score(given);
        expect(result.n + result.blanks).toBe(given.length);
        if (result.withheld !== null) {
          expect(result).toMatchObject({ withheld: 'no-answers', score: null, interval: null, n: 0 });
          return;
        }
        const [from, to] = result.interval;
        expect(from).toBeGreaterThanOrEqual(bounds[0]);
        expect(to).toBeLessThanOrEqual(bounds[1]);
        expect(from).toBeLessThanOrEqual(result.score + 1e-12);
        expect(to).toBeGreaterThanOrEqual(result.score - 1e-12);
        expect(result.distribution.reduce((sum, count) => sum + count, 0)).toBe(result.n);
      }),
    );
  });

  it('does not depend on the order of answers or on blanks', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const turned = score([...given].reverse());
        const bare = score(given.filter((answer) => answer !== null));
        const { blanks, ...rest } = score(given);
        expect(turned).toEqual({ blanks, ...rest });
        expect(bare).toEqual({ ...rest, blanks: 0 });
      }),
    );
  });

  it('with equal weights is the same, whatever their size', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(1, 0.25, 8), (given, size) => {
        expect(score(given, { weights: given.map(() => size) })).toEqual(score(given));
      }),
    );
  });

  it('does not change when all weights are scaled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: low, max: high }), fc.double({ min: 0.1, max: 9, noNaN: true })), {
          minLength: 1,
        }),
        (pairs) => {
          const given = pairs.map(([answer]) => answer);
          const one = score(given, { weights: pairs.map(([, weight]) => weight) });
          const two = score(given, { weights: pairs.map(([, weight]) => weight * 1024) });
          expect(two).toEqual(one);
        },
      ),
    );
  });

  it('has a wider interval at a higher level', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const [usual, strict] = [score(given), score(given, { level: 0.99 })];
        if (usual.withheld !== null || strict.withheld !== null) return;
        expect(strict.interval[0]).toBeLessThanOrEqual(usual.interval[0] + 1e-12);
        expect(strict.interval[1]).toBeGreaterThanOrEqual(usual.interval[1] - 1e-12);
      }),
    );
  });

  it.each([high + 1, low - 1, low + 0.5, NaN, Infinity, -0.5])('refuses %d and says where', (bad) => {
    expect(() => score([low, null, bad])).toThrow(RangeError);
    expect(() => score([low, null, bad])).toThrow(/answers\[2\].*null for a blank/);
  });

  it('refuses what is not a number, an odd weight, level or minimum', () => {
    const foreign = ['9', undefined, true, {}] as unknown[];
    for (const bad of foreign) expect(() => score([bad as number])).toThrow(/answers\[0\]/);
    expect(() => score('999' as never)).toThrow(TypeError);
    expect(() => score([high], { weights: [] })).toThrow(/one for each answer/);
    expect(() => score([high], { weights: [-1] })).toThrow(/weights\[0\]/);
    expect(() => score([high], { weights: [NaN] })).toThrow(/weights\[0\]/);
    expect(() => score([high], { weights: [0] })).toThrow(/add up/);
    expect(() => score([high], { level: 95 })).toThrow(/level/);
    expect(() => score([high], { minimum: 0 })).toThrow(/minimum/);
  });

  it('withholds figure and counts below the minimum', () => {
    expect(score([high, high, null], { minimum: 3 })).toMatchObject({
      withheld: 'below-minimum',
      n: 2,
      blanks: 1,
      score: null,
      interval: null,
      distribution: null,
    });
    expect(score([high, high, high], { minimum: 3 }).withheld).toBeNull();
  });
});

describe('the single metrics', () => {
  it('NPS of 0 is a detractor, and one answer has an honest interval', () => {
    const result = nps([0]);
    expect(result).toMatchObject({ score: -1, detractors: 1, n: 1 });
    expect(result.interval?.[1]).toBeGreaterThan(-0.3);
  });

  it('CSAT takes one top box on short scales and two on others', () => {
    expect(csat([2, 1], { scale: 2 })).toMatchObject({ score: 0.5, topBoxes: 1 });
    expect(csat([3, 2], { scale: 3 })).toMatchObject({ score: 0.5, topBoxes: 1 });
    expect(csat([4, 3, 2, 1], { scale: 4 })).toMatchObject({ score: 0.5, topBoxes: 2 });
    expect(csat([10, 9, 8], { scale: 10, topBoxes: 1 }).score).toBeCloseTo(1 / 3, 12);
    expect(() => csat([1], { scale: 11 })).toThrow(/scale is 11/);
    expect(() => csat([1], { topBoxes: 5 })).toThrow(/topBoxes is 5/);
  });

  it('CES keeps the direction of its scale', () => {
    const high = ces([7, 6, 2], { easy: 'high' });
    const low = ces([1, 2, 6], { easy: 'low' });
    expect(high).toMatchObject({ score: 5, easy: 'high', scale: 7, top: { count: 2 } });
    expect(low).toMatchObject({ score: 3, easy: 'low', top: { count: 2 } });
  });

  it('CES of one answer knows nothing of its spread', () => {
    expect(ces([6])).toMatchObject({ score: 6, interval: [1, 7], standardDeviation: null });
  });
});

describe('difference', () => {
  it('sees a large change and not a small one', () => {
    const before = nps([...many(10, 50), ...many(8, 30), ...many(2, 20)]);
    const after = nps([...many(10, 80), ...many(8, 15), ...many(2, 5)]);
    expect(difference(before, after)).toMatchObject({ exceedsNoise: true, change: 'better' });
    expect(difference(after, before)).toMatchObject({ exceedsNoise: true, change: 'worse' });
    expect(difference(before, before)).toMatchObject({ difference: 0, statistic: 0, change: 'within-noise' });
  });

  it('agrees with its own interval, and turns round with its periods', () => {
    const answers = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(answers, answers, (one, two) => {
        for (const score of [(given: number[]) => nps(given), (given: number[]) => csat(given, { scale: 7 })]) {
          const forth = difference(score(one), score(two));
          const back = difference(score(two), score(one));
          if (forth.withheld !== null || back.withheld !== null) throw new Error('withheld');
          expect(forth.difference).toBeCloseTo(-back.difference, 12);
          expect(forth.exceedsNoise).toBe(back.exceedsNoise);
          expect(forth.exceedsNoise).toBe(forth.interval[0] > 0 || forth.interval[1] < 0);
        }
      }),
    );
  });

  it('reads CES by its direction, with the t of Welch', () => {
    const before = ces([3, 4, 2, 3, 4, 3, 2, 4], { easy: 'low' });
    const after = ces([1, 1, 2, 1, 1, 2, 1, 1], { easy: 'low' });
    const result = difference(before, after);
    expect(result.change).toBe('better');
    const [one, two] = [39 / 56 / 8, 12 / 56 / 8];
    expect(result.statistic).toBeCloseTo(-1.875 / Math.sqrt(one + two), 10);
    expect(result.degreesOfFreedom).toBeCloseTo((one + two) ** 2 / (one ** 2 / 7 + two ** 2 / 7), 8);
    expect(difference(ces([1, 1]), ces([7, 7]))).toMatchObject({ change: 'better', exceedsNoise: true });
    expect(difference(ces([1]), ces([7])).withheld).toBe('too-few');
  });

  it('withholds when a period is withheld, and refuses unlike scores', () => {
    expect(difference(nps([]), nps([9])).withheld).toBe('no-answers');
    expect(difference(nps([9]), nps([9], { minimum: 5 })).withheld).toBe('below-minimum');
    expect(() => difference(csat([1]), csat([1], { scale: 7 }))).toThrow(TypeError);
    expect(() => difference(ces([1]), ces([1], { easy: 'low' }))).toThrow(/same metric/);
  });
});
