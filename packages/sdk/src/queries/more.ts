import { LiaiseError } from '../error.ts';
import type { QueryKind } from '../source.ts';
import type { GatewayQuery } from './query.ts';

/** The kinds of question that most pages ask: how they are fetched stands with the source itself. */
export type UsualKind = 'card' | 'kpi' | 'survey';

/** By kind, how its code is fetched. */
export type Kinds<K extends QueryKind> = { [P in K]: () => Promise<{ query: GatewayQuery<P> }> };

const kinds: Kinds<Exclude<QueryKind, UsualKind>> = {
  customers: () => import('./customers.ts'),
  visit: () => import('./visit.ts'),
  visits: () => import('./visits.ts'),
  me: () => import('./me.ts'),
  scorecard: () => import('./scorecard.ts'),
  leaderboard: () => import('./leaderboard.ts'),
  'kpi-sources': () => import('./kpi-sources.ts'),
  goals: () => import('./goals.ts'),
  pyramid: () => import('./pyramid.ts'),
  'value-customers': () => import('./value-customers.ts'),
  catalogue: () => import('./catalogue.ts'),
  models: () => import('./models.ts'),
  'survey-results': () => import('./survey-results.ts'),
  'survey-comments': () => import('./survey-comments.ts'),
  'survey-results-file': () => import('./survey-results-file.ts'),
};

/** Fetches all other kinds, apart, so that a page with a card or a figure does not carry their names. */
export function more<K extends QueryKind>(kind: K): Promise<{ query: GatewayQuery<K> }> {
  const load = (kinds as Partial<Kinds<QueryKind>>)[kind];
  if (!load) throw new LiaiseError({ code: 'unsupported' });
  return load();
}
