import {
  choose,
  fitSpend,
  HistoryError,
  keepFit,
  outlookBy,
  spendFromParams,
  surpriseBy,
  type History,
  type Outlook,
  type SpendParams,
  type Surprise,
} from '@liaise/core/repurchase';
import {
  figures,
  horizon,
  placeOf,
  type Answer,
  type Figure,
  type Histories,
  type Models,
  type Question,
} from './models.ts';

const rowOf = ({ frequency, recency, age, meanValue }: Histories, i: number): History & { meanValue: number } => ({
  frequency: frequency[i] ?? 0,
  recency: recency[i] ?? 0,
  age: age[i] ?? 0,
  meanValue: meanValue[i] ?? 0,
});

const rowsOf = (all: Histories): (History & { meanValue: number })[] =>
  Array.from({ length: all.frequency.length }, (_, i) => rowOf(all, i));

/** Answers the worker's questions; where there is no worker, in the thread that asks. */
export function predict(question: Question): Answer {
  return question.kind === 'fit' ? fitModels(question) : look(question);
}

/** One model of purchases for all, chosen among those that can tell who has left, and one of spending for each currency. */
function fitModels({ all, currencies, currencyOf }: Question & { kind: 'fit' }): Answer {
  const rows = rowsOf(all);
  let models: Models;
  let reason: string;
  try {
    const choice = choose(rows, { forChurn: true });
    reason = choice.reason;
    if (choice.best.doubt === 'not-converged') return { kind: 'fit', models: null, reason };
    const spend: Record<string, SpendParams> = {};
    currencies.forEach((currency, index) => {
      const params = spendOf(rows.filter((_, i) => currencyOf[i] === index));
      if (params) spend[currency] = params;
    });
    models = { fit: keepFit(choice.best), spend };
  } catch (error) {
    if (error instanceof HistoryError) return { kind: 'fit', models: null, reason: error.message };
    throw error;
  }
  return { kind: 'fit', models, reason };
}

function spendOf(rows: readonly (History & { meanValue: number })[]): SpendParams | null {
  const paying = rows.filter(({ frequency, meanValue }) => frequency > 0 && meanValue > 0);
  if (paying.length === 0) return null;
  const fitted = fitSpend(paying);
  const { p, q } = fitted.params;
  // Below this the mean over all customers does not exist.
  return fitted.identified && p > 0 && q > 1 ? fitted.params : null;
}

interface Look {
  ahead: (history: History & { meanValue: number }) => Outlook;
  /** Missing where nobody is taken to leave: then what came says nothing of who has. */
  back?: (then: History, came: number) => Surprise;
}

/** The last models that were asked for: what their customers share is worth keeping from question to question. */
const known = new Map<string, Look>();

function lookBy({ fit, spend: spends }: Models, currency: string, before: number): Look {
  const spend = spends[currency];
  const key = JSON.stringify([fit, spend, before]);
  const found = known.get(key);
  if (found) return found;
  if (known.size >= 8) known.clear();
  const endless = fit.doubt === 'no-dropout' || fit.doubt === 'no-repeat-purchases';
  const made = {
    ahead: outlookBy(fit, { ...horizon, ...(spend ? { spend: spendFromParams(spend) } : {}) }),
    ...(endless ? {} : { back: surpriseBy(fit, before) }),
  };
  known.set(key, made);
  return made;
}

function look({ models, currency, of, earlier, before }: Question & { kind: 'look' }): Answer {
  const by = lookBy(models, currency, before);
  const count = of.frequency.length;
  const width = figures.length;
  const found = new Float64Array(count * width).fill(Number.NaN);
  for (let i = 0; i < count; i += 1) {
    const row = rowOf(of, i);
    const set = (name: Figure, value: number | null | undefined): void => {
      if (value !== null && value !== undefined && Number.isFinite(value)) found[i * width + placeOf[name]] = value;
    };
    const ahead = by.ahead(row);
    set('alive', ahead.alive);
    set('probability', ahead.probability);
    set('probabilityLow', ahead.probabilityInterval?.[0]);
    set('probabilityHigh', ahead.probabilityInterval?.[1]);
    set('from', ahead.window[0]);
    set('to', ahead.window[1]);
    set('purchases', ahead.purchases);
    set('purchasesLow', ahead.purchasesInterval?.[0]);
    set('purchasesHigh', ahead.purchasesInterval?.[1]);
    set('lifetimeValue', ahead.lifetimeValue);
    set('lifetimeValueLow', ahead.lifetimeValueInterval?.[0]);
    set('lifetimeValueHigh', ahead.lifetimeValueInterval?.[1]);
    const then = rowOf(earlier, i);
    if (!by.back || then.frequency < 0) continue;
    const surprise = by.back(then, Math.max(0, row.frequency - then.frequency));
    set('aliveBefore', surprise.alive);
    set('lower', surprise.lower);
    set('upper', surprise.upper);
  }
  return { kind: 'look', figures: found };
}
