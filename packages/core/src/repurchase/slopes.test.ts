import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreOf, parameterNames, valueOf } from './cores.ts';
import { fit, fromParams } from './fit.ts';
import type { History } from './histories.ts';
import { keepFit } from './kept.ts';
import { models, type Model, type ParamsOf } from './model.ts';
import { outlookBy } from './outlook.ts';
import { simulate } from './simulate.ts';
import { spendFromParams } from './spend.ts';
import { surpriseBy } from './surprise.ts';

const positive = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const history: fc.Arbitrary<History> = fc
  .record({
    frequency: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 6, max: 200 })),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    age: positive(0.5, 2000),
  })
  .map(({ frequency, share, age }) => ({ frequency, recency: frequency === 0 ? 0 : share * age, age }));
const four = fc.tuple(positive(0.1, 8), positive(2, 200), positive(0.1, 8), positive(0.5, 200));
const runs = { numRuns: 150, seed: 11 };

function paramsOf(model: Model, values: readonly number[]): ParamsOf<Model> {
  return Object.fromEntries(parameterNames(model).map((name, i) => [name, values[i]])) as ParamsOf<Model> & object;
}

/** Slopes by the logarithms of the parameters, by central differences. */
function differences(model: Model, values: readonly number[], of: (at: ParamsOf<Model>) => number): number[] {
  const step = 2e-5;
  return values.map((_, i) => {
    const [up = 0, down = 0] = [step, -step].map((by) =>
      of(
        paramsOf(
          model,
          values.map((value, j) => (j === i ? value * Math.exp(by) : value)),
        ),
      ),
    );
    return (up - down) / (2 * step);
  });
}

function near(found: ArrayLike<number>, expected: readonly number[], scale: number): void {
  expected.forEach((value, i) =>
    expect(Math.abs((found[i] as number) - value)).toBeLessThan(1e-6 * (Math.abs(value) + scale)),
  );
}

describe.each(models)('%s', (model) => {
  it('knows how the odds of having left move with its parameters', () => {
    fc.assert(
      fc.property(four, history, (values, one) => {
        const core = coreOf(model, paramsOf(model, values));
        const slopes = new Float64Array(4);
        const logOdds = core.leaving(one, slopes);
        fc.pre(logOdds > -500);
        expect(core.leaving(one)).toBe(logOdds);
        near(
          slopes,
          differences(model, values, (at) => coreOf(model, at).leaving(one)),
          1 + Math.abs(logOdds),
        );
      }),
      runs,
    );
  });

  it('knows how the purchases ahead move with its parameters', () => {
    fc.assert(
      fc.property(four, history, positive(1, 1500), (values, { frequency, age }, t) => {
        const params = paramsOf(model, values);
        const process = coreOf(model, params).later(frequency, age);
        const slopes = new Float64Array(4);
        const scaled = (): number[] =>
          parameterNames(model).map((name, i) => valueOf(params, name) * (slopes[i] as number));
        const first = process.firstSlopes(t, slopes);
        expect(first).toBe(process.first(t));
        near(
          scaled(),
          differences(model, values, (at) => coreOf(model, at).later(frequency, age).first(t)),
          first,
        );
        const expected = process.expectedSlopes(t, slopes);
        expect(expected).toBe(process.expected(t));
        near(
          scaled(),
          differences(model, values, (at) => coreOf(model, at).later(frequency, age).expected(t)),
          expected,
        );
      }),
      runs,
    );
  });

  it('counts from above as it counts from below', () => {
    fc.assert(
      fc.property(four, history, positive(0.5, 400), fc.integer({ min: 0, max: 25 }), (values, one, t, count) => {
        const at = fromParams(model, paramsOf(model, values));
        const least = at.probabilityOfAtLeast(one, t, count);
        expect(least >= 0 && least <= 1).toBe(true);
        expect(at.probabilityOfAtLeast(one, t, count + 1)).toBeLessThanOrEqual(least * (1 + 1e-12));
        if (count > 0) expect(Math.abs(1 - at.probabilityOfAtMost(one, t, count - 1) - least)).toBeLessThan(1e-9);
        if (count === 1) expect(Math.abs(at.probabilityOfPurchase(one, t) - least)).toBeLessThan(1e-11);
      }),
      runs,
    );
  });

  it('finds a next purchase exactly, however many there were', () => {
    const often = fc.tuple(history, fc.constantFrom(1, 20, 500)).map(([one, times]) => ({
      ...one,
      frequency: one.frequency * times,
    }));
    fc.assert(
      fc.property(four, often, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (values, one, part) => {
        const { process } = coreOf(model, paramsOf(model, values)).posterior(one);
        const share = part * process.ever;
        const time = process.firstQuantile(share);
        fc.pre(time < 1e100);
        expect(Math.abs(process.first(time) - share)).toBeLessThan(1e-11);
      }),
      runs,
    );
  });

  it('gives the intervals that moving its parameters gives', () => {
    const params = paramsOf(model, model === 'pareto-nbd' ? [0.6, 60, 0.6, 80] : [0.5, 40, 0.6, 1.9]);
    const ages = Array.from({ length: 500 }, (_, i) => 100 + i);
    const fitted = fit(model, simulate(model, params, ages, 3));
    expect(fitted.identified).toBe(true);
    const look = outlookBy(keepFit(fitted), { spend: spendFromParams({ p: 6, q: 4, v: 15 }) });
    const level = 0.9;
    const close = (found: readonly number[] | undefined, expected: readonly number[] | null): void => {
      expect(found === undefined).toBe(expected === null);
      for (const i of [0, 1])
        expect(Math.abs((found?.[i] ?? 0) - (expected?.[i] ?? 0))).toBeLessThan(1e-6 * (expected?.[i] ?? 1));
    };
    fc.assert(
      fc.property(history, (one) => {
        const found = look({ ...one, meanValue: 20 });
        fc.pre(found.probability > 1e-4);
        close(
          found.probabilityInterval,
          fitted.interval((at) => at.probabilityOfPurchase(one, 90), { level, range: 'probability' }),
        );
        close(
          found.purchasesInterval,
          fitted.interval((at) => at.expectedPurchases(one, 365), { level, range: 'positive' }),
        );
        const worth = { value: 1, periods: 12, periodLength: 365 / 4, discount: 1.1 ** 0.25 - 1 };
        const ends = fitted.interval((at) => at.lifetimeValue(one, worth), { level, range: 'positive' });
        const value = (found.lifetimeValue ?? 0) / fitted.lifetimeValue(one, worth);
        close(found.lifetimeValueInterval, ends?.map((end) => end * value) ?? null);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it('says how usual it is what came', () => {
    const params = paramsOf(model, model === 'pareto-nbd' ? [0.6, 60, 0.6, 80] : [0.5, 40, 0.6, 1.9]);
    const at = fromParams(model, params);
    const kept = { model, params, doubt: null, withoutDropout: { r: 1, alpha: 1 }, logLikelihood: 0, customers: 1 };
    const look = surpriseBy(kept, 90);
    const then = { frequency: 4, recency: 180, age: 200 };
    for (const came of [0, 1, 5]) {
      const found = look(then, came);
      expect(found.alive).toBe(at.probabilityAlive(then));
      expect(found.lower).toBeCloseTo(at.probabilityOfAtMost(then, 90, came), 10);
      expect(found.upper).toBeCloseTo(1 - (came === 0 ? 0 : at.probabilityOfAtMost(then, 90, came - 1)), 10);
    }
    expect(() => look(then, 1.5)).toThrow('came is 1.5');
  });
});
