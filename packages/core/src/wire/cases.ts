// Written out from ../api/cases.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/cases.ts';
import { calls } from './call.ts';
import { caseRecord } from './case.ts';

export const cases = /* @__PURE__ */ (() => calls<typeof source.cases>('cases', caseRecord))();
