// Written out from ../api/check-ins.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/check-ins.ts';
import { calls } from './call.ts';
import { checkIn } from './check-in.ts';

export const checkIns = /* @__PURE__ */ (() => calls<typeof source.checkIns>('check-ins', checkIn))();
