import type { VisitOutcome } from '@liaise/core/records/visit';
import { catalog } from '../base/catalog.ts';

const outcomes: Record<VisitOutcome, string> = {
  met: 'Met',
  agreed: 'Agreed',
  'needs-follow-up': 'Needs a follow-up',
  refused: 'Refused',
  'nobody-there': 'Nobody there',
};

const fields = {
  when: 'When',
  purpose: 'Purpose',
  notes: 'Notes',
  outcome: 'Outcome',
  nextTitle: 'Next step',
  nextDue: 'Due on',
  reason: 'Why',
};

/** What to do about a field that is wrong. */
const mend: Record<keyof typeof fields, string> = {
  when: 'Say when: a day and a time.',
  purpose: 'Write the purpose another way, in at most 1,000 characters.',
  notes: 'Shorten the notes to at most 20,000 characters.',
  outcome: 'Choose another outcome.',
  nextTitle: 'Say what the next step is, in one line.',
  nextDue: 'Give a day that exists.',
  reason: 'Say why, in a few words.',
};

/** The words of the forms, which come with them. */
export const english = {
  outcomes,
  fields,
  mend,
  plan: 'Plan',
  choose: 'Choose',
  optional: 'optional',
  more: 'Something else happened',
  goBack: 'Back',
  notAccepted: (field: string) => `“${field}” was not accepted.`,
  done: 'The visit is closed.',
  another: 'Plan the next visit',
};

export type FormMessages = typeof english;

export const formMessages = catalog<FormMessages>(english, { zh: () => import('./form.messages.zh.ts') });
