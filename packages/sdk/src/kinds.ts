import type { QueryKind } from './source.ts';
import type { GatewayQuery } from './queries/query.ts';
import type { Kinds, UsualKind } from './queries/more.ts';

/**
 * What elements ask and order, as a gateway takes it. A source that was not taught it answers each question as `unsupported`.
 * It stands apart because it belongs to the elements: whoever only calls the gateway carries none of it.
 */
export interface ElementKinds {
  /** How a kind of question is asked; fetched with the first one. */
  query<K extends QueryKind>(kind: K): Promise<GatewayQuery<K>>;
  /** How orders are carried out. */
  orders(): Promise<typeof import('./orders.ts')>;
}

const usual: Kinds<UsualKind> = {
  card: () => import('./queries/card.ts'),
  kpi: () => import('./queries/kpi.ts'),
  survey: () => import('./queries/survey.ts'),
};

/** All kinds of question and order there are, each a file that is fetched when it is first needed. */
export const kinds: ElementKinds = {
  query: async (kind) => {
    const load = (usual as Partial<Kinds<QueryKind>>)[kind];
    const { query } = await (load?.() ?? import('./queries/more.ts').then(({ more }) => more(kind)));
    return query;
  },
  orders: () => import('./orders.ts'),
};
