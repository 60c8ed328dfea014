// Written out from ../api/kpi-definitions.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/kpi-definitions.ts';
import { calls } from './call.ts';
import { kpiDefinitionRecord } from './kpi-definition.ts';

export const kpiDefinitions = /* @__PURE__ */ (() =>
  calls<typeof source.kpiDefinitions>('kpi-definitions', kpiDefinitionRecord))();
