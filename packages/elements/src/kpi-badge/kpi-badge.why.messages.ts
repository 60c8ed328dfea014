import { baseMessages } from '../base/base.messages.ts';

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
  place: (position: number, of: number): string => `${position} of ${of}`,
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
