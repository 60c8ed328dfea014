import { list } from '@liaise/core/wire/check';
import { catalogueKpi, readCatalogue } from '@liaise/core/wire/kpis';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'catalogue'> = {
  ask: async (connection, _question, signal) => (await connection.call(readCatalogue, {}, { signal })).items,
  kept: list(catalogueKpi),
};
