import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';
import { valueMessages } from '../base/value.messages.ts';

const english = {
  ...baseMessages,
  tiers: valueMessages.tiers,
  stages: valueMessages.stages,
  title: 'Customer value',
  choose: 'No subject is chosen: the page has to say whose customers these are.',
  nobody: 'No customer has bought anything yet, or values have not been computed.',
  asOf: (when: string): string => `As of ${when}`,
  scope: 'Purchases of the last 365 days',
  currency: 'Currency',
  customers: 'Customers',
  value: 'Value',
  ofAll: (share: string): string => `${share} of all`,
  from: (value: string): string => `from ${value}`,
  show: (tier: string): string => `Show the customers of: ${tier}`,
  moved: (since: string, up: string, down: string): string => `Since ${since}: ${up} moved up, ${down} moved down.`,
  without: (count: string): string => `Without any purchase so far: ${count}.`,
  asked: 'To decide',
  decide: 'Decide',
  unnamed: 'A customer',
  all: (count: string): string => `Show all (${count})`,
  fall: (from: string, to: string): string => `${from} → ${to}`,
  fallen: (value: string, threshold: string, tier: string): string =>
    `${value} in the last 365 days: clearly below ${threshold}, the least for the ${tier.toLowerCase()}.`,
  own: 'You proposed this: somebody else decides.',
  elsewhere: 'Somebody else decides these: a manager or an administrator.',
};

export type ValuePyramidMessages = typeof english;

export const valuePyramidMessages = catalog<ValuePyramidMessages>(english, {
  zh: () => import('./value-pyramid.messages.zh.ts'),
});
