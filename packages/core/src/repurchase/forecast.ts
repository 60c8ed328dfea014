import { quantile } from './bootstrap.ts';
import { fromParams, type Fit } from './fit.ts';
import type { History } from './histories.ts';
import type { Model, ParamsOf } from './model.ts';
import { Random } from './random.ts';
import { simulateFuture } from './simulate.ts';
import { cholesky } from './matrix.ts';

export interface ForecastOptions {
  /** Probability that the total is to lie in the interval if the model holds; 0.9 by default. */
  readonly level?: number;
  /** How many futures are drawn; 200 by default. */
  readonly draws?: number;
  readonly seed?: number;
}

export interface Forecast {
  /** Expected purchases of all customers together. */
  readonly expected: number;
  /** Expected number of customers who buy at least once. */
  readonly buyers: number;
  /**
   * Where the total lies with probability `level`, counting chance and, when the fit is identified, how unsure its
   * parameters are. It does not count that the model may be wrong: published totals were 2 to 26 % off what came.
   */
  readonly interval: [low: number, high: number];
  readonly level: number;
}

/** Forecasts the purchases of all customers together in the next `t`, with an interval by simulation. */
export function forecast<M extends Model>(
  fitted: Fit<M>,
  histories: readonly History[],
  t: number,
  { level = 0.9, draws = 200, seed = 1 }: ForecastOptions = {},
): Forecast {
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}; give a probability between 0 and 1.`);
  if (!Number.isSafeInteger(draws) || draws < 1)
    throw new RangeError(`draws is ${draws}; give a whole number, 1 or more.`);
  let expected = 0;
  let buyers = 0;
  for (const history of histories) {
    expected += fitted.expectedPurchases(history, t);
    buyers += fitted.probabilityOfPurchase(history, t);
  }
  const random = new Random(seed);
  const endless = fitted.doubt === 'no-dropout' || fitted.doubt === 'no-repeat-purchases';
  const { r, alpha } = fitted.withoutDropout;
  const totals: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    let total = 0;
    if (endless) {
      for (const { frequency, age } of histories)
        total += random.poisson((random.gamma(r + frequency) / (alpha + age)) * t);
    } else {
      const params = drawParams(fitted, random);
      const at = fromParams(fitted.model, params);
      for (const history of histories)
        if (random.uniform() < at.probabilityAlive(history))
          total += simulateFuture(fitted.model, params, history, t, random);
    }
    totals.push(total);
  }
  totals.sort((one, other) => one - other);
  return { expected, buyers, interval: [quantile(totals, (1 - level) / 2), quantile(totals, (1 + level) / 2)], level };
}

/** Parameters from the normal curve over their logarithms at the optimum; the fitted ones where there is none. */
function drawParams<M extends Model>(fitted: Fit<M>, random: Random): ParamsOf<M> {
  const known = fitted.uncertainty();
  const lower = known && cholesky(known.covariance, known.point.length);
  if (!lower) return fitted.params;
  const size = known.point.length;
  const normal = Array.from({ length: size }, () => random.normal());
  const entries = Object.entries(fitted.params).map(([name, value], i) => {
    let shift = 0;
    for (let j = 0; j <= i; j += 1) shift += (lower[i * size + j] as number) * (normal[j] as number);
    return [name, (value as number) * Math.exp(Math.max(-5, Math.min(5, shift)))];
  });
  return Object.fromEntries(entries) as ParamsOf<M> & object;
}
