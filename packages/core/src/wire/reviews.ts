// Written out from ../api/reviews.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/reviews.ts';
import { calls } from './call.ts';
import { review } from './review.ts';

export const reviews = /* @__PURE__ */ (() => calls<typeof source.reviews>('reviews', review))();
