import { baseMessages } from './base.messages.ts';
import type { Filed } from './filing.ts';

/** How an order got on, in words. */
export const filedMessages: Readonly<Record<Filed, string>> = {
  saving: 'Saving…',
  delivered: 'Saved.',
  queued: 'Saved on this device. It will be sent once you are online.',
  failed: 'Not saved yet. What you wrote is still here; try again.',
  refused: 'This was not accepted as it is. Change it and try again.',
  forbidden: 'You may not do this. What you wrote is still here; ask whoever leads the team.',
  movedOn: 'This has been changed elsewhere. What you wrote is still here; look at where it stands now.',
  unconnected: baseMessages.unconnected,
  tooMany: baseMessages.tooMany,
  signIn: baseMessages.signIn,
};
