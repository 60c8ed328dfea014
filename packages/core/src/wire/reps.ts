// Written out from ../api/reps.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/reps.ts';
import { calls } from './call.ts';
import { rep } from './rep.ts';

export const reps = /* @__PURE__ */ (() => calls<typeof source.reps>('reps', rep))();
