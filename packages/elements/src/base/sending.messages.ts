import { baseMessages } from './base.messages.ts';

/** How saving got on, for elements in which a person saves something. */
export const sendingMessages = {
  nothing: '',
  saving: 'Saving…',
  delivered: 'Saved.',
  queued: 'Saved on this device. It will be sent once you are online.',
  failed: 'Not saved yet. What you wrote is still here; try again.',
  refused: 'This was not accepted as it is. Change it and try again.',
  movedOn: 'This has been changed elsewhere. What you wrote is still here; look at how it stands now, then save again.',
  forbidden: 'You may not do this. What you wrote is still here; ask whoever leads the team.',
  unconnected: baseMessages.unconnected,
  tooMany: baseMessages.tooMany,
  signIn: baseMessages.signIn,
};

export type SendingMessages = typeof sendingMessages;
