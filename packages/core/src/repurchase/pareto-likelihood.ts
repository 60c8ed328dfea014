import { addWall } from './bounds.ts';
import type { CompressedHistories } from './histories.ts';
import type { Objective } from './minimize.ts';
import { gaussLegendre, WIDEST_PANEL } from './quadrature.ts';
import { digammaRise, logGammaRise } from './special.ts';

/** The first panel in units of the integrand's decay length, and how much wider each next one is. */
const FIRST_PANEL = 2;
const GROWTH = 2;

/**
 * The negative log-likelihood of Pareto/NBD over logarithms of (r, alpha, s, beta), with its gradient; time in units of
 * the mean age.
 *
 * Schmittlein, Morrison & Colombo 1987, Management Science 33:1; form of Fader & Hardie 2005 (note 008):
 *
 *   L = G(r+x)/G(r) alpha^r beta^s [ (alpha+T)^-(r+x) (beta+T)^-s + s I ],
 *   I = integral over y from t_x to T of (alpha+y)^-(r+x) (beta+y)^-(s+1).
 *
 * The integral is taken by Gauss-Legendre panels in u = ln((m+y)/(m+t_x)), m = min(alpha, beta). The gradient is the mean,
 * under the integrand, of the gradient of its logarithm, so it comes from the same nodes.
 * @param nodes per panel: 4 give the log-likelihood of two thousand customers to 1e-4, 6 to 1e-8, 8 to 1e-11.
 */
export function paretoObjective(data: CompressedHistories, nodes: number): Objective {
  const { frequencies, frequencyWeights, ages, ageWeights, agePurchases, recencies, weights } = data;
  const { frequencyOf, recencyOf, ageOf } = data;
  const { nodes: places, weights: shares } = gaussLegendre(nodes);
  const alphaAges = new Shifted(ages);
  const betaAges = new Shifted(ages);
  const alphaRecencies = new Shifted(recencies);
  const betaRecencies = new Shifted(recencies);

  return (point, gradient) => {
    const r = Math.exp(point[0] as number);
    const alpha = Math.exp(point[1] as number);
    const logS = point[2] as number;
    const s = Math.exp(logS);
    const beta = Math.exp(point[3] as number);
    const alphaIsLower = alpha <= beta;
    const lower = alphaIsLower ? alpha : beta;
    const gap = Math.abs(alpha - beta);
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    alphaAges.fill(alpha);
    betaAges.fill(beta);
    alphaRecencies.fill(alpha);
    betaRecencies.fill(beta);
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
      const alphaRatio = Math.log1p(age / alpha);
      const betaRatio = Math.log1p(age / beta);
      value -= weight * (r * alphaRatio + s * betaRatio) + purchases * (alphaAges.logs[i] as number);
      byR -= weight * alphaRatio;
      byAlpha += ((weight * r * age) / alpha - purchases) / (alpha + age);
      byS -= weight * betaRatio;
      byBeta += (weight * s * age) / beta / (beta + age);
    }
    for (let row = 0; row < weights.length; row += 1) {
      const ageAt = ageOf[row] as number;
      const recencyAt = recencyOf[row] as number;
      const recency = recencies[recencyAt] as number;
      if (!((ages[ageAt] as number) > recency)) continue;
      const weight = weights[row] as number;
      const shape = r + (frequencies[frequencyOf[row] as number] as number);
      const alphaRatio = (alphaAges.logs[ageAt] as number) - (alphaRecencies.logs[recencyAt] as number);
      const betaRatio = (betaAges.logs[ageAt] as number) - (betaRecencies.logs[recencyAt] as number);
      const lowerPower = alphaIsLower ? shape - 1 : s;
      const upperPower = alphaIsLower ? s + 1 : shape;
      const start = lower + recency;
      const upperStart = start + gap;
      const slope = start / upperStart;
      const end = alphaIsLower ? alphaRatio : betaRatio;
      let total = 0;
      let lowerLog = 0;
      let upperLog = 0;
      let lowerInverse = 0;
      let upperInverse = 0;
      let left = 0;
      let width = Math.min(FIRST_PANEL / (shape + s), WIDEST_PANEL);
      while (left < end) {
        // a sliver at the end joins the panel before it
        const span = end - left < 1.25 * width ? end - left : width;
        let panel = 0;
        for (let i = 0; i < places.length; i += 1) {
          const u = left + span * (places[i] as number);
          const grown = Math.exp(u);
          const upperGrown = 1 + slope * (grown - 1);
          const upper = Math.log(upperGrown);
          const mass = span * (shares[i] as number) * Math.exp(-lowerPower * u - upperPower * upper);
          panel += mass;
          lowerLog += mass * u;
          upperLog += mass * upper;
          lowerInverse += mass / grown;
          upperInverse += mass / upperGrown;
        }
        total += panel;
        if (panel < total * 1e-16) break;
        left += span;
        width = Math.min(width * GROWTH, WIDEST_PANEL);
      }
      // odds of having left and been silent since, against having stayed to the end
      const betaStart = beta + recency;
      const logOdds = logS + Math.log((total * start) / betaStart) + shape * alphaRatio + s * betaRatio;
      let gone = weight;
      if (logOdds > 36) value += weight * logOdds;
      else {
        const odds = Math.exp(logOdds);
        value += weight * Math.log1p(odds);
        gone = (weight * odds) / (1 + odds);
      }
      lowerLog /= total;
      upperLog /= total;
      lowerInverse /= total * start;
      upperInverse /= total * upperStart;
      const alphaInverse = alphaIsLower ? lowerInverse : upperInverse;
      const betaInverse = alphaIsLower ? upperInverse : lowerInverse;
      byR += gone * (alphaRatio - (alphaIsLower ? lowerLog : upperLog));
      byAlpha += gone * shape * ((alphaAges.inverses[ageAt] as number) - alphaInverse);
      byS += gone * (1 / s + betaRatio - (alphaIsLower ? upperLog : lowerLog));
      byBeta += gone * (s * (betaAges.inverses[ageAt] as number) - (s + 1) * betaInverse);
    }
    gradient[0] = -byR * r;
    gradient[1] = -byAlpha * alpha;
    gradient[2] = -byS * s;
    gradient[3] = -byBeta * beta;
    return addWall(-value, point, gradient);
  };
}

/** Logarithms and inverses of times moved by a parameter, once per distinct time. */
class Shifted {
  readonly logs: Float64Array;
  readonly inverses: Float64Array;
  readonly #times: Float64Array;

  constructor(times: Float64Array) {
    this.#times = times;
    this.logs = new Float64Array(times.length);
    this.inverses = new Float64Array(times.length);
  }

  fill(by: number): void {
    for (let i = 0; i < this.#times.length; i += 1) {
      const moved = by + (this.#times[i] as number);
      this.logs[i] = Math.log(moved);
      this.inverses[i] = 1 / moved;
    }
  }
}
