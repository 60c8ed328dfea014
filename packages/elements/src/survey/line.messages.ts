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
  withdrawn: 'Your answer has been taken back.',
  change: 'Change my answer',
  withdraw: 'Take my answer back',
  sure: 'Delete it for good?',
  outcome: 'What was done about it',
  atWork: 'We are at work on it',
  solved: 'Done',
  receipt: 'Your answer is anonymous. With this receipt, which only you have, you can read it again or take it back:',
  elsewhere: 'Go on on another device',
  elsewhereHint: 'Open this address there, or point its camera at the code. Whoever has it sees what you typed.',
};

export type LineMessages = typeof english;

export const lineMessages = catalog<LineMessages>(english, { zh: () => import('./line.messages.zh.ts') });
