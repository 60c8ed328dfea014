import type { RaterResult } from '@liaise/core/api/scorecards';
import type { Review } from '@liaise/core/records/review';
import { catalog } from '../base/catalog.ts';
import { filedMessages } from '../base/filing.messages.ts';

const roles: Readonly<Record<RaterResult['role'], string>> = {
  self: 'The rep itself',
  superior: 'Superiors',
  peer: 'Colleagues',
  report: 'Those it leads',
  customer: 'Customers',
};
const kinds: Readonly<Record<Review['kind'], string>> = { self: 'Own view', superior: "Superior's view" };
const hidden: Readonly<Record<NonNullable<RaterResult['suppressed']>, string>> = {
  'no-answers': 'no answers',
  'too-few': 'hidden: too few raters',
  'few-new': 'hidden: too few new raters',
  secondary: 'hidden, so that nobody else’s answers can be worked out',
};

const english = {
  filed: filedMessages,
  roles,
  kinds,
  hidden,
  none: 'There is no review of this period yet.',
  table: 'Reviews side by side',
  topic: 'Topic',
  /** A topic, from a word of the company's own. */
  topicName: (topic: string): string => topic.charAt(0).toUpperCase() + topic.slice(1).replaceAll('-', ' '),
  rated: (rating: number): string => `${rating} of 5`,
  draft: 'Draft: only you see it.',
  shared: (when: string): string => `Shared on ${when}.`,
  acknowledged: (when: string): string => `Acknowledged on ${when}.`,
  raters: 'What others say (360°)',
  role: 'Who',
  answers: 'Answers',
  mean: 'Mean of 1 to 5',
  write: { self: 'Write your own view', superior: 'Write a review' },
  edit: 'Go on writing',
  scale: '1: well below what is expected; 3: as expected; 5: well above.',
  comment: (topic: string): string => `Comment on ${topic}`,
  overall: 'Overall',
  keep: 'Keep as a draft',
  share: 'Share',
  sharing: 'Once shared it is not changed any more.',
  needsRating: 'Choose a rating, or keep the review as a draft.',
  cancel: 'Close without saving',
  acknowledge: 'I have read this review',
  acknowledgement: 'What you want to say about it (optional)',
};

export type ReviewMessages = typeof english;

export const reviewMessages = catalog<ReviewMessages>(english, {
  zh: () => import('./scorecard.reviews.messages.zh.ts'),
});
