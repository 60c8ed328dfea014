import { checkHistory, type History } from './histories.ts';
import type { Core, State } from './model.ts';

/** What a model at given parameters says. Times are in the unit of the histories. Nothing here is ever NaN. */
export interface Predictions {
  /** Probability that the customer is still one. BG/NBD says 1 to everyone who never bought again: see `choose`. */
  probabilityAlive(history: History): number;
  /** Expected purchases in the next `t`. */
  expectedPurchases(history: History, t: number): number;
  /** Probability of at least one purchase in the next `t`. */
  probabilityOfPurchase(history: History, t: number): number;
  /**
   * The time within which the next purchase comes with probability `share` (between 0 and 1), or `null` when that
   * probability is never reached: the customer may never buy again. 0.25 and 0.5 give a window.
   */
  nextPurchase(history: History, share: number): number | null;
  /** Probability of exactly `count` purchases in the next `t`. */
  probabilityOfCount(history: History, t: number, count: number): number;
  /** Probability of at most `count` purchases in the next `t`: near 0 says "more would have been usual". */
  probabilityOfAtMost(history: History, t: number, count: number): number;
  /** Probability of at least `count` purchases in the next `t`: near 0 says "fewer would have been usual". */
  probabilityOfAtLeast(history: History, t: number, count: number): number;
  /** The central range that holds the number of purchases in the next `t` with probability `level` or more. */
  purchaseRange(history: History, t: number, level?: number): [low: number, high: number];
  /** Expected future purchases, each discounted by `e^(-rate t)`; `rate` per unit of time, above 0. */
  discountedPurchases(history: History, rate: number): number;
  /** Value of the purchases of coming periods, discounted. */
  lifetimeValue(history: History, options: LifetimeValueOptions): number;
  /** `ln` of the likelihood of one history. */
  logLikelihoodOf(history: History): number;
  /** The same for someone about whom nothing is known but that a first purchase has just been made. */
  readonly newCustomer: {
    expectedPurchases(t: number): number;
    probabilityOfCount(t: number, count: number): number;
    discountedPurchases(rate: number): number;
  };
}

export interface LifetimeValueOptions {
  /** Expected value of one purchase, as from `fitSpend(...).expectedValue`. */
  readonly value: number;
  /** How many periods to add up. */
  readonly periods: number;
  /** Length of a period in the unit of time of the histories: with weeks, 4.345 is a month. */
  readonly periodLength: number;
  /** Discount for one period: 0.01 is one per cent. The n-th period is divided by (1 + discount)^n. */
  readonly discount?: number;
}

/** Dresses a model as {@link Predictions}, checking what it is asked. */
export function predictionsOf(core: Core): Predictions {
  const stateOf = (history: History): State => {
    checkHistory(history);
    return core.posterior(history);
  };
  const countOf = ({ alive, process }: State, t: number, count: number): number => {
    checkTime(t);
    checkCount(count);
    return alive * process.count(t, count) + (count === 0 ? 1 - alive : 0);
  };
  const atMost = (state: State, t: number, count: number): number => {
    let sum = 0;
    for (let k = 0; k <= count; k += 1) sum += countOf(state, t, k);
    return Math.min(1, sum);
  };

  return {
    probabilityAlive: (history) => stateOf(history).alive,
    expectedPurchases: (history, t) => {
      const { alive, process } = stateOf(history);
      return alive * process.expected(checkTime(t));
    },
    probabilityOfPurchase: (history, t) => {
      const { alive, process } = stateOf(history);
      return alive * process.first(checkTime(t));
    },
    nextPurchase: (history, share) => {
      if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; give a probability between 0 and 1.`);
      const { alive, process } = stateOf(history);
      if (alive * process.ever <= share) return null;
      const time = process.firstQuantile(share / alive);
      return Number.isFinite(time) ? time : null;
    },
    probabilityOfCount: (history, t, count) => countOf(stateOf(history), t, count),
    probabilityOfAtMost: (history, t, count) => atMost(stateOf(history), t, count),
    probabilityOfAtLeast: (history, t, count) => {
      const { alive, process } = stateOf(history);
      return count === 0 ? 1 : alive * process.reached(checkTime(t), checkCount(count));
    },
    purchaseRange: (history, t, level = 0.9) => {
      if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}; give a probability between 0 and 1.`);
      const state = stateOf(history);
      const tail = (1 - level) / 2;
      let low: number | null = null;
      let sum = 0;
      for (let k = 0; k < 1_000_000; k += 1) {
        sum += countOf(state, t, k);
        if (low === null && sum > tail) low = k;
        if (sum >= 1 - tail) return [low ?? k, k];
      }
      return [low ?? 0, Infinity];
    },
    discountedPurchases: (history, rate) => {
      const { alive, process } = stateOf(history);
      return alive * process.discounted(checkRate(rate));
    },
    lifetimeValue: (history, { value, periods, periodLength, discount = 0 }) => {
      if (!Number.isSafeInteger(periods) || periods < 0)
        throw new RangeError(`periods is ${periods}; give a whole number, 0 or more.`);
      if (!(discount > -1 && discount < Infinity))
        throw new RangeError(`discount is ${discount}; give the discount of one period, such as 0.01.`);
      if (Number.isNaN(value)) throw new RangeError('value is not a number; give the expected value of one purchase.');
      checkTime(periodLength);
      const { alive, process } = stateOf(history);
      let sum = 0;
      let before = 0;
      for (let n = 1; n <= periods; n += 1) {
        const after = process.expected(n * periodLength);
        sum += (after - before) / (1 + discount) ** n;
        before = after;
      }
      return sum === 0 || alive === 0 ? 0 : alive * sum * value;
    },
    logLikelihoodOf: (history) => {
      checkHistory(history);
      return core.logLikelihood(history);
    },
    newCustomer: {
      expectedPurchases: (t) => core.prior.alive * core.prior.process.expected(checkTime(t)),
      probabilityOfCount: (t, count) => countOf(core.prior, t, count),
      discountedPurchases: (rate) => core.prior.alive * core.prior.process.discounted(checkRate(rate)),
    },
  };
}

function checkTime(t: number): number {
  if (!(t >= 0 && t < Infinity))
    throw new RangeError(`The time is ${t}; give a number, 0 or more, in the unit of the histories.`);
  return t;
}

function checkCount(count: number): number {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`count is ${count}; give a whole number of purchases, 0 or more.`);
  return count;
}

function checkRate(rate: number): number {
  if (!(rate > 0 && rate < Infinity))
    throw new RangeError(`The discount rate is ${rate}; give a positive number per unit of time.`);
  return rate;
}
