import { addWall, BOUND } from './bounds.ts';
import { HistoryError, type SpendHistory } from './histories.ts';
import { minimize, type Objective } from './minimize.ts';
import { objectiveWithoutWall } from './negative-binomial.ts';
import { digammaRise, incompleteBeta, logGamma, logGammaRise } from './special.ts';
import { measureUncertainty, type Uncertainty } from './uncertainty.ts';

/** Gamma-Gamma parameters: purchases of a customer are Gamma(p, nu), nu over customers is Gamma(q, v). */
export interface SpendParams {
  readonly p: number;
  readonly q: number;
  /** In the unit of the values. */
  readonly v: number;
}

/** What the Gamma-Gamma model says at given parameters. */
export interface SpendPredictions {
  readonly params: SpendParams;
  /**
   * Expected value of a future purchase; with `frequency` 0 the mean over all customers. `Infinity` where that mean does
   * not exist (p x + q <= 1).
   */
  expectedValue(history: SpendHistory): number;
  /** Probability that the next `purchases` purchases come to `total` or less: near 0 says "usually spends more". */
  probabilityOfTotalAtMost(history: SpendHistory, purchases: number, total: number): number;
}

export interface SpendFit extends SpendPredictions {
  readonly logLikelihood: number;
  readonly identified: boolean;
  /** An English sentence when not identified. */
  readonly message: string | null;
  /** Customers with a repeat purchase: the only ones who say how values vary. */
  readonly customers: number;
  readonly slope: number;
  readonly converged: boolean;
  standardErrors(): SpendParams | null;
}

function checkSpend({ frequency, meanValue }: SpendHistory, row = -1): void {
  if (!Number.isSafeInteger(frequency) || frequency < 0)
    throw new HistoryError(row, 'frequency', `frequency is ${frequency}; give a whole number of purchases, 0 or more.`);
  if (frequency > 0 && !(meanValue > 0 && meanValue < Infinity))
    throw new HistoryError(
      row,
      'meanValue',
      `meanValue is ${meanValue}; the model needs a mean value above 0. Leave out free and returned purchases, or the row.`,
    );
}

/** The Gamma-Gamma model at parameters known from elsewhere. */
export function spendFromParams(params: SpendParams): SpendPredictions {
  const { p, q, v } = params;
  for (const [name, value] of Object.entries({ p, q, v }))
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`Gamma-Gamma: ${name} is ${value}; give a positive number.`);
  return {
    params,
    expectedValue: (history) => {
      checkSpend(history);
      const { frequency, meanValue } = history;
      const shape = p * frequency + q - 1;
      if (shape <= 0) return Infinity;
      return (p * (v + (frequency > 0 ? frequency * meanValue : 0))) / shape;
    },
    probabilityOfTotalAtMost: (history, purchases, total) => {
      checkSpend(history);
      if (!Number.isSafeInteger(purchases) || purchases < 1)
        throw new RangeError(`purchases is ${purchases}; give a whole number, 1 or more.`);
      if (Number.isNaN(total)) throw new RangeError('total is not a number; give a sum of money.');
      if (total <= 0) return 0;
      if (total === Infinity) return 1;
      const { frequency, meanValue } = history;
      const rate = v + (frequency > 0 ? frequency * meanValue : 0);
      return incompleteBeta(total / (total + rate), p * purchases, p * frequency + q, rate / (total + rate));
    },
  };
}

/**
 * Fits the Gamma-Gamma model of spending by maximum likelihood (Fader, Hardie & Lee 2005, JMR 42:415; Fader & Hardie
 * 2013, note 025). It takes values as independent of how often a customer buys: check that before use.
 *
 * @param histories one row a customer; rows with frequency 0 are left out.
 * @throws {HistoryError} naming a row whose mean value is not above 0.
 */
export function fitSpend(histories: readonly SpendHistory[]): SpendFit {
  const kinds = new Map<number, { frequency: number; customers: number; sumLog: number }>();
  const frequencies: number[] = [];
  const totals: number[] = [];
  let sum = 0;
  for (const [row, history] of histories.entries()) {
    checkSpend(history, row);
    if (history.frequency === 0) continue;
    frequencies.push(history.frequency);
    totals.push(history.frequency * history.meanValue);
    sum += history.meanValue;
  }
  const customers = frequencies.length;
  if (customers === 0)
    throw new HistoryError(
      -1,
      'frequency',
      'No customer has bought again; values can be modelled only for those who have.',
    );
  const scale = sum / customers;
  const scaled = Float64Array.from(totals, (total) => total / scale);
  let constant = 0;
  for (const [i, frequency] of frequencies.entries()) {
    const log = Math.log(scaled[i] as number);
    const kind = kinds.get(frequency) ?? { frequency, customers: 0, sumLog: 0 };
    kind.customers += 1;
    kind.sumLog += log;
    kinds.set(frequency, kind);
    constant -= log - Math.log(frequency) + Math.log(scale);
  }
  const objective = spendObjective([...kinds.values()], Float64Array.from(frequencies), scaled);
  const tolerance = 1e-7 * Math.max(1, customers * 1e-3);
  let best = minimize(objective, Float64Array.of(Math.log(4), Math.log(4), 0), { tolerance });
  const second = minimize(objective, Float64Array.of(0, Math.log(1.5), Math.log(0.5)), { tolerance });
  if (second.value < best.value - 1e-9 || (second.converged && !best.converged)) best = second;

  const [p, q, v] = Array.from(best.point, Math.exp) as [number, number, number];
  const params = { p, q, v: v * scale };
  const logLikelihood = constant - objectiveWithoutWall(objective, best.point);
  const atBoundary = best.point.some((coordinate) => Math.abs(coordinate) > BOUND);
  const tooFew = new Set(scaled).size < 3;
  const stuck = !best.converged && best.slope > 1e-4 * Math.max(1, customers * 1e-3);
  const identified = !atBoundary && !tooFew && !stuck;
  let uncertainty: Uncertainty | null | undefined;
  return {
    ...spendFromParams(params),
    logLikelihood,
    identified,
    message: identified
      ? null
      : stuck
        ? 'The search for the best parameters ended on a slope; do not use the parameters.'
        : 'The values are too much alike, or too few, to tell how customers differ; the parameters are one choice among many.',
    customers,
    slope: best.slope,
    converged: best.converged,
    standardErrors: () => {
      if (uncertainty === undefined) uncertainty = identified ? measureUncertainty(objective, best.point) : null;
      if (!uncertainty) return null;
      const [byP = 0, byQ = 0, byV = 0] = uncertainty.standardErrors;
      return { p: params.p * byP, q: params.q * byQ, v: params.v * byV };
    },
  };
}

/** Over logarithms of (p, q, v), up to a constant; totals in units of the mean value. */
function spendObjective(
  kinds: readonly { frequency: number; customers: number; sumLog: number }[],
  frequencies: Float64Array,
  totals: Float64Array,
): Objective {
  return (point, gradient) => {
    const p = Math.exp(point[0] as number);
    const q = Math.exp(point[1] as number);
    const logV = point[2] as number;
    const v = Math.exp(logV);
    const logGammaQ = logGamma(q);
    let value = 0;
    let byP = 0;
    let byQ = 0;
    let byV = 0;
    for (const { frequency, customers, sumLog } of kinds) {
      const shape = p * frequency;
      value += customers * (logGammaRise(shape, q) - logGammaQ + q * logV) + shape * sumLog;
      byP += frequency * (customers * digammaRise(shape, q) + sumLog);
      byQ += customers * (digammaRise(q, shape) + logV);
      byV += (customers * q) / v;
    }
    for (let i = 0; i < totals.length; i += 1) {
      const frequency = frequencies[i] as number;
      const rate = v + (totals[i] as number);
      const log = Math.log(rate);
      const shape = p * frequency + q;
      value -= shape * log;
      byP -= frequency * log;
      byQ -= log;
      byV -= shape / rate;
    }
    gradient[0] = -byP * p;
    gradient[1] = -byQ * q;
    gradient[2] = -byV * v;
    return addWall(-value, point, gradient);
  };
}
