import * as z from 'zod/mini';
import type { KpiDefinition } from '../kpi/definition.ts';
import { slug } from './primitives.ts';
import { outlined, record } from './record.ts';

/**
 * A KPI of the company's own as plain JSON. Here it is held to its outline only; `checkKpi` of `@liaise/core/kpi` says whether it
 * can work, and nothing is stored that it finds a fault in.
 */
export const kpiDefinition = outlined<KpiDefinition>(z.looseObject({ id: slug }));

const schemas = record({
  required: { definition: kpiDefinition },
  defaults: {},
  values: {},
  optional: {},
  server: {},
});

/** A KPI of the company's own. Its `definition.id` is no id of the catalogue and stays as it is. */
export const kpiDefinitionCreate = schemas.create;
/** A merge patch for a KPI of the company's own. */
export const kpiDefinitionChange = schemas.change;
/** A KPI of the company's own, as the gateway answers it. */
export const kpiDefinitionRecord = schemas.stored;

export type KpiDefinitionCreate = z.input<typeof kpiDefinitionCreate>;
export type KpiDefinitionChange = z.input<typeof kpiDefinitionChange>;
export type KpiDefinitionRecord = z.output<typeof kpiDefinitionRecord>;
