import { baseMessages } from '../base/base.messages.ts';
import { catalog } from './kit.ts';

/** What a survey says of the line: how its answers got on, and why there is no survey. */
export const english = {
  ...baseMessages,
  empty: 'There is no survey here.',
  sending: 'Sending…',
  delivered: 'Saved.',
  queued: 'Saved on this device.',
  failed: 'Not saved yet. Your answers are still here; try again.',
  refused: 'This answer was not accepted. Change it, please.',
  arrived: 'Your answers have arrived.',
  keptHere: 'Your answers are saved on this device and will be sent once you are online.',
  closed: 'This survey is closed. Thank you for coming by.',
  unusable: 'This link cannot be used any more. Ask whoever sent it for a new one.',
};

export type LineMessages = typeof english;

export const lineMessages = catalog<LineMessages>(english, { zh: () => import('./line.messages.zh.ts') });
