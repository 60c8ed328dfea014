import type { QueryKind } from '../source.ts';
import type { GatewayQuery } from './query.ts';

/** The kinds of question that most pages ask: how they are fetched stands with the source itself. */
export type UsualKind = 'card' | 'customers' | 'kpi' | 'visit' | 'visits' | 'survey';

/** By kind, how its code is fetched. */
export type Kinds<K extends QueryKind> = { [P in K]: () => Promise<{ query: GatewayQuery<P> }> };

/** All other kinds, apart, so that a page with a card or a figure does not carry their names. */
export const more: Kinds<Exclude<QueryKind, UsualKind>> = {
  me: () => import('./me.ts'),
  scorecard: () => import('./scorecard.ts'),
  leaderboard: () => import('./leaderboard.ts'),
  'kpi-sources': () => import('./kpi-sources.ts'),
  goals: () => import('./goals.ts'),
  pyramid: () => import('./pyramid.ts'),
  'value-customers': () => import('./value-customers.ts'),
  catalogue: () => import('./catalogue.ts'),
  models: () => import('./models.ts'),
};
