import type { ShownOfRep } from '@liaise/core/api/scorecards';
import { catalog } from '../base/catalog.ts';

const grades: Readonly<Record<NonNullable<ShownOfRep['grade']>, string>> = {
  junior: 'Junior',
  intermediate: 'Intermediate',
  senior: 'Senior',
  principal: 'Principal',
};

const english = {
  explain:
    'Training and workload as they are now, whatever the period. Nothing of it counts towards the score or the bonus: only the figures in the table do.',
  grade: 'Grade',
  grades,
  certificates: 'Certificates',
  /** A certificate by a word of the company's own, with how high it reaches. */
  certificate: (name: string, level: string): string =>
    `${name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')}, level ${level}`,
  until: (day: string): string => `valid to the end of ${day}`,
  expired: (day: string): string => `expired after ${day}`,
  customers: 'Customers held',
  /** Customers held, beside how many there may be. */
  of: (customers: string, capacity: string): string => `${customers} of ${capacity}`,
  openTasks: 'Open tasks',
  openCases: 'Open cases',
};

export type ShownMessages = typeof english;

export const shownMessages = catalog(english, { zh: () => import('./scorecard.shown.messages.zh.ts') });
