import { demoId } from './identity.ts';

/**
 * What is the same in every demo world, for tests, docs and examples. `customers.first` is an English organisation of the top tier with
 * every section of its card filled, `customers.firstChinese` its Chinese counterpart; `contacts` are their key persons.
 */
export const demo = {
  tenant: 'demo',
  teams: { north: demoId('team', 0), east: demoId('team', 1) },
  /** In the order of the world's `reps`: four of team North, four of 华东. The first of each four leads the team. */
  reps: [
    demoId('rep', 0),
    demoId('rep', 1),
    demoId('rep', 2),
    demoId('rep', 3),
    demoId('rep', 4),
    demoId('rep', 5),
    demoId('rep', 6),
    demoId('rep', 7),
  ],
  /** The rep that an example signs in as, and the managers of the teams. */
  rep: demoId('rep', 0),
  managers: { north: demoId('rep', 0), east: demoId('rep', 4) },
  customers: { first: demoId('customer', 0), firstChinese: demoId('customer', 1) },
  contacts: { first: demoId('contact', 0), firstChinese: demoId('contact', 5) },
  survey: demoId('survey', 0),
  /** The survey's key: its definition's id. */
  surveyKey: 'after-visit',
} as const;
