/**
 * The negative binomial model: purchases without dropout (Ehrenberg 1959). It is what the other models become when nobody
 * ever leaves, so it is the yardstick of whether dropout can be seen in the data at all.
 */
import { addWall } from './bounds.ts';
import type { CompressedHistories } from './histories.ts';
import { minimize, type Objective } from './minimize.ts';
import { digammaRise, logGammaRise } from './special.ts';

export interface NegativeBinomialFit {
  /** Shape of the purchase rate over customers. */
  readonly r: number;
  /** Inverse scale of it, in the unit of time of the histories. */
  readonly alpha: number;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** The negative log-likelihood over logarithms of (r, alpha); time in units of the mean age. */
export function negativeBinomialObjective(data: CompressedHistories): Objective {
  const { frequencies, frequencyWeights, ages, ageWeights, agePurchases } = data;
  return (point, gradient) => {
    const r = Math.exp(point[0] as number);
    const alpha = Math.exp(point[1] as number);
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    for (let i = 0; i < frequencies.length; i += 1) {
      const weight = frequencyWeights[i] as number;
      const x = frequencies[i] as number;
      value += weight * logGammaRise(r, x);
      byR += weight * digammaRise(r, x);
    }
    for (let i = 0; i < ages.length; i += 1) {
      const age = ages[i] as number;
      const weight = ageWeights[i] as number;
      const purchases = agePurchases[i] as number;
      const ratio = Math.log1p(age / alpha);
      value -= r * weight * ratio + purchases * Math.log(alpha + age);
      byR -= weight * ratio;
      byAlpha += (weight * r * age) / alpha / (alpha + age) - purchases / (alpha + age);
    }
    gradient[0] = -byR * r;
    gradient[1] = -byAlpha * alpha;
    return addWall(-value, point, gradient);
  };
}

/** Fits the model without dropout. Its log-likelihood is comparable with those of the models with dropout. */
export function fitNegativeBinomial(data: CompressedHistories): NegativeBinomialFit {
  const { count, purchases, scale } = data;
  const objective = negativeBinomialObjective(data);
  const rate = Math.max(purchases, 0.5) / count;
  const start = Float64Array.of(Math.log(0.5), Math.log(0.5 / rate));
  const found = minimize(objective, start, { tolerance: 1e-7 * Math.max(1, count * 1e-3) });
  return {
    r: Math.exp(found.point[0] as number),
    alpha: Math.exp(found.point[1] as number) * scale,
    logLikelihood: -objectiveWithoutWall(objective, found.point) - purchases * Math.log(scale),
    converged: found.converged,
  };
}

/** The objective's value with the wall beyond the bounds taken off again. */
export function objectiveWithoutWall(objective: Objective, point: Float64Array): number {
  const gradient = new Float64Array(point.length);
  const value = objective(point, gradient);
  return value - addWall(0, point, gradient);
}
