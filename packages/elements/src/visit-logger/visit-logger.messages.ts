import type { VisitMoveName, VisitStatus } from '@liaise/core/records/visit';
import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const moves: Record<VisitMoveName, string> = {
  'check-in': 'Check in',
  'check-out': 'Check out',
  report: 'Close the visit',
  review: 'Review',
  skip: 'Skip the visit',
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

/** How the last act got on. */
const said = {
  nothing: '',
  locating: 'Finding the position…',
  saving: 'Saving…',
  delivered: 'Saved.',
  queued: 'Saved on this device. It will be sent once you are online.',
  failed: 'Not saved yet. What you wrote is still here; try again.',
  refused: 'This was not accepted as it is. Change it and try again.',
  movedOn: 'This visit has been changed elsewhere. What you wrote is still here; look at where it stands now.',
  clock: 'The time lies before the check-in. Set the clock of this device, then try again.',
  unconnected: baseMessages.unconnected,
  tooMany: baseMessages.tooMany,
  signIn: baseMessages.signIn,
};

export const english = {
  ...baseMessages,
  moves,
  statuses,
  said,
  title: 'Visit',
  noCustomer: 'Choose a customer to log a visit.',
  planned: 'Planned visits',
  checkInNow: 'Check in now',
  planOne: 'Plan a visit',
  noPosition: 'No position: this device or this page gives none.',
};

export type VisitLoggerMessages = typeof english;

export const visitLoggerMessages = catalog<VisitLoggerMessages>(english, {
  zh: () => import('./visit-logger.messages.zh.ts'),
});
