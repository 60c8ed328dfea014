// Written out from ../api/purchases.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/purchases.ts';
import { calls } from './call.ts';
import { purchase } from './purchase.ts';

export const purchases = /* @__PURE__ */ (() => calls<typeof source.purchases>('purchases', purchase))();
