import type { CatalogueKpi, readCatalogue } from '@liaise/core/api/kpis';
import { type KpiDefinition, kpis } from '@liaise/core/kpi';
import { companyOf } from '../kpi/company.ts';
import type { WorkHandler } from './call.ts';

function listed(kpi: KpiDefinition, own: boolean): CatalogueKpi {
  const { id, name, unit, direction, formula, minimumN, cumulative, ahead = false } = kpi;
  return { id, name, unit, direction, formula, minimumN, cumulative, ahead, own };
}

/** `GET /v1/kpis/catalogue` */
export const readCatalogueHandler: WorkHandler<typeof readCatalogue> = {
  async run({ work }) {
    const { own } = await companyOf(work);
    return { items: [...kpis.map((kpi) => listed(kpi, false)), ...own.map((kpi) => listed(kpi, true))] };
  },
};
