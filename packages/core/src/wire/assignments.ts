// Written out from ../api/assignments.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/assignments.ts';
import { calls } from './call.ts';
import { assignment } from './assignment.ts';

export const assignments = /* @__PURE__ */ (() => calls<typeof source.assignments>('assignments', assignment))();
