// Written out from ../api/customer-reviews.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/customer-reviews.ts';
import { calls } from './call.ts';
import { customerReview } from './customer-review.ts';

export const customerReviews = /* @__PURE__ */ (() =>
  calls<typeof source.customerReviews>('customer-reviews', customerReview))();
