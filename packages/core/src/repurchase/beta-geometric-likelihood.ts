import { addWall } from './bounds.ts';
import type { CompressedHistories } from './histories.ts';
import type { Objective } from './minimize.ts';
import { digammaRise, fillRises, logGammaRise } from './special.ts';

/**
 * The negative log-likelihood of BG/NBD (`chancesAtStart` 0) or MBG/NBD (1) over logarithms of (r, alpha, a, b), with its
 * gradient; time in units of the mean age.
 *
 * BG/NBD: Fader, Hardie & Lee 2005, Marketing Science 24:275. MBG/NBD: Batislam, Denizel & Filiztekin 2007, IJRM 24:201.
 * The two differ in whether a customer may leave right after the first purchase. Per customer
 *
 *   L = G(r+x)/G(r) alpha^r (alpha+T)^-(r+x) B(a,b+n)/B(a,b) [1 + e^D],  n = x + chancesAtStart,
 *   D = ln a - ln(b+n-1) + (r+x) ln((alpha+T)/(alpha+t_x)),
 *
 * the bracket's second term missing when n = 0; e^D/(1+e^D) is the probability that the customer has left. Gamma terms
 * are summed over distinct frequencies and powers over distinct ages; only the bracket needs a loop over rows.
 */
export function betaGeometricObjective(data: CompressedHistories, chancesAtStart: 0 | 1): Objective {
  const { frequencies, frequencyWeights, ages, ageWeights, agePurchases, recencies } = data;
  const kinds = frequencies.length;
  const logAge = new Float64Array(ages.length);
  const logRecency = new Float64Array(recencies.length);
  const inverseAge = new Float64Array(ages.length);
  const inverseRecency = new Float64Array(recencies.length);
  const ofR = new Rises(frequencies, 0);
  const ofB = new Rises(frequencies, chancesAtStart);
  const ofBoth = new Rises(frequencies, chancesAtStart);
  const { starts, ageOf, recencyOf, weights } = rowsByFrequency(data);

  return (point, gradient) => {
    const r = Math.exp(point[0] as number);
    const alpha = Math.exp(point[1] as number);
    const logA = point[2] as number;
    const a = Math.exp(logA);
    const b = Math.exp(point[3] as number);
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    let byA = 0;
    let byB = 0;
    for (let i = 0; i < ages.length; i += 1) {
      const age = ages[i] as number;
      const weight = ageWeights[i] as number;
      const purchases = agePurchases[i] as number;
      const ratio = Math.log1p(age / alpha);
      const inverse = 1 / (alpha + age);
      const log = Math.log(alpha + age);
      logAge[i] = log;
      inverseAge[i] = inverse;
      value -= r * weight * ratio + purchases * log;
      byR -= weight * ratio;
      byAlpha += ((weight * r * age) / alpha - purchases) * inverse;
    }
    for (let i = 0; i < recencies.length; i += 1) {
      const moved = alpha + (recencies[i] as number);
      logRecency[i] = Math.log(moved);
      inverseRecency[i] = 1 / moved;
    }
    ofR.fill(r);
    ofB.fill(b);
    ofBoth.fill(a + b);
    // one logarithm for many rows: the product is folded into the sum before it can overflow
    let product = 1;
    for (let kind = 0; kind < kinds; kind += 1) {
      const customers = frequencyWeights[kind] as number;
      const x = frequencies[kind] as number;
      const n = x + chancesAtStart;
      const both = ofBoth.slopes[kind] as number;
      value += customers * ((ofR.logs[kind] as number) + (ofB.logs[kind] as number) - (ofBoth.logs[kind] as number));
      byR += customers * (ofR.slopes[kind] as number);
      byA -= customers * both;
      byB += customers * ((ofB.slopes[kind] as number) - both);
      if (n === 0) continue;
      const shape = r + x;
      const oddsAtStart = logA - Math.log(b + n - 1);
      let left = 0;
      let leftRatio = 0;
      let leftInverse = 0;
      const end = starts[kind + 1] as number;
      for (let row = starts[kind] as number; row < end; row += 1) {
        const age = ageOf[row] as number;
        const recency = recencyOf[row] as number;
        const weight = weights[row] as number;
        const ratio = (logAge[age] as number) - (logRecency[recency] as number);
        const logOdds = oddsAtStart + shape * ratio;
        let gone = weight;
        if (logOdds > 36) value += weight * logOdds;
        else {
          const total = 1 + Math.exp(logOdds);
          gone -= weight / total;
          if (weight === 1) {
            product *= total;
            if (product > 1e200) {
              value += Math.log(product);
              product = 1;
            }
          } else value += weight * Math.log(total);
        }
        left += gone;
        leftRatio += gone * ratio;
        leftInverse += gone * ((inverseAge[age] as number) - (inverseRecency[recency] as number));
      }
      byR += leftRatio;
      byAlpha += shape * leftInverse;
      byA += left / a;
      byB -= left / (b + n - 1);
    }
    value += Math.log(product);
    gradient[0] = -byR * r;
    gradient[1] = -byAlpha * alpha;
    gradient[2] = -byA * a;
    gradient[3] = -byB * b;
    return addWall(-value, point, gradient);
  };
}

const TABLE_SIZE = 25;

/** `ln G(z+n) - ln G(z)` and its slope for the n of each distinct frequency; small n come from one running sum. */
class Rises {
  readonly logs: Float64Array;
  readonly slopes: Float64Array;
  readonly #counts: Float64Array;
  readonly #tableLogs = new Float64Array(TABLE_SIZE);
  readonly #tableSlopes = new Float64Array(TABLE_SIZE);

  constructor(frequencies: Float64Array, more: number) {
    this.#counts = frequencies.map((x) => x + more);
    this.logs = new Float64Array(frequencies.length);
    this.slopes = new Float64Array(frequencies.length);
  }

  fill(z: number): void {
    fillRises(z, this.#tableLogs, this.#tableSlopes);
    for (let i = 0; i < this.#counts.length; i += 1) {
      const n = this.#counts[i] as number;
      const inTable = n < TABLE_SIZE;
      this.logs[i] = inTable ? (this.#tableLogs[n] as number) : logGammaRise(z, n);
      this.slopes[i] = inTable ? (this.#tableSlopes[n] as number) : digammaRise(z, n);
    }
  }
}

interface RowsByFrequency {
  /** Rows of the i-th distinct frequency are `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array;
  readonly ageOf: Int32Array;
  readonly recencyOf: Int32Array;
  readonly weights: Float64Array;
}

function rowsByFrequency(data: CompressedHistories): RowsByFrequency {
  const rows = data.weights.length;
  const starts = new Int32Array(data.frequencies.length + 1);
  for (let row = 0; row < rows; row += 1) {
    const next = (data.frequencyOf[row] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let kind = 1; kind < starts.length; kind += 1)
    starts[kind] = (starts[kind] as number) + (starts[kind - 1] as number);
  const free = starts.slice();
  const ageOf = new Int32Array(rows);
  const recencyOf = new Int32Array(rows);
  const weights = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const kind = data.frequencyOf[row] as number;
    const at = free[kind] as number;
    free[kind] = at + 1;
    ageOf[at] = data.ageOf[row] as number;
    recencyOf[at] = data.recencyOf[row] as number;
    weights[at] = data.weights[row] as number;
  }
  return { starts, ageOf, recencyOf, weights };
}
