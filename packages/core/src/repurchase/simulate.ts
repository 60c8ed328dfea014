/** Customers drawn from a model: what the parametric bootstrap and the forecast of a total are made of. */
import { checkParams } from './cores.ts';
import { checkHistory, type History } from './histories.ts';
import type { BetaGeometricParams, Model, ParamsOf, ParetoParams } from './model.ts';
import { Random } from './random.ts';

/** No simulated customer buys more often than this, whatever the parameters. */
const MOST_PURCHASES = 1_000_000;

/**
 * Draws one customer's history from a model.
 * @param age how long the customer is observed.
 */
export function simulateHistory<M extends Model>(model: M, params: ParamsOf<M>, age: number, random: Random): History {
  const rate = random.gamma(params.r) / params.alpha;
  const dropout = leaving(model, params, 0, 0, random);
  let at = 0;
  let frequency = 0;
  if (model === 'mbg-nbd' && random.uniform() < dropout.afterPurchase) return { frequency: 0, recency: 0, age };
  const end = Math.min(age, dropout.time);
  while (frequency < MOST_PURCHASES) {
    const next = at + random.exponential() / rate;
    if (!(next <= end)) break;
    if (next > at) frequency += 1;
    at = next;
    if (random.uniform() < dropout.afterPurchase) break;
  }
  return frequency === 0 ? { frequency: 0, recency: 0, age } : { frequency, recency: at, age };
}

/** Draws how often a customer buys in the next `t`, given the history, if a customer still. */
export function simulateFuture<M extends Model>(
  model: M,
  params: ParamsOf<M>,
  history: History,
  t: number,
  random: Random,
): number {
  const { frequency, age } = history;
  const rate = random.gamma(params.r + frequency) / (params.alpha + age);
  const extra = model === 'mbg-nbd' ? 1 : 0;
  const dropout = leaving(model, params, frequency + extra, age, random);
  if (dropout.afterPurchase === 0) return random.poisson(Math.min(rate * Math.min(t, dropout.time), MOST_PURCHASES));
  let rest = t;
  let count = 0;
  while (count < MOST_PURCHASES) {
    rest -= random.exponential() / rate;
    if (!(rest >= 0)) break;
    count += 1;
    if (random.uniform() < dropout.afterPurchase) break;
  }
  return count;
}

function leaving(
  model: Model,
  params: BetaGeometricParams | ParetoParams,
  stayed: number,
  age: number,
  random: Random,
): { afterPurchase: number; time: number } {
  if ('s' in params)
    return { afterPurchase: 0, time: (random.exponential() * (params.beta + age)) / random.gamma(params.s) };
  return { afterPurchase: random.beta(params.a, params.b + stayed), time: Infinity };
}

/**
 * Draws a history for each age. The same seed gives the same histories.
 * @param ages how long each customer is observed.
 */
export function simulate<M extends Model>(
  model: M,
  params: ParamsOf<M>,
  ages: readonly number[],
  seed: number,
): History[] {
  checkParams(model, params);
  const random = new Random(seed);
  return ages.map((age, row) => {
    checkHistory({ frequency: 0, recency: 0, age }, row);
    return simulateHistory(model, params, age, random);
  });
}
