import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const english = {
  ...baseMessages,
  trend: 'Over time',
  /** What the drawing shows, for who does not see it. */
  drawing: (count: number): string =>
    `The score in ${count} periods with its intervals. The table below says the same.`,
  table: 'Show as a table',
  questions: 'Question by question',
  answered: (n: string): string => `${n} answered`,
  passed: (left: string, passed: string): string => `${passed} came past this question, ${left} went no further`,
  started: (left: string): string => `${left} opened the survey and answered nothing.`,
  answer: 'Answer',
  count: 'Count',
  share: 'Share',
  other: 'Other',
  yes: 'Yes',
  no: 'No',
  groups: {
    promoters: 'Promoters (9 to 10)',
    passives: 'Passives (7 to 8)',
    detractors: 'Detractors (0 to 6)',
  },
  divided: 'The score divided',
  by: 'By',
  nothing: 'nothing',
  divisions: {
    rep: 'rep',
    customer: 'account',
    team: 'team',
    source: 'way the answer came',
    channel: 'channel of the invitation',
    language: 'language',
  },
  unnamed: 'not said',
  name: 'Name',
  rate: 'Response rate',
  onlyMost: 'Only the hundred with the most answers are shown.',
  noGroups: 'There are no answers to divide.',
  comments: 'Comments',
  search: 'Words in it',
  apply: 'Search',
  writer: 'Written by',
  everybody: 'everybody',
  writers: {
    good: 'promoters, or satisfied',
    middle: 'passives',
    poor: 'detractors, or dissatisfied',
  },
  rep: 'Rep',
  allReps: 'all reps',
  question: 'Question',
  allQuestions: 'all questions',
  found: (n: string, more: boolean): string =>
    n === '1' && !more ? '1 comment' : `${n}${more ? ' or more' : ''} comments`,
  noComments: 'There are no such comments.',
  more: 'Show more',
  gave: (score: string): string => `gave ${score}`,
  to: (question: string): string => `to “${question}”`,
  report: '360-degree report',
  about: 'About',
  nobody: 'nobody yet',
  roles: {
    self: 'Self',
    superior: 'Superior',
    peer: 'Colleagues',
    report: 'Direct reports',
    customer: 'Customers',
  },
  overall: 'All but self',
  raters: 'Raters',
  mean: 'All questions',
  hidden: 'hidden',
  hides: {
    'no-answers': 'nobody of this role answered.',
    'too-few': 'hidden, since too few answered.',
    'few-new': 'hidden, since too few are new.',
    secondary: 'hidden, so that another role cannot be worked out.',
  },
  scale: 'Means on a scale from 1 to 5.',
  running: 'The report is told once the survey has closed.',
};

export type PartsMessages = typeof english;

export const partsMessages = catalog(english, { zh: () => import('./survey-results.parts.messages.zh.ts') });
