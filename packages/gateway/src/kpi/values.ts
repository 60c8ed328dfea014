import { findKpi } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Work } from '../store/store.ts';

/** Which KPI of whom over which period; a customer is named by its id. */
export interface KpiRequest {
  kpi: string;
  subject: string;
  period: string;
}

/**
 * The values of many KPIs, in the order asked, from what the actor sees.
 *
 * @throws {RangeError} for a KPI that is not in the catalogue
 */
export function kpiValues(work: Work, requests: readonly KpiRequest[]): Promise<KpiValue[]> {
  return Promise.resolve(
    requests.map(({ kpi, subject, period }) => {
      const definition = findKpi(kpi);
      if (!definition) throw new RangeError(`The KPI "${kpi}" is not in the catalogue.`);
      const { unit, direction, formula } = definition;
      return {
        kpi,
        subject,
        period,
        value: null,
        reason: 'no-data',
        unit,
        direction,
        n: 0,
        asOf: work.now.toISOString(),
        complete: false,
        formula: formula.en,
        sources: [],
      };
    }),
  );
}
