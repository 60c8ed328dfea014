// Written out from ../records/kpi-definition.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/kpi-definition.ts';
import { list, object, outline, type CheckOf, whole } from './check.ts';
import { externalRef, id, instant, slug } from './primitives.ts';

export const kpiDefinition: CheckOf<typeof source.kpiDefinition> = /* @__PURE__ */ (() =>
  outline(object({ id: slug })))();
export const kpiDefinitionRecord: CheckOf<typeof source.kpiDefinitionRecord> = /* @__PURE__ */ (() =>
  object(
    { id, version: whole(1), createdAt: instant, updatedAt: instant, definition: kpiDefinition },
    { externalRefs: list(externalRef, 20) },
  ))();
