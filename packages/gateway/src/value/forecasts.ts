import { dayName } from '@liaise/core/kpi';
import type { Forecast } from '@liaise/core/records/forecast';
import { doubtWords } from '@liaise/core/repurchase';
import { before, type PurchaseFacts, type Tails } from './facts.ts';
import { figures, horizon, placeOf, type Figure, type Histories, type Models } from './models.ts';

/** Beyond this many days a window has no end: nobody plans for it. */
const farthest = 3650;
const largest = 9e15;

/** Histories of customers as the models take them, and the same as of `before` days ago. */
export function historiesOf(rows: readonly PurchaseFacts[], today: number): { of: Histories; earlier: Histories } {
  const make = (): Histories => ({
    frequency: new Float64Array(rows.length),
    recency: new Float64Array(rows.length),
    age: new Float64Array(rows.length),
    meanValue: new Float64Array(rows.length),
  });
  const of = make();
  const earlier = make();
  rows.forEach(({ days, first, last, daysBefore, lastBefore, paid, paidFirst }, i) => {
    of.frequency[i] = days - 1;
    of.recency[i] = last - first;
    of.age[i] = today - first;
    of.meanValue[i] = days > 1 ? Math.max(0, (paid - paidFirst) / (days - 1)) : 0;
    earlier.frequency[i] = daysBefore - 1;
    if (lastBefore === null) return;
    earlier.recency[i] = lastBefore - first;
    earlier.age[i] = today - before - first;
  });
  return { of, earlier };
}

/** Reads one customer's figures from the worker's answer. */
function reader(all: Float64Array, i: number): (name: Figure) => number | undefined {
  return (name) => {
    const value = all[i * figures.length + placeOf[name]];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

const range = (low: number | undefined, high: number | undefined): { interval?: [number, number] } =>
  low === undefined || high === undefined ? {} : { interval: [low, high] };

const share = (value: number): number => Math.min(1, Math.max(0, value));

/** The forecast of one customer, from the worker's figures. */
export function forecastOf(
  all: Float64Array,
  i: number,
  { models, currency, today, asOf }: { models: Models; currency: string; today: number; asOf: string },
): Forecast | null {
  const figure = reader(all, i);
  const alive = figure('alive');
  const probability = figure('probability');
  const purchases = figure('purchases');
  if (alive === undefined || probability === undefined || purchases === undefined) return null;
  const dayAfter = (time: number | undefined): string | null =>
    time === undefined || time > farthest ? null : dayName(today + Math.max(1, Math.ceil(time)));
  const worth = figure('lifetimeValue');
  const { doubt, model } = models.fit;
  return {
    model,
    identified: doubt === null,
    alive: share(alive),
    within: {
      days: horizon.within,
      probability: share(probability),
      ...range(figure('probabilityLow'), figure('probabilityHigh')),
    },
    window: { from: dayAfter(figure('from')), to: dayAfter(figure('to')) },
    expected: {
      days: horizon.year,
      purchases: Math.max(0, purchases),
      ...range(figure('purchasesLow'), figure('purchasesHigh')),
    },
    ...(worth === undefined || worth > largest
      ? {}
      : {
          lifetimeValue: {
            amount: { minor: Math.round(worth), currency },
            days: horizon.year * horizon.years,
            ...range(figure('lifetimeValueLow'), figure('lifetimeValueHigh')),
          },
        }),
    ...(doubt ? { note: doubtWords[doubt] } : {}),
    asOf,
  };
}

/** What signals need of the same figures. */
export function tailsOf(all: Float64Array, i: number): Tails | null {
  const figure = reader(all, i);
  const alive = figure('alive');
  if (alive === undefined) return null;
  const aliveBefore = figure('aliveBefore');
  const lower = figure('lower');
  const upper = figure('upper');
  return {
    alive: share(alive),
    ...(aliveBefore === undefined ? {} : { aliveBefore: share(aliveBefore) }),
    ...(lower === undefined ? {} : { lower: share(lower) }),
    ...(upper === undefined ? {} : { upper: share(upper) }),
  };
}
