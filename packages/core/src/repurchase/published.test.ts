/** Values printed in papers and asserted by other implementations, at their printed tolerance. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fit, fitSpend, fromParams, spendFromParams } from './index.ts';

const within = (actual: number, expected: number, tolerance: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
const relative = (actual: number, expected: number, tolerance: number): void =>
  within(actual, expected, tolerance * Math.abs(expected));

const customer = { frequency: 2, recency: 30.43, age: 38.86 };
const paper = fromParams('bg-nbd', { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });

describe('BG/NBD at the rounded parameters of Fader, Hardie & Lee 2005', () => {
  it('conditional expectation', () => within(paper.expectedPurchases(customer, 39), 1.226, 0.001));

  it('counts of a new customer', () => {
    relative(paper.newCustomer.probabilityOfCount(2, 10), 1.07869e-7, 1e-5);
    within(paper.newCustomer.probabilityOfCount(39, 0), 0.5737864, 5e-8);
    const printed = [
      0.0019995214, 0.001517023, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171,
      0.0002769613, 0.000222226,
    ];
    printed.forEach((chance, i) => within(paper.newCustomer.probabilityOfCount(30, 11 + i), chance, 1e-9));
  });

  it('log-likelihood of single customers', () => {
    const printed: [number, number, number][] = [
      [2, 30.43, -9.458606],
      [1, 1.71, -4.469093],
      [0, 0, -0.554713],
      [7, 29.43, -21.863276],
      [1, 5, -4.863923],
      [2, 35.71, -9.535677],
      [5, 24.43, -17.358102],
      [10, 34.14, -27.3132],
      [1, 4.86, -4.851124],
    ];
    for (const [frequency, recency, value] of printed)
      within(paper.logLikelihoodOf({ frequency, recency, age: 38.86 }), value, 1e-6);
  });

  it('is 1 for who never bought again and 0, not an underflow, for a thousand purchases long ago', () => {
    expect(paper.probabilityAlive({ frequency: 0, recency: 0, age: 38.86 })).toBe(1);
    within(paper.probabilityAlive({ frequency: 1000, recency: 10, age: 100 }), 0, 1e-300);
  });
});

describe('log-likelihoods far out', () => {
  const params = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
  const none = { frequency: 0, recency: 0, age: 40 };
  const many = { frequency: 200, recency: 38, age: 40 };
  it('BG/NBD', () => {
    within(fromParams('bg-nbd', params).logLikelihoodOf(none), -0.59947382, 1e-5);
    within(fromParams('bg-nbd', params).logLikelihoodOf(many), 100.7957, 1e-4);
  });
  it('MBG/NBD', () => {
    within(fromParams('mbg-nbd', params).logLikelihoodOf(none), -0.41792826, 1e-5);
    within(fromParams('mbg-nbd', params).logLikelihoodOf(many), 100.78691, 1e-5);
    expect(fromParams('mbg-nbd', params).probabilityAlive(none)).toBeLessThan(1);
  });
});

describe('Pareto/NBD', () => {
  it('expectation of a new customer', () => {
    const at = fromParams('pareto-nbd', { r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 });
    const printed = [
      0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159, 0.35181024, 0.38909211,
    ];
    printed.forEach((value, t) => within(at.newCustomer.expectedPurchases(t), value, 5e-9));
  });

  it('where the hypergeometric form underflows', () => {
    const at = fromParams('pareto-nbd', { r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 });
    relative(at.expectedPurchases({ frequency: 132, recency: 200, age: 200 }, 10), 6.2060517889632418, 1e-12);
    relative(at.expectedPurchases({ frequency: 133, recency: 200, age: 200 }, 10), 6.2528722475748113, 1e-12);
  });

  it('hundreds of purchases', () => {
    const at = fromParams('pareto-nbd', { r: 0.5143, alpha: 2.8845, s: 0.2856, beta: 14.1087 });
    const rows: [number, number, number][] = [
      [221, 103.42857, 103.57143],
      [254, 97.14286, 97.28571],
      [161, 94.71429, 98],
      [204, 98.57143, 99.42857],
    ];
    for (const [frequency, recency, age] of rows) {
      const alive = at.probabilityAlive({ frequency, recency, age });
      expect(alive).toBeGreaterThan(0.5);
      expect(alive).toBeLessThanOrEqual(1);
    }
  });

  it('P(alive) of who never bought again, at the estimates of BTYD', () => {
    const at = fromParams('pareto-nbd', { r: 0.553397143, alpha: 10.580198543, s: 0.606062497, beta: 11.656223671 });
    within(at.probabilityAlive({ frequency: 0, recency: 0, age: 39 }), 0.2941633, 5e-8);
  });

  it('discounted expected purchases', () => {
    const at = fromParams('pareto-nbd', { r: 0.5629966, alpha: 12.559037, s: 0.4081095, beta: 10.5148048 });
    relative(at.discountedPurchases({ frequency: 7, recency: 35, age: 77.86 }, 0.0027), 1.86418332807, 1e-11);
  });
});

it('BG/NBD at the estimates of the BTYD walkthrough', () => {
  const at = fromParams('bg-nbd', { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 });
  within(at.newCustomer.expectedPurchases(52), 1.444004, 1e-5);
  const frequent = { frequency: 26, recency: 30.85714, age: 31 };
  within(at.expectedPurchases(frequent, 52), 25.75659, 1e-3);
  within(at.probabilityAlive(frequent), 0.9688523, 1e-6);
  [0.3474606, 0.04283391, 0.004158973, 0.0003583685].forEach((value, i) =>
    relative(at.expectedPurchases({ frequency: 10 + 5 * i, recency: 20, age: 39 }, 52), value, 1e-4),
  );
});

describe('Gamma-Gamma', () => {
  const note = spendFromParams({ p: 6.25, q: 3.74, v: 15.44 });
  it('expected values of note 025', () => {
    relative(note.expectedValue({ frequency: 3, meanValue: 35 }), 35.0279199628, 1e-11);
    within(note.expectedValue({ frequency: 2, meanValue: 22.35 }), 24.65, 0.1);
    within(note.expectedValue({ frequency: 0, meanValue: 0 }), 35.17, 0.1);
  });

  it('surprise at a total', () => {
    const at = spendFromParams({ p: 6.249572271, q: 3.744224667, v: 15.443520963 });
    within(at.probabilityOfTotalAtMost({ frequency: 2, meanValue: 22.345 }, 2, 20), 0.016763778746, 1e-11);
    within(at.probabilityOfTotalAtMost({ frequency: 7, meanValue: 73.7414286 }, 3, 100), 0.006040392906, 1e-11);
  });
});

const summary = new URL('../../../../../shared/data/purchases/cdnow_cbs_exact.csv', import.meta.url);
const here = existsSync(summary);
describe.skipIf(!here)(here ? 'CDNOW' : 'CDNOW (the data folder ../shared is not there)', () => {
  if (!here) return it('needs ../shared/data/purchases', () => undefined);
  const rows = readFileSync(summary, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, frequency = 0, recency = 0, age = 0, meanValue = 0] = line.split(',').map(Number);
      return { frequency, recency, age, meanValue };
    });

  it('BG/NBD as published', () => {
    const { params, logLikelihood, newCustomer, probabilityOfAtMost } = fit('bg-nbd', rows);
    for (const [name, value] of [
      ['r', 0.243],
      ['alpha', 4.414],
      ['a', 0.793],
      ['b', 2.426],
    ] as const)
      relative(params[name], value, 2e-3);
    within(logLikelihood, -9582.429, 5e-4);
    const times = [0.1429, 1, 3, 31.8571, 32, 78];
    [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576].forEach((value, i) =>
      within(newCustomer.expectedPurchases(times[i] as number), value, 1e-3),
    );
    const later: [number, number, number, number, number][] = [
      [2, 30.4285714286, 38.8571428571, 1, 0.684702],
      [7, 29.4285714286, 38.8571428571, 8, 0.899237],
      [26, 30.8571428571, 31, 15, 0.327729],
    ];
    for (const [frequency, recency, age, count, chance] of later)
      within(probabilityOfAtMost({ frequency, recency, age }, 39, count), chance, 1e-6);
  });

  it('MBG/NBD as in BTYDplus', () => {
    const { params } = fit('mbg-nbd', rows);
    for (const [name, value] of [
      ['r', 0.525],
      ['alpha', 6.183],
      ['a', 0.891],
      ['b', 1.614],
    ] as const)
      within(params[name], value, 1e-3);
  });

  it('Pareto/NBD as published, with the standard errors of CLVTools', () => {
    const { params, logLikelihood, standardErrors } = fit('pareto-nbd', rows);
    for (const [name, value] of [
      ['r', 0.553],
      ['alpha', 10.578],
      ['s', 0.606],
      ['beta', 11.669],
    ] as const)
      relative(params[name], value, 1e-3);
    within(logLikelihood, -9594.976, 5e-4);
    const errors = standardErrors();
    for (const [name, value] of [
      ['r', 0.0476264],
      ['alpha', 0.8427222],
      ['s', 0.1872594],
      ['beta', 6.2105448],
    ] as const)
      relative(errors?.[name] ?? 0, value, 1e-3);
  });

  it('Pareto/NBD predictions as in the BTYD walkthrough', () => {
    const { newCustomer, expectedPurchases, probabilityAlive } = fit('pareto-nbd', rows);
    within(newCustomer.expectedPurchases(52), 1.473434, 1e-6);
    const frequent = { frequency: 26, recency: 30.8571428571, age: 31 };
    relative(expectedPurchases(frequent, 52), 25.45647, 1e-4);
    within(probabilityAlive(frequent), 0.997874, 1e-6);
    [0.7062289, 0.1442396, 0.02250658, 0.00309267].forEach((value, i) =>
      relative(expectedPurchases({ frequency: 10 + 5 * i, recency: 20, age: 39 }, 52), value, 1e-3),
    );
  });

  it('Gamma-Gamma as published', () => {
    const { params, logLikelihood } = fitSpend(rows);
    within(logLikelihood, -4055.9177, 1e-4);
    within(params.p, 6.25, 0.015);
    within(params.q, 3.74, 0.015);
    within(params.v, 15.44, 0.015);
  });
});
