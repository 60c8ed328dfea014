// Written out from ../api/goals.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/goals.ts';
import { calls } from './call.ts';
import { goal } from './goal.ts';

export const goals = /* @__PURE__ */ (() => calls<typeof source.goals>('goals', goal))();
