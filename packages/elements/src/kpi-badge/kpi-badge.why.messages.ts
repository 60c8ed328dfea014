import { baseMessages } from '../base/base.messages.ts';

/** Among whom: a team's reps, or the teams of the company. */
const among = (scope: string): string =>
  scope.startsWith('team') ? ' in the team' : scope === 'tenant' ? ' in the company' : '';

/** The words of what opens from a badge. */
export const whyEnglish = {
  ...baseMessages,
  about: (name: string): string => `About ${name}`,
  period: 'Period',
  value: 'Value',
  counts: 'Counted',
  of: (part: string, whole: string): string => `${part} of ${whole}`,
  sample: 'Sample size (n)',
  interval: '95 % interval',
  from: (low: string, high: string): string => `${low} to ${high}`,
  previous: 'Period before',
  target: 'Target',
  pace: 'Expected by now',
  attainment: 'Attainment',
  rank: 'Rank',
  /** @param others how many share the position beside this one */
  place: (position: number, of: number, others: number, scope: string): string =>
    `${position} of ${of}${among(scope)}${others > 0 ? `, shared with ${others} ${others === 1 ? 'other' : 'others'}` : ''}`,
  lastYear: 'Same period last year',
  peers: 'Median of peers',
  median: (figure: string, of: number, scope: string): string => `${figure} (${of}${among(scope)})`,
  sources: 'Source records',
  source: (resource: string, count: string): string => `${count} ${resource}`,
  asOf: 'As of',
  running: 'the period is still running',
  missing: {
    'no-data': 'There is no data for this period.',
    'below-minimum': 'There are too few cases for a figure.',
    'mixed-currencies': 'Amounts in several currencies are not added up.',
    'not-started': 'The period has not begun.',
  },
  noFigure: 'There is no figure.',
  choose: 'No figure is chosen: the page has to name a KPI, a subject and a period.',
};

export type WhyMessages = typeof whyEnglish;
