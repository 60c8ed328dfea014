import { catalog } from '../base/catalog.ts';

const english = {
  /** A KPI's name from its id: the id in words, or in capitals where it is initials. */
  name: (kpi: string): string =>
    kpi.length < 5 ? kpi.toUpperCase() : kpi.charAt(0).toUpperCase() + kpi.slice(1).replaceAll('-', ' '),
  none: '',
  good: 'on target',
  warn: 'close to target',
  bad: 'off target',
  loading: 'Loading',
  empty: 'no figure',
  forbidden: 'not allowed',
  offline: 'no connection',
  error: 'not loaded',
  stale: 'out of date',
  ready: '',
  up: 'up',
  down: 'down',
  flat: 'unchanged',
  unknown: '',
  than: { good: 'better than before', bad: 'worse than before', none: '' },
  target: (value: string): string => `Target ${value}`,
};

export type KpiBadgeMessages = typeof english;

export const kpiBadgeMessages = catalog(english, { zh: () => import('./kpi-badge.messages.zh.ts') });
