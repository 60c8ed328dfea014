import {
  choose,
  fitSpend,
  fromParams,
  HistoryError,
  keepFit,
  outlookBy,
  spendFromParams,
  type History,
  type SpendParams,
} from '@liaise/core/repurchase';
import { figures, horizon, type Answer, type Figure, type Histories, type Models, type Question } from './models.ts';

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

function look({ models, currency, of, earlier, before, brief = false }: Question & { kind: 'look' }): Answer {
  const { fit } = models;
  const spend = models.spend[currency];
  const lookAt = outlookBy(fit, {
    ...horizon,
    intervals: !brief,
    windows: !brief,
    ...(spend ? { spend: spendFromParams(spend) } : {}),
  });
  const endless = fit.doubt === 'no-dropout' || fit.doubt === 'no-repeat-purchases';
  const model = endless ? null : fromParams(fit.model, fit.params);
  const count = of.frequency.length;
  const found = new Float64Array(count * figures.length).fill(Number.NaN);
  for (let i = 0; i < count; i += 1) {
    const row = rowOf(of, i);
    const set = (name: Figure, value: number | null | undefined): void => {
      if (value !== null && value !== undefined && Number.isFinite(value))
        found[i * figures.length + figures.indexOf(name)] = value;
    };
    const ahead = lookAt(row);
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
    if (brief || !model || then.frequency < 0) continue;
    const came = row.frequency - then.frequency;
    set('aliveBefore', model.probabilityAlive(then));
    set('lower', model.probabilityOfAtMost(then, before, Math.min(came, 1000)));
    set('upper', came === 0 ? 1 : 1 - model.probabilityOfAtMost(then, before, Math.min(came, 1000) - 1));
  }
  return { kind: 'look', figures: found };
}
