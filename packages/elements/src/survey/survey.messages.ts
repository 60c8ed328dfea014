import { catalog } from '../base/catalog.ts';

/** What a survey says when it needs no line: the words around a question. */
export const english = {
  loading: 'Loading',
  empty: 'There is no survey here.',
  error: 'This could not be loaded. Load the page again.',
  close: 'Close',
  back: 'Back',
  next: 'Next',
  send: 'Send',
  optional: 'optional',
  step: (at: number, of: number, most: boolean) => `Question ${at} of ${most ? 'at most ' : ''}${of}`,
  point: (value: number, most: number) => `${value} of ${most}`,
  yes: 'Yes',
  no: 'No',
  other: 'Other',
  otherText: 'Other: in your own words',
  thanks: 'Thank you.',
  cannotAsk: 'This question cannot be asked here.',
  required: 'This question needs an answer.',
  wrong: 'This answer does not fit. Change it, please.',
  'too-long': 'This is too long. Shorten it, please.',
};

export type SurveyMessages = typeof english;

export const surveyMessages = catalog<SurveyMessages>(english, { zh: () => import('./survey.messages.zh.ts') });
