import type { VisitMoveName, VisitOutcome, VisitStatus } from '@liaise/core/records/visit';
import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const moves: Record<VisitMoveName, string> = {
  'check-in': 'Check in',
  'check-out': 'Check out',
  report: 'Close the visit',
  review: 'Review',
  skip: 'Skip',
  cancel: 'Cancel the visit',
  'no-show': 'Nobody was there',
  'force-close': 'Close without check-out',
};

const statuses: Record<VisitStatus, string> = {
  planned: 'Planned',
  'checked-in': 'Checked in',
  'checked-out': 'Checked out',
  reported: 'Reported',
  reviewed: 'Reviewed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
  'no-show': 'Nobody was there',
  'force-closed': 'Closed without check-out',
};

const outcomes: Record<VisitOutcome, string> = {
  met: 'Met',
  agreed: 'Agreed',
  'needs-follow-up': 'Needs a follow-up',
  refused: 'Refused',
  'nobody-there': 'Nobody there',
};

export const english = {
  ...baseMessages,
  moves,
  statuses,
  outcomes,
  title: 'Visit',
  noCustomer: 'Choose a customer to log a visit.',
  planned: 'Planned visits',
  checkInNow: 'Check in now',
  planOne: 'Plan a visit',
  plan: 'Plan',
  when: 'When',
  purpose: 'Purpose',
  notes: 'Notes',
  outcome: 'Outcome',
  choose: 'Choose',
  nextStep: 'Next step',
  dueOn: 'Due on',
  reason: 'Why',
  optional: 'optional',
  more: 'Something else happened',
  goBack: 'Back',
  since: (when: string) => `since ${when}`,
  locating: 'Finding the position…',
  noPosition: 'Checked in without a position: this device or this page does not give one.',
  saving: 'Saving…',
  saved: 'Saved.',
  savedHere: 'Saved on this device. It will be sent once you are online.',
  notSaved: 'Not saved yet. What you wrote is still here; try again.',
  reasonNeeded: 'Say why, in a few words.',
  whenNeeded: 'Say when.',
  refused: 'This was not accepted as it is. Change it and try again.',
  done: 'The visit is closed.',
  another: 'Plan the next visit',
};

export type VisitLoggerMessages = typeof english;

export const visitLoggerMessages = catalog<VisitLoggerMessages>(english, {
  zh: () => import('./visit-logger.messages.zh.ts'),
});
