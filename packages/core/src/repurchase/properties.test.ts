import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrap,
  choose,
  fit,
  forecast,
  fromParams,
  models,
  simulate,
  type FixedModel,
  type History,
} from './index.ts';
import { BetaGeometricProcess } from './processes.ts';
import { betaMean } from './quadrature.ts';

const positive = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const history: fc.Arbitrary<History> = fc
  .record({
    frequency: fc.integer({ min: 0, max: 300 }),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    age: positive(0.5, 300),
  })
  .map(({ frequency, share, age }) => ({ frequency, recency: frequency === 0 ? 0 : share * age, age }));
const anyModel: fc.Arbitrary<FixedModel> = fc
  .record({
    r: positive(0.05, 20),
    alpha: positive(0.1, 100),
    c: positive(0.05, 20),
    d: positive(0.1, 100),
    kind: fc.constantFrom(...models),
  })
  .map(({ r, alpha, c, d, kind }) =>
    kind === 'pareto-nbd' ? fromParams(kind, { r, alpha, s: c, beta: d }) : fromParams(kind, { r, alpha, a: c, b: d }),
  );

describe('any model, any history', () => {
  it('gives probabilities between 0 and 1 that grow with time', () => {
    fc.assert(
      fc.property(anyModel, history, positive(0.01, 200), (model, row, t) => {
        const alive = model.probabilityAlive(row);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const buy = model.probabilityOfPurchase(row, t);
        expect(buy).toBeGreaterThanOrEqual(0);
        expect(buy).toBeLessThanOrEqual(alive);
        expect(model.probabilityOfPurchase(row, 2 * t)).toBeGreaterThanOrEqual(buy);
        expect(model.expectedPurchases(row, t)).toBeGreaterThanOrEqual(buy * (1 - 1e-9));
        expect(model.expectedPurchases(row, 0)).toBe(0);
      }),
    );
  });

  it('has a next purchase that comes with the share asked for, or none', () => {
    fc.assert(
      fc.property(anyModel, history, fc.double({ min: 0.01, max: 0.95, noNaN: true }), (model, row, share) => {
        const time = model.nextPurchase(row, share);
        if (time === null) expect(model.probabilityOfPurchase(row, 1e9)).toBeLessThan(share * (1 + 1e-6));
        else expect(Math.abs(model.probabilityOfPurchase(row, time) - share)).toBeLessThan(1e-9);
      }),
    );
  });

  it('has counts that sum to 1, with the expectation as their mean', () => {
    fc.assert(
      fc.property(anyModel, history, positive(0.1, 3), (model, row, share) => {
        // a horizon with few purchases in it, so that the sum is short
        const rate = (model.params.r + row.frequency) / (model.params.alpha + row.age);
        const t = share / rate;
        let sum = 0;
        let mean = 0;
        for (let k = 0; k <= 400 && sum < 1 - 1e-13; k += 1) {
          const chance = model.probabilityOfCount(row, t, k);
          sum += chance;
          mean += k * chance;
        }
        fc.pre(sum > 1 - 1e-9);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-8);
        expect(Math.abs(mean - model.expectedPurchases(row, t))).toBeLessThan(1e-5);
        expect(Math.abs(1 - model.probabilityOfCount(row, t, 0) - model.probabilityOfPurchase(row, t))).toBeLessThan(
          1e-9,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the unit of time', () => {
    fc.assert(
      fc.property(anyModel, history, positive(0.1, 100), positive(0.01, 100), (model, row, t, unit) => {
        const scaled =
          's' in model.params
            ? fromParams('pareto-nbd', {
                ...model.params,
                alpha: model.params.alpha * unit,
                beta: model.params.beta * unit,
              })
            : fromParams(model.model === 'mbg-nbd' ? 'mbg-nbd' : 'bg-nbd', {
                ...model.params,
                alpha: model.params.alpha * unit,
              });
        const moved = { frequency: row.frequency, recency: Math.min(row.recency, row.age) * unit, age: row.age * unit };
        expect(scaled.probabilityAlive(moved)).toBeCloseTo(model.probabilityAlive(row), 9);
        expect(scaled.expectedPurchases(moved, t * unit)).toBeCloseTo(model.expectedPurchases(row, t), 7);
      }),
    );
  });

  it('discounts to less than everything and, with a high rate, to the near future', () => {
    fc.assert(
      fc.property(anyModel, history, positive(0.001, 1), (model, row, rate) => {
        const low = model.discountedPurchases(row, rate);
        const high = model.discountedPurchases(row, 2 * rate);
        expect(low).toBeGreaterThanOrEqual(high);
        const horizon = 1 / rate;
        expect(low).toBeGreaterThanOrEqual(Math.exp(-1) * model.expectedPurchases(row, horizon) * (1 - 1e-9));
      }),
      { numRuns: 40 },
    );
  });
});

it('BG/NBD expectation: the series and the integral agree', () => {
  fc.assert(
    fc.property(
      positive(0.05, 100),
      positive(0.1, 100),
      positive(1e-3, 30),
      positive(1e-3, 1000),
      positive(1e-3, 1000),
      (r, alpha, a, b, share) => {
        const t = alpha * share;
        const integral = betaMean(a, b, (p) =>
          p < 1e-290 ? (r * t) / alpha : -Math.expm1(-r * Math.log1p((p * t) / alpha)) / p,
        );
        expect(Math.abs(new BetaGeometricProcess(r, alpha, a, b).expected(t) / integral - 1)).toBeLessThan(1e-9);
      },
    ),
  );
});

describe('a fit', () => {
  const truth = { r: 0.9, alpha: 6, a: 0.8, b: 2.5 };
  const ages = Array.from({ length: 1500 }, (_, i) => 30 + (i % 26));
  const rows = simulate('mbg-nbd', truth, ages, 42);
  const fitted = fit('mbg-nbd', rows);

  it('does not depend on order, on merging or on the unit of time', () => {
    const reversed = fit('mbg-nbd', [...rows].reverse());
    const days = fit(
      'mbg-nbd',
      rows.map(({ frequency, recency, age }) => ({ frequency, recency: recency * 7, age: age * 7 })),
    );
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const unit = name === 'alpha' ? 7 : 1;
      expect(Math.abs(reversed.params[name] / fitted.params[name] - 1)).toBeLessThan(1e-7);
      expect(Math.abs(days.params[name] / unit / fitted.params[name] - 1)).toBeLessThan(1e-7);
    }
  });

  it('is no worse than the truth, and close to it', () => {
    let atTruth = 0;
    for (const row of rows) atTruth += fromParams('mbg-nbd', truth).logLikelihoodOf(row);
    expect(fitted.logLikelihood).toBeGreaterThan(atTruth);
    expect(fitted.logLikelihood - atTruth).toBeLessThan(12);
    const errors = fitted.standardErrors();
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect(Math.abs(fitted.params[name] - truth[name])).toBeLessThan(4 * (errors?.[name] ?? 0));
  });

  it('is chosen among the models when it made the data', () => {
    const choice = choose(rows);
    expect(choice.best.model).toBe('mbg-nbd');
    expect(choice.ranking).toHaveLength(4);
    expect(choice.reason).toContain('mbg-nbd');
    expect(choose(rows, { forChurn: true }).fits.map(({ model }) => model)).not.toContain('bg-nbd');
  });

  it('has intervals by the delta method and by bootstrap that agree', () => {
    const row = rows.find(({ frequency }) => frequency === 2) as History;
    const delta = fitted.interval((at) => at.probabilityAlive(row), { range: 'probability' }) as [number, number];
    const drawn = bootstrap(fitted, rows, { draws: 60, seed: 3 });
    const boot = drawn.interval((at) => at.probabilityAlive(row)) as [number, number];
    const alive = fitted.probabilityAlive(row);
    for (const [low, high] of [delta, boot]) {
      expect(low).toBeLessThan(alive);
      expect(high).toBeGreaterThan(alive);
    }
    expect((boot[1] - boot[0]) / (delta[1] - delta[0])).toBeGreaterThan(0.5);
    expect((boot[1] - boot[0]) / (delta[1] - delta[0])).toBeLessThan(2);
    expect(bootstrap(fitted, rows, { draws: 2, seed: 3 }).draws).toEqual(drawn.draws.slice(0, 2));
  });

  it.each(models)('%s forecasts a total with an interval around it', (model) => {
    const at = fit(model, rows);
    const total = forecast(at, rows, 26, { draws: 100, seed: 5 });
    expect(total.interval[0]).toBeLessThan(total.expected);
    expect(total.interval[1]).toBeGreaterThan(total.expected);
    expect((total.interval[1] - total.interval[0]) / total.expected).toBeLessThan(0.5);
    expect(total.buyers).toBeLessThan(rows.length);
    expect(forecast(at, rows, 26, { draws: 100, seed: 5 })).toEqual(total);
  });
});

describe('a simulation', () => {
  it.each(models)('%s: means agree with the formula', (model) => {
    const params = model === 'pareto-nbd' ? { r: 1, alpha: 5, s: 1.5, beta: 20 } : { r: 1, alpha: 5, a: 1, b: 3 };
    const rows = simulate(
      model,
      params as { r: number; alpha: number; a: number; b: number; s: number; beta: number },
      Array.from({ length: 20_000 }, () => 30),
      11,
    );
    const mean = rows.reduce((sum, { frequency }) => sum + frequency, 0) / rows.length;
    const expected = fromParams(
      model,
      params as { r: number; alpha: number; a: number; b: number; s: number; beta: number },
    ).newCustomer.expectedPurchases(30);
    expect(Math.abs(mean / expected - 1)).toBeLessThan(0.05);
  });
});
