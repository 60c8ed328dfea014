import type { KeptFit, SpendParams } from '@liaise/core/repurchase';

/** Purchases as the models take them: one place a customer in each list. Times are days. */
export interface Histories {
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  /** Mean paid on a day of repeat purchase, minor units; 0 where that is not known. */
  meanValue: Float64Array;
}

/** The models of a company: one of purchases, and one of spending for each currency in which it can be told. */
export interface Models {
  fit: KeptFit;
  spend: Readonly<Record<string, SpendParams>>;
}

/** What is asked of the worker: to fit, or to look ahead for some customers of one currency. */
export type Question =
  | { kind: 'fit'; all: Histories; currencies: readonly string[]; currencyOf: Int32Array }
  | {
      kind: 'look';
      models: Models;
      currency: string;
      of: Histories;
      /** The same customers as of `before` days ago; frequency -1 where somebody was none yet. */
      earlier: Histories;
      before: number;
    };

/** An outlook as a list of figures; NaN stands for what is missing. */
export const figures = [
  'alive',
  'probability',
  'probabilityLow',
  'probabilityHigh',
  'from',
  'to',
  'purchases',
  'purchasesLow',
  'purchasesHigh',
  'lifetimeValue',
  'lifetimeValueLow',
  'lifetimeValueHigh',
  'aliveBefore',
  'lower',
  'upper',
] as const;
export type Figure = (typeof figures)[number];

/** Where a figure stands in a customer's row. */
export const placeOf = Object.fromEntries(figures.map((name, i) => [name, i])) as Record<Figure, number>;

export type Answer = { kind: 'fit'; models: Models | null; reason: string } | { kind: 'look'; figures: Float64Array };

export const horizon = { within: 90, year: 365, years: 3 } as const;
