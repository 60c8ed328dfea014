import { compress, type History } from './histories.ts';
import { fitCompressed, fromParams, type FixedModel } from './fit.ts';
import type { Model, ParamsOf } from './model.ts';
import { fitNegativeBinomial } from './negative-binomial.ts';
import { Random } from './random.ts';
import { simulateHistory } from './simulate.ts';
import type { Measure } from './uncertainty.ts';

export interface BootstrapOptions {
  /** How many data sets are simulated and fitted; 200 by default. */
  readonly draws?: number;
  /** The same seed gives the same draws; 1 by default. */
  readonly seed?: number;
}

export interface Bootstrap<M extends Model> {
  /** Parameters fitted to each simulated data set, without those that did not determine them. */
  readonly draws: readonly ParamsOf<M>[];
  /** Simulated data sets that did not determine the parameters: many of them say that the fit itself is fragile. */
  readonly notIdentified: number;
  /** The central share `level` (0.95 by default) of a measure over the draws, or `null` when fewer than 20 are left. */
  interval(measure: Measure<M>, level?: number): [low: number, high: number] | null;
}

/**
 * Parametric bootstrap (Efron & Tibshirani 1993, section 6.5): customers observed as long as the real ones are drawn from
 * the model and it is fitted to them again. Slower than `Fit.interval`, and right where that one's normal curve is not.
 *
 * @param fitted a fit, or a model at given parameters.
 * @param histories the histories it was fitted to; only their ages are used.
 */
export function bootstrap<M extends Model>(
  fitted: FixedModel<M>,
  histories: readonly History[],
  { draws = 200, seed = 1 }: BootstrapOptions = {},
): Bootstrap<M> {
  if (!Number.isSafeInteger(draws) || draws < 1)
    throw new RangeError(`draws is ${draws}; give a whole number, 1 or more.`);
  const { model, params } = fitted;
  const random = new Random(seed);
  const found: ParamsOf<M>[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const simulated = histories.map(({ age }) => simulateHistory(model, params, age, random));
    const data = compress(simulated);
    const again = fitCompressed(model, data, fitNegativeBinomial(data), params);
    if (again.identified) found.push(again.params);
  }
  return {
    draws: found,
    notIdentified: draws - found.length,
    interval: (measure, level = 0.95) => {
      if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}; give a probability between 0 and 1.`);
      if (found.length < 20) return null;
      const values = found.map((at) => measure(fromParams(model, at))).sort((one, other) => one - other);
      return [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
    },
  };
}

/** The quantile of a sorted list, interpolated (Hyndman & Fan 1996, type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
