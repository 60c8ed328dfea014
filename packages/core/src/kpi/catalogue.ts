import { customerKpis } from './catalogue-customers.ts';
import { salesKpis } from './catalogue-sales.ts';
import { serviceKpis } from './catalogue-service.ts';
import { workKpis } from './catalogue-work.ts';
import type { KpiDefinition } from './definition.ts';

/** The catalogue: every KPI that comes with the house, as plain data. A company's own stand beside it (`checkKpi`). */
export const kpis: readonly KpiDefinition[] = [...customerKpis, ...salesKpis, ...workKpis, ...serviceKpis];

/** The KPI of an id, from the catalogue or from a company's own, which come first. */
export function findKpi(id: string, own: readonly KpiDefinition[] = []): KpiDefinition | undefined {
  return own.find((kpi) => kpi.id === id) ?? kpis.find((kpi) => kpi.id === id);
}
