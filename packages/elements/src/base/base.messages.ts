/** The words every element needs. An element's own catalog starts with these. */
export const baseMessages = {
  loading: 'Loading',
  empty: 'Nothing to show yet.',
  forbidden: 'You may not see this, or it is not there. Ask whoever looks after it.',
  offline: 'No connection. This appears once you are online again.',
  stale: (when: string) => `Shown as of ${when}.`,
  staleOffline: (when: string) => `No connection. Shown as of ${when}.`,
  error: 'This could not be loaded.',
  unconnected: 'Not connected: the page has to put this inside <liaise-connect>.',
  unsupported: 'This page has no data for this element.',
  tooMany: 'Too many requests at once. Wait a moment, then try again.',
  signIn: 'Your sign-in has ended. Sign in again, then try again.',
  retry: 'Try again',
  none: 'none',
  close: 'Close',
};

export type BaseMessages = typeof baseMessages;
