import { readKpiSources } from '@liaise/core/wire/kpis';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'kpi-sources'> = {
  ask: (connection, { limit, ...question }, signal) =>
    connection.call(
      readKpiSources,
      { query: { ...question, ...(limit === undefined ? {} : { limit: String(limit) }) } },
      { signal },
    ),
  concerns: () => true,
};
