import { readKpi } from '@liaise/core/wire/kpis';
import { kpiValue } from '@liaise/core/wire/kpi-value';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'kpi'> = {
  ask: (connection, { peers = false, ...question }, signal) =>
    connection.call(readKpi, { query: { ...question, peers: peers ? 'true' : 'false' } }, { signal }),
  kept: kpiValue,
  concerns: () => true,
};
