import type { Forecast } from '@liaise/core/records/forecast';
import { catalog } from '../base/catalog.ts';
import { valueMessages } from '../base/value.messages.ts';

const models: Readonly<Record<Forecast['model'], string>> = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'pareto-nbd': 'Pareto/NBD',
};

/** The words of the sections about value and forecast, which come with them. */
const english = {
  ...valueMessages,
  value: 'Value',
  noValue: 'Not computed yet: there is no purchase, or the nightly run has not seen it.',
  lastYear: (value: string): string => `${value} in the last 365 days`,
  than: (change: string): string => `${change} to the year before`,
  forecast: 'Forecast',
  noForecast: 'No forecast yet: there is no purchase to go by.',
  buys: (days: string, share: string): string => `Buys within ${days} days: ${share}`,
  interval: (low: string, high: string): string => `${low} to ${high}, with 90 % confidence`,
  noInterval: 'no interval: the data do not determine it',
  window: (from: string, to: string): string => `Next purchase between ${from} and ${to}`,
  windowOpen: (from: string): string => `Next purchase after ${from}, or never`,
  windowSays: 'with a probability of 60 %',
  windowOpenSays: 'in one of five cases sooner; in more than one of five never',
  never: 'May never buy again',
  alive: (share: string): string => `still a customer with a probability of ${share}`,
  expected: (count: string, days: string): string => `Within ${days} days ${count} purchases`,
  worth: (amount: string): string => `worth ${amount}`,
  model: (name: string, asOf: string): string => `Model ${name}, as of ${asOf}`,
  unidentified: 'The data cannot tell customers who have left from those who pause, so nobody counts as lost.',
  models,
};

export type OutlookMessages = typeof english;

export const outlookMessages = catalog<OutlookMessages>(english, {
  zh: () => import('./customer-card.outlook.messages.zh.ts'),
});
