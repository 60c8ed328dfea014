/** Against an independent implementation: formulas to 1e-9, log-likelihoods to 1e-5, parameters to 1e-5 and 1e-4. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fit,
  fitSpend,
  fromParams,
  models,
  spendFromParams,
  type BetaGeometricParams,
  type ParetoParams,
  type SpendParams,
} from './index.ts';

const purchases = new URL('../../../../../shared/data/purchases/', import.meta.url);
const fixtures = new URL('./fixtures/', import.meta.url);
const names = { 'bg-nbd': 'bgnbd', 'mbg-nbd': 'mbgnbd', 'pareto-nbd': 'pnbd' } as const;

interface Expected {
  p_alive: number;
  cet: number;
  p_buy?: number;
  p_buy_4?: number;
  next_q25?: number | null;
  next_q50?: number | null;
  dert_0027?: number;
}
interface Fitted {
  params: BetaGeometricParams & ParetoParams & SpendParams & Record<string, number>;
  se: BetaGeometricParams & ParetoParams & SpendParams & Record<string, number>;
  ll: number;
}
interface Customer extends Record<(typeof names)[keyof typeof names], Expected> {
  x: number;
  t_x: number;
  T: number;
  zbar: number;
  gg_spend: number;
  clv12m_bgnbd: number;
}
interface Oracle {
  t_star: number;
  models: Record<string, Fitted>;
  customers: Customer[];
  sum_cet: Record<string, number>;
  mean_p_alive: Record<string, number>;
  expectation_52: Record<string, number>;
  bgnbd_pmf_t39: number[];
}

const readJson = <T>(url: URL): T => JSON.parse(readFileSync(url, 'utf8')) as T;
const readRows = (url: URL): { frequency: number; recency: number; age: number; meanValue: number }[] =>
  readFileSync(url, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, frequency = 0, recency = 0, age = 0, meanValue = 0] = line.split(',').map(Number);
      return { frequency, recency, age, meanValue };
    });

function near(actual: number | null, expected: number, relative: number): void {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

function agrees(rows: ReturnType<typeof readRows>, oracle: Oracle): void {
  const { t_star: horizon } = oracle;
  describe.each(models)('%s', (model) => {
    const expected = oracle.models[names[model]] as Fitted;
    const fitted = fit(model, rows);

    it('finds the parameters, the log-likelihood and the standard errors', () => {
      expect(fitted.identified).toBe(true);
      expect(Math.abs(fitted.logLikelihood - expected.ll)).toBeLessThan(1e-5);
      const found = Object.entries(fitted.params);
      const errors = fitted.standardErrors() as unknown;
      for (const [name, value] of found) {
        near(value as number, expected.params[name] as number, model === 'pareto-nbd' ? 1e-4 : 1e-5);
        near((errors as Record<string, number>)[name] as number, expected.se[name] as number, 1e-3);
      }
    });

    it('predicts the same at the same parameters', () => {
      const at = fromParams(model, expected.params);
      for (const customer of oracle.customers) {
        const history = { frequency: customer.x, recency: customer.t_x, age: customer.T };
        const value = customer[names[model]];
        near(at.probabilityAlive(history), value.p_alive, 1e-9);
        near(at.expectedPurchases(history, horizon), value.cet, 1e-9);
        if (value.p_buy !== undefined) near(at.probabilityOfPurchase(history, horizon), value.p_buy, 1e-9);
        if (value.p_buy_4 !== undefined) near(at.probabilityOfPurchase(history, 4), value.p_buy_4, 1e-9);
        if (value.dert_0027 !== undefined) near(at.discountedPurchases(history, 0.0027), value.dert_0027, 1e-9);
        for (const [share, time] of [
          [0.25, value.next_q25],
          [0.5, value.next_q50],
        ] as const) {
          if (time === null) expect(at.nextPurchase(history, share)).toBeNull();
          else if (time !== undefined) near(at.nextPurchase(history, share), time, 1e-9);
        }
        if (model === 'bg-nbd') {
          const spend = spendFromParams((oracle.models['gg'] as Fitted).params);
          const worth = spend.expectedValue({ frequency: customer.x, meanValue: customer.zbar });
          near(worth, customer.gg_spend, 1e-9);
          near(
            at.lifetimeValue(history, { value: worth, periods: 12, periodLength: 4.345, discount: 0.01 }),
            customer.clv12m_bgnbd,
            1e-9,
          );
        }
      }
      near(at.newCustomer.expectedPurchases(52), oracle.expectation_52[names[model]] as number, 1e-9);
      if (model === 'bg-nbd')
        oracle.bgnbd_pmf_t39.forEach((chance, count) =>
          near(at.newCustomer.probabilityOfCount(39, count), chance, 1e-9),
        );
      let total = 0;
      let alive = 0;
      let logLikelihood = 0;
      for (const row of rows) {
        total += at.expectedPurchases(row, horizon);
        alive += at.probabilityAlive(row);
        logLikelihood += at.logLikelihoodOf(row);
      }
      near(total, oracle.sum_cet[names[model]] as number, 1e-9);
      near(alive / rows.length, oracle.mean_p_alive[names[model]] as number, 1e-9);
      expect(Math.abs(logLikelihood - expected.ll)).toBeLessThan(1e-6);
    });
  });

  it('finds the model without dropout', () => {
    const expected = oracle.models['nbd'] as Fitted;
    const { withoutDropout } = fit('bg-nbd', rows);
    near(withoutDropout.r, expected.params['r'], 1e-5);
    near(withoutDropout.alpha, expected.params['alpha'], 1e-5);
    expect(Math.abs(withoutDropout.logLikelihood - expected.ll)).toBeLessThan(1e-5);
  });

  it('finds Gamma-Gamma', () => {
    const expected = oracle.models['gg'] as Fitted;
    const fitted = fitSpend(rows);
    expect(Math.abs(fitted.logLikelihood - expected.ll)).toBeLessThan(1e-5);
    const errors = fitted.standardErrors();
    for (const name of ['p', 'q', 'v'] as const) {
      near(fitted.params[name], expected.params[name], 1e-4);
      near(errors?.[name] ?? null, expected.se[name], 1e-3);
    }
  });
}

describe('2,000 simulated customers', () => {
  agrees(readRows(new URL('cbs.csv', fixtures)), readJson<Oracle>(new URL('oracle.json', fixtures)));
});

const here = existsSync(new URL('oracle_cdnow.json', purchases));
describe.skipIf(!here)(here ? 'CDNOW' : 'CDNOW (the data folder ../shared is not there)', () => {
  if (!here) return it('needs ../shared/data/purchases', () => undefined);
  const oracle = readJson<Record<'cdnow_exact' | 'cdnow_summary_2dp', Oracle>>(new URL('oracle_cdnow.json', purchases));
  describe('exact days', () => agrees(readRows(new URL('cdnow_cbs_exact.csv', purchases)), oracle.cdnow_exact));
  describe('weeks rounded to 2 decimals', () => {
    const zbar = readRows(new URL('cdnow_cbs_exact.csv', purchases)).map(
      ({ meanValue }) => Math.round(meanValue * 100) / 100,
    );
    const rows = readRows(new URL('cdnow_customers_summary.csv', purchases)).map((row, i) => ({
      ...row,
      meanValue: zbar[i] as number,
    }));
    it.each(models)('%s', (model) => {
      const expected = oracle.cdnow_summary_2dp.models[names[model]] as Fitted;
      const fitted = fit(model, rows);
      expect(Math.abs(fitted.logLikelihood - expected.ll)).toBeLessThan(1e-5);
      for (const [name, value] of Object.entries(fitted.params))
        near(value as number, expected.params[name] as number, model === 'pareto-nbd' ? 1e-4 : 1e-5);
    });
  });
});
