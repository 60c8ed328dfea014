import { baseMessages } from '../base/base.messages.ts';

const resources: Partial<Record<string, string>> = {
  customers: 'Customer',
  contacts: 'Contact',
  visits: 'Visit',
  interactions: 'Interaction',
  tasks: 'Task',
  purchases: 'Purchase',
  opportunities: 'Opportunity',
  cases: 'Case',
  responses: 'Survey answer',
  history: 'Change',
  assignments: 'Assignment',
  'tier-changes': 'Tier change',
};

/** The words of the list of source rows. */
export const sourcesEnglish = {
  ...baseMessages,
  show: 'Source rows behind this figure',
  rows: 'Source rows',
  /** One record of a resource. */
  resource: (resource: string): string => resources[resource] ?? resource.replaceAll('-', ' '),
  tally: { numerator: 'counted in the numerator', denominator: 'counted in the denominator', value: 'counted' },
  uncounted: 'not counted',
  nothing: 'No rows to show.',
  hidden: (count: number, written: string): string =>
    count === 1 ? 'One more row that you may not see.' : `${written} more rows that you may not see.`,
  shown: (count: string): string => `Rows shown: ${count}`,
  more: 'Show more rows',
};

export type KpiSourcesMessages = typeof sourcesEnglish;
