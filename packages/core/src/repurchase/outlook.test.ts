import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit } from './fit.ts';
import { keepFit, type KeptFit } from './kept.ts';
import { models } from './model.ts';
import { outlookBy } from './outlook.ts';
import { simulate } from './simulate.ts';
import { spendFromParams } from './spend.ts';
import type { History } from './histories.ts';

const params = {
  'bg-nbd': { r: 0.3, alpha: 30, a: 0.8, b: 2.4 },
  'mbg-nbd': { r: 0.5, alpha: 40, a: 0.6, b: 1.9 },
  'pareto-nbd': { r: 0.6, alpha: 60, s: 0.6, beta: 80 },
} as const;
const spend = spendFromParams({ p: 6, q: 4, v: 15 });
const history = fc
  .record({
    frequency: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.constant(10_000)),
    recent: fc.double({ min: 0.01, max: 1, noNaN: true }),
    age: fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 4000, noNaN: true })),
    meanValue: fc.oneof(fc.constant(0), fc.double({ min: -5, max: 1e6, noNaN: true })),
  })
  .map(({ frequency, recent, age, meanValue }): History & { meanValue: number } =>
    age === 0 || frequency === 0
      ? { frequency: 0, recency: 0, age, meanValue }
      : { frequency, recency: age * recent, age, meanValue },
  );

describe.each(models)('the outlook by %s', (model) => {
  const fitted = fit(
    model,
    simulate(
      model,
      params[model],
      Array.from({ length: 400 }, (_, i) => 100 + i),
      7,
    ),
  );
  const kept = JSON.parse(JSON.stringify(keepFit(fitted))) as KeptFit;

  it('says what the fit says, also after a journey as JSON', () => {
    const look = outlookBy(kept, { within: 90, spend });
    for (const one of [
      { frequency: 0, recency: 0, age: 200 },
      { frequency: 3, recency: 120, age: 200 },
    ]) {
      const found = look({ ...one, meanValue: 20 });
      expect(found.alive).toBeCloseTo(fitted.probabilityAlive(one), 12);
      expect(found.probability).toBeCloseTo(fitted.probabilityOfPurchase(one, 90), 12);
      expect(found.purchases).toBeCloseTo(fitted.expectedPurchases(one, 365), 10);
      expect(found.window[0]).toEqual(fitted.nextPurchase(one, 0.2));
      const range = fitted.interval((at) => at.expectedPurchases(one, 365), { level: 0.9, range: 'positive' });
      expect(found.purchasesInterval?.[0]).toBeCloseTo(range?.[0] ?? 0, 6);
      expect(found.purchasesInterval?.[1]).toBeCloseTo(range?.[1] ?? 0, 6);
      const value = spend.expectedValue({ frequency: one.frequency, meanValue: 20 });
      expect(found.lifetimeValue).toBeCloseTo(
        fitted.lifetimeValue(one, { value, periods: 12, periodLength: 365 / 4, discount: 1.1 ** 0.25 - 1 }),
        8,
      );
    }
  });

  it('is never NaN and always ordered, whatever the history', () => {
    const look = outlookBy(kept, { spend });
    const between = (range: readonly [number, number] | undefined, value: number): void => {
      if (range) expect(range[0] <= value && value <= range[1]).toBe(true);
    };
    fc.assert(
      fc.property(history, (one) => {
        const found = look(one);
        for (const value of Object.values(found).flat()) expect(value).not.toBeNaN();
        expect(found.alive >= 0 && found.alive <= 1 && found.probability >= 0 && found.probability <= 1).toBe(true);
        between(found.probabilityInterval, found.probability);
        between(found.purchasesInterval, found.purchases);
        between(found.lifetimeValueInterval, found.lifetimeValue ?? 0);
        const [from, to] = found.window;
        if (to !== null) expect(from !== null && from <= to).toBe(true);
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});

it('an outlook without visible dropout takes everyone for a customer still, without an interval', () => {
  const still = Array.from({ length: 50 }, (_, i) => ({ frequency: 5 + (i % 3), recency: 100, age: 100 }));
  const look = outlookBy(keepFit(fit('bg-nbd', still)));
  const found = look({ frequency: 5, recency: 100, age: 100 });
  expect(found.alive).toBeCloseTo(1, 6);
  expect(found.purchasesInterval).toBeUndefined();
});
