import { kpiDefinitions } from '@liaise/core/wire/kpi-definitions';
import { readCatalogue, readKpiSources, signKpi } from '@liaise/core/wire/kpis';
import { changeSettings, readSettings } from '@liaise/core/wire/settings';
import type { BodyOf, QueryOf, ReadOptions } from './client.ts';
import type { CallOptions, Connection } from './connection.ts';
import { resourceOf } from './resource.ts';

/** What a client asks about KPIs beside their values, and what they are counted by: `kpisOf(client).catalogue()`. */
export function kpisOf({ connection }: { readonly connection: Connection }) {
  const { call } = connection;
  return {
    /** Every KPI that can be asked for, with its formula in words. */
    catalogue: (read?: ReadOptions) => call(readCatalogue, {}, read),
    /** A page of the records behind a value; `next` is the `cursor` of the page after it. */
    sources: (question: QueryOf<typeof readKpiSources>, read?: ReadOptions) =>
      call(readKpiSources, { query: question }, read),
    /** The signed path of a badge picture; whoever has it sees this one value. */
    sign: (question: BodyOf<typeof signKpi>, read?: ReadOptions) => call(signKpi, { body: question }, read),
    /** KPIs of the company's own. */
    definitions: resourceOf(connection, kpiDefinitions),
    settings: {
      /** The company's calendar, currency and models. */
      read: (read?: ReadOptions) => call(readSettings, {}, read),
      change: (body: BodyOf<typeof changeSettings>, write?: CallOptions) => call(changeSettings, { body }, write),
    },
  };
}
