/**
 * How sure a fit is: the inverse of the curvature of the negative log-likelihood over the parameters' logarithms, and the
 * delta method (Casella & Berger 2002, section 5.5.4) for anything computed from them.
 */
import { invertPositive } from './matrix.ts';
import type { Objective } from './minimize.ts';
import type { FixedModel } from './fit.ts';
import type { Model } from './model.ts';
import { normalQuantile } from '../scores/quantiles.ts';
import { logistic } from './special.ts';

/** Something computed from a model, such as `(model) => model.probabilityAlive(history)`. */
export type Measure<M extends Model> = (model: FixedModel<M>) => number;

export interface MeasureOptions {
  /** Probability that the interval is to cover the truth; 0.95 by default. */
  readonly level?: number;
  /** Where the measure can lie, so that the interval does too: any number, above 0, or between 0 and 1. */
  readonly range?: 'real' | 'positive' | 'probability';
}

export interface Uncertainty {
  /** Of the logarithms of the parameters; times a parameter it is that parameter's standard error. */
  readonly standardErrors: Float64Array;
  /** Covariance of the logarithms, row by row. */
  readonly covariance: Float64Array;
  /** The logarithms at the optimum, times in units of the mean age. */
  readonly point: Float64Array;
  interval(measure: (point: Float64Array) => number, options?: MeasureOptions): [low: number, high: number] | null;
}

/** Curvature by central differences of the gradient; `null` when it is not positive in every direction. */
export function measureUncertainty(objective: Objective, point: Float64Array): Uncertainty | null {
  const size = point.length;
  const hessian = new Float64Array(size * size);
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  const step = 1e-4;
  for (let i = 0; i < size; i += 1) {
    const moved = Float64Array.from(point);
    moved[i] = (point[i] as number) + step;
    objective(moved, above);
    moved[i] = (point[i] as number) - step;
    objective(moved, below);
    for (let j = 0; j < size; j += 1) {
      const curvature = ((above[j] as number) - (below[j] as number)) / (4 * step);
      hessian[i * size + j] = (hessian[i * size + j] as number) + curvature;
      hessian[j * size + i] = (hessian[j * size + i] as number) + curvature;
    }
  }
  const covariance = invertPositive(hessian, size);
  if (!covariance) return null;
  const standardErrors = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * size + i] as number));

  return {
    standardErrors,
    covariance,
    point,
    interval: (measure, options = {}) => deltaInterval(measure, point, covariance, options),
  };
}

const nudge = 1e-4;

/**
 * The delta method: how far a figure may lie off, from its slopes by the logarithms of the parameters.
 *
 * @param covariance of those logarithms, row by row
 * @param level probability that the truth lies no farther off
 */
export function deltaReach(
  covariance: ArrayLike<number>,
  size: number,
  level: number,
): (slopes: ArrayLike<number>) => number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}; give a probability between 0 and 1.`);
  const errors = normalQuantile((1 + level) / 2);
  return (slopes) => {
    let variance = 0;
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        variance += (slopes[i] as number) * (covariance[i * size + j] as number) * (slopes[j] as number);
    return errors * Math.sqrt(variance < 0 ? 0 : variance);
  };
}

function deltaInterval(
  measure: (point: Float64Array) => number,
  point: Float64Array,
  covariance: ArrayLike<number>,
  { level = 0.95, range = 'real' }: MeasureOptions,
): [low: number, high: number] | null {
  const reachOf = deltaReach(covariance, point.length, level);
  const value = measure(point);
  if (range === 'probability' && (value <= 0 || value >= 1)) return [value, value];
  const { to, from } = ranges[range];
  const slopes = point.map((at, i) => {
    const [up, down] = [nudge, -nudge].map((by) => {
      const moved = Float64Array.from(point);
      moved[i] = at + by;
      return to(measure(moved));
    });
    return ((up as number) - (down as number)) / (2 * nudge);
  });
  const reach = reachOf(slopes);
  const ends: [number, number] = [from(to(value) - reach), from(to(value) + reach)];
  return ends.some(Number.isNaN) ? null : ends;
}

const ranges = {
  real: { to: (value: number) => value, from: (value: number) => value },
  positive: { to: Math.log, from: Math.exp },
  probability: { to: (value: number) => Math.log(value / (1 - value)), from: logistic },
} as const;
