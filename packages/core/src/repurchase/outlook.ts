import { checkHistory, type History, type SpendHistory } from './histories.ts';
import { coresOf, type KeptFit } from './kept.ts';
import type { State } from './model.ts';
import type { SpendPredictions } from './spend.ts';
import { deltaInterval, type MeasureOptions } from './uncertainty.ts';

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
  /** Whether intervals are computed, which costs eight times the rest; they are unless said. */
  readonly intervals?: boolean;
  /** Whether the window of the next purchase is sought; it is unless said, else both its ends are null. */
  readonly windows?: boolean;
}

interface Figures {
  probability: number;
  purchases: number;
  discounted: number;
}

const quarters = 4;
const shares = [0.2, 0.8] as const;

/**
 * Looks ahead for customer after customer by one fit: what a card, a list or a nightly job needs of each, with intervals by
 * the delta method (Casella & Berger 2002, section 5.5.4). Intervals cover how unsure the purchase model's parameters are;
 * that of the lifetime value takes the value of one purchase as known.
 *
 * @param kept from `keepFit`
 * @returns a function of one customer's history and spending
 * @throws {HistoryError} from that function, for a history that cannot be
 */
export function outlookBy(
  kept: KeptFit,
  {
    within = 90,
    year = 365,
    years = 3,
    discount = 0.1,
    level = 0.9,
    spend,
    intervals = true,
    windows = true,
  }: OutlookOptions = {},
): (history: History & Partial<SpendHistory>) => Outlook {
  const { best, moved } = coresOf(kept);
  const covariance = kept.uncertainty?.covariance ?? [];
  const factors = Array.from({ length: quarters * years }, (_, i) => (1 + discount) ** -((i + 1) / quarters));
  const figuresOf = ({ alive, process }: State, withValue: boolean): Figures => {
    let discounted = 0;
    let before = 0;
    let purchases = 0;
    const ends = withValue ? factors.length : quarters;
    for (let i = withValue ? 0 : quarters - 1; i < ends; i += 1) {
      const after = process.expected(((i + 1) * year) / quarters);
      if (i === quarters - 1) purchases = after;
      discounted += (after - before) * (factors[i] as number);
      before = after;
    }
    return { probability: alive * process.first(within), purchases: alive * purchases, discounted: alive * discounted };
  };
  const times = (state: State): [number | null, number | null] => {
    const [from, to] = shares.map((share) => {
      if (state.alive * state.process.ever <= share) return null;
      const time = state.process.firstQuantile(share / state.alive);
      return Number.isFinite(time) ? time : null;
    });
    return [from ?? null, to ?? null];
  };

  return (history) => {
    checkHistory(history);
    const state = best.posterior(history);
    const value = valueOfPurchase(spend, history);
    const withValue = value !== undefined;
    const at = figuresOf(state, withValue);
    const base: Outlook = {
      alive: state.alive,
      probability: at.probability,
      window: windows ? times(state) : [null, null],
      purchases: at.purchases,
      ...(withValue ? { lifetimeValue: at.discounted * value } : {}),
    };
    if (!intervals || moved.length === 0) return base;
    const aside = moved.map((core) => figuresOf(core.posterior(history), withValue));
    const interval = (name: keyof Figures, range: MeasureOptions['range'] & string): [number, number] | null =>
      at[name] > 0
        ? deltaInterval(
            at[name],
            aside.map((figures) => figures[name]),
            covariance,
            { level, range },
          )
        : null;
    const probabilityInterval = interval('probability', 'probability');
    const purchasesInterval = interval('purchases', 'positive');
    const worth = withValue ? interval('discounted', 'positive') : null;
    return {
      ...base,
      ...(probabilityInterval ? { probabilityInterval } : {}),
      ...(purchasesInterval ? { purchasesInterval } : {}),
      ...(worth && withValue ? { lifetimeValueInterval: [worth[0] * value, worth[1] * value] } : {}),
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
