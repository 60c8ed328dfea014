import { catalog } from '../base/catalog.ts';
import { baseMessages } from '../base/base.messages.ts';
import { filedMessages } from '../base/filing.messages.ts';
import { valueMessages } from '../base/value.messages.ts';

/** The words of what opens in a pyramid. */
const english = {
  ...baseMessages,
  ...valueMessages,
  filed: filedMessages,
  listed: (tier: string): string => `Customers of: ${tier}`,
  nobody: 'No customer here fits this choice.',
  every: 'All',
  more: 'Show more',
  value: 'Value',
  than: (change: string): string => `${change} to the year before`,
  buys: (share: string, days: string): string => `Buys within ${days} days with a probability of ${share}`,
  review: 'Review',
  reviewOf: (name: string): string => `Review ${name}`,
  recommendation: 'What to do',
  text: 'Why, and what was agreed',
  nextOn: 'Look again on',
  optional: 'optional',
  save: 'Save the review',
  back: 'Back',
  reviewed: 'Reviewed',
  reason: 'Reason',
  ofTier: { approve: 'Downgrade', refuse: 'Keep the tier', missing: 'Say why the tier is kept, in a few words.' },
  ofStage: { approve: 'Move', refuse: 'Keep the stage', missing: 'Say why the stage is kept, in a few words.' },
  wrong: {
    text: 'Shorten this to at most 4,000 characters.',
    nextOn: 'Give a day that exists, from today on.',
    recommendation: 'Choose what to do.',
  },
};

export type PyramidWorkMessages = typeof english;

export const pyramidWorkMessages = catalog<PyramidWorkMessages>(english, {
  zh: () => import('./pyramid-work.messages.zh.ts'),
});
