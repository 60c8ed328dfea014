import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const english = {
  ...baseMessages,
  choose: 'No survey is chosen: the page has to name one.',
  nobody: 'Nobody has been asked yet.',
  results: 'Survey results',
  metric: { nps: 'NPS', csat: 'Satisfied', ces: 'Ease' } as Partial<Record<string, string>>,
  /** The interval of a score, in its unit. */
  between: (level: string, low: string, high: string): string => `${level} interval ${low} to ${high}`,
  n: (n: string): string => `n = ${n}`,
  'below-minimum': (least: string): string => `Too few answers for a figure: it takes ${least}.`,
  'no-answers': 'No answers.',
  rate: (rate: string, low: string, high: string): string => `response rate ${rate} (${low} to ${high})`,
  noRate: 'no response rate: nobody was invited in this time',
  change: {
    better: (by: string): string => `Better than before: ${by}`,
    worse: (by: string): string => `Worse than before: ${by}`,
    'within-noise': (by: string): string => `No clear change: ${by}`,
  },
  span: (low: string, high: string): string => `(${low} to ${high})`,
  noChange: (n: string): string => `Too few answers before (n = ${n}) to say whether it has changed.`,
  anonymous: (least: string): string =>
    `Anonymous: told in blocks of whole weeks with at least ${least} answers each, and divided by nothing else.`,
  funnel: {
    invitations: 'Invited',
    started: 'Started by invitation',
    finished: 'Finished by invitation',
    responses: 'All finished responses',
  },
  columns: { period: 'Period', score: 'Score', interval: 'Interval', n: 'n' },
  asOf: (when: string): string => `As of ${when}`,
  export: 'Download as CSV',
  exporting: 'Fetching the file …',
  notExported: 'The file could not be fetched. Try again.',
};

export type SurveyResultsMessages = typeof english;

export const surveyResultsMessages = catalog(english, { zh: () => import('./survey-results.messages.zh.ts') });
