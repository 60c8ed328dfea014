import {
  choose,
  fitSpend,
  keepFit,
  outlookBy,
  type History,
  type KeptFit,
  type Outlook,
  type OutlookOptions,
} from '@liaise/core/repurchase';

/** A customer's purchases as the models take them: times in days, `meanValue` in any one unit of money. */
export type ForecastHistory = History & { readonly meanValue?: number };

/** What a page may ask beside the histories. */
export type ForecastOptions = Pick<OutlookOptions, 'within' | 'year' | 'years' | 'discount' | 'level' | 'intervals'>;

/** What is expected of every customer, in the order handed in, and by which model. */
export interface PageForecast {
  readonly fit: KeptFit;
  readonly identified: boolean;
  /** An English sentence: which model and why, or what the data leave open. */
  readonly reason: string;
  readonly customers: readonly Outlook[];
}

/** Values are modelled where at least one customer has paid for a repeat purchase and the mean of all exists. */
function spendOf(histories: readonly ForecastHistory[]): Pick<OutlookOptions, 'spend'> {
  const paying = histories.flatMap(({ frequency, meanValue = 0 }) =>
    frequency > 0 && meanValue > 0 ? [{ frequency, meanValue }] : [],
  );
  if (paying.length === 0) return {};
  const spend = fitSpend(paying);
  return spend.identified && spend.params.q > 1 ? { spend } : {};
}

/** Fits a model and looks ahead for one customer after the other; `pause` is awaited between slices of them. */
export async function lookAhead(
  histories: readonly ForecastHistory[],
  options: ForecastOptions,
  pause: () => Promise<void> = () => Promise.resolve(),
  slice = 100,
): Promise<PageForecast> {
  const { best, reason } = choose(histories, { forChurn: true });
  await pause();
  const fit = keepFit(best);
  const look = outlookBy(fit, { ...options, ...spendOf(histories) });
  const customers: Outlook[] = [];
  for (const [i, history] of histories.entries()) {
    if (i % slice === 0 && i > 0) await pause();
    customers.push(look(history));
  }
  return { fit, identified: best.identified, reason, customers };
}
