import { checkHistory, type History, type SpendHistory } from './histories.ts';
import { coreOf, endlessCore, parameterNames, valueOf } from './cores.ts';
import type { KeptFit } from './kept.ts';
import type { Process } from './model.ts';
import { logistic } from './special.ts';
import type { SpendPredictions } from './spend.ts';
import { deltaReach } from './uncertainty.ts';

/** What is expected of one customer. Times are in the unit of the histories; ranges are those that the data leave open. */
export interface Outlook {
  /** Probability of still being a customer. */
  readonly alive: number;
  /** Probability of at least one purchase within `OutlookOptions.within`. */
  readonly probability: number;
  readonly probabilityInterval?: [low: number, high: number];
  /** Times by which the next purchase comes with a probability of 20 % and of 80 %; null where it may never come. */
  readonly window: readonly [from: number | null, to: number | null];
  /** Expected purchases within `OutlookOptions.expected`. */
  readonly purchases: number;
  readonly purchasesInterval?: [low: number, high: number];
  /** Expected discounted value of the purchases of the horizon; missing without spending. */
  readonly lifetimeValue?: number;
  readonly lifetimeValueInterval?: [low: number, high: number];
}

export interface OutlookOptions {
  /** Time for the probability of a purchase; 90 unless said, as in days. */
  readonly within?: number;
  /** Time for expected purchases, a whole number of quarters of a year of `year`; `year` unless said. */
  readonly year?: number;
  /** Years that lifetime value looks ahead; 3 unless said. */
  readonly years?: number;
  /** Discount of one year: 0.1 is ten per cent, unless said. */
  readonly discount?: number;
  /** Probability that an interval covers the truth; 0.9 unless said. */
  readonly level?: number;
  /** How spending goes, where known: as from `fitSpend` or `spendFromParams`. */
  readonly spend?: SpendPredictions;
  /** Whether intervals are computed; they are unless said. */
  readonly intervals?: boolean;
}

/** A figure with its slopes by the logarithms of the model's parameters. */
interface Sloped {
  readonly value: number;
  readonly slopes: Float64Array;
}

/** What is expected of whoever is a customer still: it depends on frequency and age alone, so many customers share it. */
interface Ahead {
  readonly process: Process;
  readonly first: Sloped;
  readonly purchases: Sloped;
  readonly discounted: Sloped;
}

const quarters = 4;
const shares = [0.2, 0.8] as const;
const mostKept = 20_000;

/**
 * Looks ahead for customer after customer by one fit: what a card, a list or a nightly job needs of each, with intervals by
 * the delta method (Casella & Berger 2002, section 5.5.4). Intervals cover how unsure the purchase model's parameters are;
 * that of the lifetime value takes the value of one purchase as known.
 *
 * @param kept from `keepFit`
 * @returns a function of one customer's history and spending; it keeps what customers of the same frequency and age share
 * @throws {HistoryError} from that function, for a history that cannot be
 */
export function outlookBy(
  kept: KeptFit,
  { within = 90, year = 365, years = 3, discount = 0.1, level = 0.9, spend, intervals = true }: OutlookOptions = {},
): (history: History & Partial<SpendHistory>) => Outlook {
  const { model, params, doubt, withoutDropout, uncertainty } = kept;
  const isEndless = doubt === 'no-dropout' || doubt === 'no-repeat-purchases';
  const core = isEndless ? endlessCore(withoutDropout.r, withoutDropout.alpha) : coreOf(model, params);
  const scale = parameterNames(model).map((name) => valueOf(params, name));
  const reach =
    !intervals || isEndless || !uncertainty ? null : deltaReach(uncertainty.covariance, scale.length, level);
  const ends = Array.from({ length: quarters * years }, (_, i) => ((i + 1) * year) / quarters);
  const factors = ends.map((_, i) => (1 + discount) ** -((i + 1) / quarters));
  const own = new Float64Array(scale.length);

  /** The sum of weighted figures of a process, each from a function that fills its own slopes. */
  const sumOf = (weights: readonly number[], of: (i: number, slopes: Float64Array) => number): Sloped => {
    const slopes = new Float64Array(scale.length);
    let value = 0;
    for (const [i, weight] of weights.entries()) {
      if (weight === 0) continue;
      value += weight * of(i, own);
      if (!reach) continue;
      for (const [j, size] of scale.entries()) slopes[j] = (slopes[j] as number) + weight * size * (own[j] as number);
    }
    return { value, slopes };
  };
  const aheadOf = (process: Process): Ahead => {
    const expected = (i: number, slopes: Float64Array): number => {
      const t = ends[i] as number;
      return reach ? process.expectedSlopes(t, slopes) : process.expected(t);
    };
    const first = (_: number, slopes: Float64Array): number =>
      reach ? process.firstSlopes(within, slopes) : process.first(within);
    return {
      process,
      first: sumOf([1], first),
      purchases: sumOf([1], (_, slopes) => (reach ? process.expectedSlopes(year, slopes) : process.expected(year))),
      // Purchases between two ends count by the factor of the later one.
      discounted: spend
        ? sumOf(
            factors.map((factor, i) => factor - (factors[i + 1] ?? 0)),
            expected,
          )
        : { value: 0, slopes: new Float64Array(scale.length) },
    };
  };
  const shared = new Map<number, Map<number, Ahead>>();
  let count = 0;
  const aheadFor = ({ frequency, age }: History): Ahead => {
    let ofFrequency = shared.get(frequency);
    const found = ofFrequency?.get(age);
    if (found) return found;
    if (count >= mostKept) {
      shared.clear();
      count = 0;
      ofFrequency = undefined;
    }
    if (!ofFrequency) {
      ofFrequency = new Map<number, Ahead>();
      shared.set(frequency, ofFrequency);
    }
    const ahead = aheadOf(core.later(frequency, age));
    ofFrequency.set(age, ahead);
    count += 1;
    return ahead;
  };

  const timeOf = (alive: number, { process, first }: Ahead, share: number): number | null => {
    if (alive <= share || (alive * first.value <= share && alive * process.ever <= share)) return null;
    const time = process.firstQuantile(share / alive);
    return Number.isFinite(time) ? time : null;
  };

  const ofLeaving = new Float64Array(scale.length);
  const ofFigure = new Float64Array(scale.length);
  return (history) => {
    checkHistory(history);
    const logOdds = core.leaving(history, reach ? ofLeaving : undefined);
    const alive = logistic(-logOdds);
    const left = logistic(logOdds);
    const ahead = aheadFor(history);
    const { first, purchases, discounted } = ahead;
    const worth = valueOfPurchase(spend, history);
    /** How far the logarithm of P(alive) times a figure may lie off. */
    const reachOf = ({ value, slopes }: Sloped): number => {
      for (let i = 0; i < ofFigure.length; i += 1)
        ofFigure[i] = (slopes[i] as number) / value - left * (ofLeaving[i] as number);
      return reach ? reach(ofFigure) : Number.NaN;
    };
    const probability = alive * first.value;
    const rest = left + alive * (1 - first.value);
    const positive = (figure: Sloped, times = 1): [number, number] | null => {
      const value = alive * figure.value;
      const off = value > 0 ? Math.exp(reachOf(figure)) : Number.NaN;
      return Number.isNaN(off) ? null : [(value / off) * times, value * off * times];
    };
    const inOdds = (): [number, number] | null => {
      if (!(probability > 0)) return null;
      if (probability >= 1 || rest <= 0) return [probability, probability];
      const off = reachOf(first) / rest;
      const odds = Math.log(probability / rest);
      return Number.isNaN(off) ? null : [logistic(odds - off), logistic(odds + off)];
    };
    const probabilityInterval = reach ? inOdds() : null;
    const purchasesInterval = reach ? positive(purchases) : null;
    const worthInterval = reach && worth !== undefined ? positive(discounted, worth) : null;
    return {
      alive,
      probability,
      window: [timeOf(alive, ahead, shares[0]), timeOf(alive, ahead, shares[1])],
      purchases: alive * purchases.value,
      ...(worth === undefined ? {} : { lifetimeValue: alive * discounted.value * worth }),
      ...(probabilityInterval ? { probabilityInterval } : {}),
      ...(purchasesInterval ? { purchasesInterval } : {}),
      ...(worthInterval ? { lifetimeValueInterval: worthInterval } : {}),
    };
  };
}

/** Expected value of one purchase; undefined where spending is not known or has no finite mean. */
function valueOfPurchase(
  spend: SpendPredictions | undefined,
  { frequency, meanValue }: History & Partial<SpendHistory>,
): number | undefined {
  if (!spend || meanValue === undefined) return undefined;
  const known = frequency > 0 && meanValue > 0 ? { frequency, meanValue } : { frequency: 0, meanValue: 0 };
  const value = spend.expectedValue(known);
  return Number.isFinite(value) ? value : undefined;
}
