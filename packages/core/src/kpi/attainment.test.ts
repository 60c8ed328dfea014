import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attainment } from './attainment.ts';
import { pace } from './pace.ts';
import { rank } from './rank.ts';
import { modelOn, scorecard } from './scorecard.ts';
import { statusOf, trend } from './trend.ts';

const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const direction = fc.constantFrom('higher' as const, 'lower' as const);

describe('attainment', () => {
  const of = (actual: number | null, target: number, more: object = {}) =>
    attainment({ actual, target, direction: 'higher', ...more }).attainment;
  const lower = { direction: 'lower' };

  it('is the way made from the baseline to the target', () => {
    expect(of(80, 100)).toBe(0.8);
    expect(of(90, 100, { baseline: 80 })).toBe(0.5);
    expect(of(-0.1, 0.3, { baseline: -0.5 })).toBeCloseTo(0.5);
  });
  it('never falls below 0 nor rises above the cap', () => {
    expect(of(-5, 100)).toBe(0);
    expect(of(70, 100, { baseline: 80 })).toBe(0);
    expect(of(500, 100)).toBe(1.5);
    expect(of(500, 100, { cap: 1 })).toBe(1);
  });
  it('serves lower-is-better by the same formula', () => {
    expect(of(8, 5, { ...lower, baseline: 10 })).toBeCloseTo(0.4);
    expect(of(5, 5, { ...lower, baseline: 10 })).toBe(1);
    expect(of(4, 5, { ...lower, baseline: 10 })).toBeCloseTo(1.2);
  });
  it('takes twice the target as the baseline of lower-is-better when none is given', () => {
    expect(of(10, 10, lower)).toBe(1);
    expect(of(12, 10, lower)).toBeCloseTo(0.8);
    expect(of(20, 10, lower)).toBe(0);
    expect(of(0, 10, lower)).toBe(1.5);
  });
  it('is reached or not where the target is 0 or negative and no baseline tells the way', () => {
    expect(attainment({ actual: 0, target: 0, direction: 'higher' })).toEqual({ attainment: 1, rule: 'reached' });
    expect(of(-1, 0)).toBe(0);
    expect(of(-0.1, -0.2)).toBe(1);
    expect(of(-0.3, -0.2)).toBe(0);
    expect(of(0, 0, lower)).toBe(1);
    expect(of(1, 0, lower)).toBe(0);
  });
  it('is reached or not where the target is the baseline or worse than it', () => {
    expect(of(100, 100, { baseline: 100 })).toBe(1);
    expect(of(99, 100, { baseline: 100 })).toBe(0);
    expect(of(95, 90, { baseline: 100 })).toBe(1);
    expect(of(85, 90, { baseline: 100 })).toBe(0);
    expect(of(12, 15, { ...lower, baseline: 10 })).toBe(1);
  });
  it('says why there is none', () => {
    expect(attainment({ actual: null, target: 1, direction: 'higher' })).toEqual({
      attainment: null,
      reason: 'no-data',
    });
    expect(attainment({ actual: 1, target: 1, direction: 'neutral' })).toMatchObject({ reason: 'no-direction' });
  });
  it('refuses what is no number, by name', () => {
    expect(() => of(1, Number.NaN)).toThrow(/target/);
    expect(() => of(1, 1, { baseline: Infinity })).toThrow(/baseline/);
    expect(() => of(1, 1, { cap: 0 })).toThrow(/cap/);
  });
  it('stays within 0 and the cap, is 1 on the target, and never falls when the value gets better', () => {
    fc.assert(
      fc.property(
        figure,
        figure,
        fc.option(figure, { nil: undefined }),
        figure,
        direction,
        (a, target, baseline, b, way) => {
          const at = (actual: number) =>
            attainment({ actual, target, baseline, direction: way }).attainment ?? Number.NaN;
          expect(at(a)).toBeGreaterThanOrEqual(0);
          expect(at(a)).toBeLessThanOrEqual(1.5);
          expect(at(target)).toBeCloseTo(1);
          const [worse, better] = a < b === (way === 'higher') ? [a, b] : [b, a];
          expect(at(better)).toBeGreaterThanOrEqual(at(worse));
        },
      ),
    );
  });
});

describe('pace', () => {
  it('expects a part of what builds up and all of what does not', () => {
    expect(pace({ target: 100, elapsed: 0.4, cumulative: true, actual: 50 })).toEqual({
      expected: 40,
      onPace: true,
      projected: 125,
    });
    expect(pace({ target: 0.9, elapsed: 0.4, cumulative: false, actual: 0.8 })).toEqual({
      expected: 0.9,
      onPace: false,
      projected: null,
    });
  });
  it('allows a part of what should stay low', () => {
    expect(pace({ target: 10, elapsed: 0.5, cumulative: true, actual: 5, direction: 'lower' }).onPace).toBe(true);
    expect(pace({ target: 10, elapsed: 0.5, cumulative: true, actual: 6, direction: 'lower' }).onPace).toBe(false);
  });
  it('expects nothing before the period, the target after it', () => {
    expect(pace({ target: 10, elapsed: 0, cumulative: true, actual: 1 })).toEqual({
      expected: null,
      onPace: null,
      projected: null,
    });
    expect(pace({ target: 10, elapsed: 1, cumulative: true }).expected).toBe(10);
  });
  it('serves a target of 0 and a negative one', () => {
    expect(pace({ target: 0, elapsed: 0.5, cumulative: true, actual: 0 })).toMatchObject({ expected: 0, onPace: true });
    expect(pace({ target: -10, elapsed: 0.5, cumulative: true }).expected).toBe(-5);
  });
  it('names what is out of range', () => {
    expect(() => pace({ target: 1, elapsed: 1.1, cumulative: true })).toThrow(/elapsed/);
    expect(() => pace({ target: Number.NaN, elapsed: 1, cumulative: true })).toThrow(/target/);
  });
});

describe('trend', () => {
  it('tells way, change and whether it is better', () => {
    expect(trend(12, 10, 'higher')).toEqual({ way: 'up', change: 2, relative: 0.2, better: true, clear: null });
    expect(trend(12, 10, 'lower')).toMatchObject({ way: 'up', better: false });
    expect(trend(12, 10, 'neutral')).toMatchObject({ way: 'up', better: null });
  });
  it('has one answer for a previous 0: no relative change, unless both are 0', () => {
    expect(trend(5, 0, 'higher')).toMatchObject({ way: 'up', change: 5, relative: null });
    expect(trend(0, 0, 'higher')).toMatchObject({ way: 'flat', change: 0, relative: 0 });
  });
  it('takes a negative previous value by its size', () => {
    expect(trend(-10, -20, 'higher')).toMatchObject({ way: 'up', relative: 0.5 });
  });
  it('knows nothing without one of the two', () => {
    expect(trend(null, 1, 'higher').way).toBe('unknown');
    expect(trend(1, undefined, 'higher').change).toBeNull();
  });
  it('is flat within the noise of adding, and clear only outside the interval', () => {
    expect(trend(0.1 + 0.2, 0.3, 'higher').way).toBe('flat');
    expect(trend(0.8, 0.75, 'higher', [0.7, 0.9]).clear).toBe(false);
    expect(trend(0.8, 0.65, 'higher', [0.7, 0.9]).clear).toBe(true);
  });
});

describe('statusOf', () => {
  const kpi = { value: 85, direction: 'higher', target: 100, thresholds: { good: 100, warn: 80 } } as const;
  it('reads thresholds in both directions', () => {
    expect([100, 85, 79].map((value) => statusOf({ ...kpi, value }))).toEqual(['good', 'warn', 'bad']);
    const low = { direction: 'lower', target: 10, thresholds: { good: 10, warn: 12 } } as const;
    expect([10, 11, 13].map((value) => statusOf({ ...low, value }))).toEqual(['good', 'warn', 'bad']);
  });
  it('draws thresholds in while the period runs', () => {
    expect(statusOf({ ...kpi, value: 50, pace: 50 })).toBe('good');
    expect(statusOf({ ...kpi, value: 45, pace: 50 })).toBe('warn');
  });
  it('is none without value, thresholds or direction', () => {
    expect(statusOf({ ...kpi, value: null })).toBe('none');
    expect(statusOf({ value: 1, direction: 'higher' })).toBe('none');
    expect(statusOf({ ...kpi, direction: 'neutral' })).toBe('none');
  });
});

describe('rank', () => {
  const values = [
    { id: 'a', value: 3 },
    { id: 'b', value: 5 },
    { id: 'c', value: null },
    { id: 'd', value: 3 },
    { id: 'e', value: 1 },
  ];
  const positions = (way: 'higher' | 'lower' | 'neutral') =>
    rank(values, { direction: way, scope: 'team:x' }).map(({ position }) => position);

  it('lets ties share a position, skips the next, and leaves out who has no value', () => {
    expect(positions('higher')).toEqual([2, 1, null, 2, 4]);
    expect(positions('lower')).toEqual([2, 4, null, 2, 1]);
    expect(positions('neutral')).toEqual(positions('higher'));
    expect(rank(values, { direction: 'higher', scope: 'team:x' })[0]).toEqual({
      id: 'a',
      position: 2,
      ties: 2,
      of: 4,
      scope: 'team:x',
    });
  });
  it('ties what differs only by the order of adding', () => {
    const noisy = [
      { id: 'a', value: 0.1 + 0.2 },
      { id: 'b', value: 0.3 },
    ];
    expect(rank(noisy, { direction: 'higher', scope: 'tenant' }).map(({ position }) => position)).toEqual([1, 1]);
  });
  it('does not depend on the order of the input', () => {
    const list = fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 12 });
    fc.assert(
      fc.property(list, direction, (raw, way) => {
        const input = raw.map((value, index) => ({ id: String(index), value }));
        const by = (order: typeof input) =>
          new Map(rank(order, { direction: way, scope: '' }).map((each) => [each.id, each.position]));
        expect(by([...input].reverse())).toEqual(new Map([...by(input)].reverse()));
        for (const one of input)
          if (one.value !== null) {
            const better = input.filter(
              ({ value }) => value !== null && (way === 'higher' ? value > one.value! : value < one.value!),
            );
            expect(by(input).get(one.id)).toBe(better.length + 1);
          }
      }),
    );
  });
});

describe('scorecard', () => {
  const model = {
    id: 'field',
    version: 2,
    from: '2026-01-01',
    weights: [
      { kpi: 'nps', weight: 1 },
      { kpi: 'spend', weight: 3 },
      { kpi: 'visits-done', weight: 1 },
    ],
  };
  it('weighs what has data and says how much that is', () => {
    expect(scorecard(model, { nps: 0.5, spend: 1 })).toMatchObject({
      model: 'field',
      version: 2,
      score: 3.5 / 4,
      coveredWeight: 4,
      totalWeight: 5,
    });
  });
  it('never scores what the model does not name', () => {
    expect(scorecard(model, { nps: 1, spend: 1, 'visits-done': 1, training: 0 }).score).toBe(1);
  });
  it('has no score without data, or with too little', () => {
    expect(scorecard(model, {})).toMatchObject({ score: null, reason: 'no-data', coveredWeight: 0 });
    expect(scorecard({ ...model, minimumCoverage: 0.5 }, { nps: 1 })).toMatchObject({
      score: null,
      reason: 'too-little-covered',
    });
  });
  it('refuses a weight, a double and a value that make no sense', () => {
    const weights = [{ kpi: 'nps', weight: 0 }];
    expect(() => scorecard({ ...model, weights }, {})).toThrow(/weight of nps/);
    expect(() => scorecard({ ...model, weights: [...model.weights, ...model.weights] }, {})).toThrow(/twice/);
    expect(() => scorecard(model, { nps: Number.NaN })).toThrow(/attainment of nps/);
  });
  it('lies between the worst and the best attainment, and its points add up to it', () => {
    const parts = fc.array(
      fc.tuple(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1.5, noNaN: true })),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(parts, (list) => {
        const weights = list.map(([weight], index) => ({ kpi: `k${index}`, weight }));
        const attainments = Object.fromEntries(list.map(([, value], index) => [`k${index}`, value]));
        const card = scorecard({ ...model, weights }, attainments);
        const known = list.flatMap(([, value]) => (value === null ? [] : [value]));
        if (card.score === null) {
          expect(known).toEqual([]);
          return;
        }
        expect(card.score).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9);
        expect(card.score).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
        expect(card.lines.reduce((sum, line) => sum + line.share, 0)).toBeCloseTo(1);
      }),
    );
  });
  it('takes the version that holds on the day', () => {
    const versions = [
      { version: 1, from: '2025-01-01' },
      { version: 3, from: '2026-07-01' },
      { version: 2, from: '2026-01-01' },
    ];
    expect(
      ['2024-12-31', '2025-12-31', '2026-06-30', '2026-07-01'].map((day) => modelOn(versions, day)?.version),
    ).toEqual([undefined, 1, 2, 3]);
  });
});
