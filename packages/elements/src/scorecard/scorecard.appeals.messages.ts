import type { Approval } from '@liaise/core/records/approval';
import { catalog } from '../base/catalog.ts';
import { filedMessages } from '../base/filing.messages.ts';

const statuses: Readonly<Record<Approval['status'], string>> = {
  asked: 'Waiting for a decision',
  approved: 'Approved',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
};

const english = {
  filed: filedMessages,
  statuses,
  none: 'There is no appeal about this scorecard.',
  /** An appeal's title, as it is stored: in the language of the one who writes it. */
  title: (kpi: string, period: string): string => `${kpi}, ${period}`,
  asked: (when: string): string => `asked on ${when}`,
  decided: (when: string): string => `decided on ${when}`,
  reason: 'Reason',
  reasonOf: (title: string): string => `Reason for the decision about ${title}`,
  needsReason: 'Say why: the one who asked reads it.',
  approve: 'Approve',
  refuse: 'Refuse',
  withdraw: 'Withdraw',
  contest: 'Appeal this figure',
  newOne: 'A new appeal',
  about: 'Which figure',
  text: 'What is wrong with it',
  needsText: 'Say what is wrong with the figure, so that somebody can look at it.',
  send: 'Send the appeal',
};

export type AppealMessages = typeof english;

export const appealMessages = catalog<AppealMessages>(english, {
  zh: () => import('./scorecard.appeals.messages.zh.ts'),
});
