// Written out from ../api/approvals.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/approvals.ts';
import { calls } from './call.ts';
import { approval } from './approval.ts';

export const approvals = /* @__PURE__ */ (() => calls<typeof source.approvals>('approvals', approval))();
