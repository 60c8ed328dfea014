import { kpiDefinitionChange, kpiDefinitionCreate, kpiDefinitionRecord } from '../records/kpi-definition.ts';
import { slug } from '../records/primitives.ts';
import { resource } from './resource.ts';

/** `/v1/kpi-definitions`: KPIs of the company's own. `kpi` is the id that a definition gives. */
export const kpiDefinitions = resource({
  name: 'kpi-definitions',
  one: "KPI of the company's own",
  stored: kpiDefinitionRecord,
  create: kpiDefinitionCreate,
  change: kpiDefinitionChange,
  filters: { kpi: slug },
  writers: ['admin'],
});
