import type { CustomerValue } from '@liaise/core/records/customer-value';

type Words<K extends string> = Readonly<Record<K, string>>;

/** What the words of customer value are in English: for elements that show it. */
export const valueMessages: {
  tiers: Words<NonNullable<CustomerValue['tier']>>;
  stages: Words<NonNullable<CustomerValue['stage']>>;
  actions: Words<CustomerValue['recommendation']['action']>;
  signalKinds: Words<CustomerValue['signals'][number]['kind']>;
  doNext: string;
  proposed: (tier: string) => string;
} = {
  tiers: { top: 'Top tier', big: 'Big tier', medium: 'Medium tier', small: 'Small tier' },
  stages: { acquire: 'Prospect', build: 'Building up', retain: 'Retained', grow: 'Growing', lost: 'Lost' },
  actions: { visit: 'Visit', 'cross-sell': 'Cross-sell', 'up-sell': 'Up-sell', repeat: 'Carry on', leave: 'Let go' },
  signalKinds: { valuable: 'Valuable', changing: 'Changing', problem: 'Problem' },
  doNext: 'What to do',
  proposed: (tier: string): string => `proposed: ${tier}`,
};

export type ValueMessages = typeof valueMessages;
