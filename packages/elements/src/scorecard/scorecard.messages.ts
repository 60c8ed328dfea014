import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

const english = {
  ...baseMessages,
  choose: 'No scorecard is chosen: the page has to name a subject and a period.',
  card: 'Scorecard',
  company: 'Company',
  score: 'Score',
  edition: (name: string, version: number, from: string): string => `${name}, version ${version}, from ${from}`,
  covered: (share: string): string => `${share} of the weight has data`,
  needs: (share: string): string => `a score needs ${share}`,
  missing: {
    'no-data': 'No score: none of the figures has data.',
    'too-little-covered': 'No score: too little of the weight has data.',
  },
  none: '',
  good: 'on target',
  warn: 'close to target',
  bad: 'off target',
  trend: { up: 'up', down: 'down', flat: 'unchanged', unknown: '' },
  columns: {
    kpi: 'Figure',
    value: 'Value',
    target: 'Target',
    attainment: 'Attainment',
    weight: 'Weight',
    points: 'Adds',
  },
  noData: 'no data',
  bonus: 'Bonus at this score',
  panels: { 'what-if': 'What if', reviews: 'Reviews', appeals: 'Appeals', shown: 'Shown, not scored' },
  toDecide: (count: string): string => `${count} to decide`,
  toRead: 'to acknowledge',
  asOf: (when: string): string => `As of ${when}`,
};

export type ScorecardMessages = typeof english;

export const scorecardMessages = catalog(english, { zh: () => import('./scorecard.messages.zh.ts') });
