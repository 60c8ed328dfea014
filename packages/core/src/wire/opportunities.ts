// Written out from ../api/opportunities.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/opportunities.ts';
import { calls } from './call.ts';
import { opportunity } from './opportunity.ts';

export const opportunities = /* @__PURE__ */ (() => calls<typeof source.opportunities>('opportunities', opportunity))();
