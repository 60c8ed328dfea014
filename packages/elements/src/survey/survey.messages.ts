import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

export const english = {
  ...baseMessages,
  back: 'Back',
  next: 'Next',
  send: 'Send',
  sending: 'Sending…',
  optional: 'optional',
  step: (at: number, of: number) => `Question ${at} of ${of}`,
  point: (value: number, most: number) => `${value} of ${most}`,
  yes: 'Yes',
  no: 'No',
  other: 'Other',
  otherText: 'Other: in your own words',
  thanks: 'Thank you.',
  delivered: 'Your answers have arrived.',
  savedHere: 'Your answers are saved on this device and will be sent once you are online.',
  partial: 'Saved.',
  partialHere: 'Saved on this device.',
  notSaved: 'Not saved yet. Your answers are still here; try again.',
  closed: 'This survey is closed. Thank you for coming by.',
  unusable: 'This link cannot be used any more. Ask whoever sent it for a new one.',
  cannotAsk: 'This question cannot be asked here.',
  required: 'This question needs an answer.',
  wrong: 'This answer does not fit. Change it, please.',
  tooLong: 'This is too long. Shorten it, please.',
};

export type SurveyMessages = typeof english;

export const surveyMessages = catalog<SurveyMessages>(english, { zh: () => import('./survey.messages.zh.ts') });
