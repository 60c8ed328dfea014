import { customerReview, customerReviewChange, customerReviewCreate } from '../records/customer-review.ts';
import { kpiPeriod } from '../records/goal.ts';
import { customerRef } from '../records/primitives.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/customer-reviews` */
export const customerReviews = resource({
  name: 'customer-reviews',
  one: 'customer review',
  stored: customerReview,
  create: customerReviewCreate,
  change: customerReviewChange,
  filters: { customerId: customerRef, period: kpiPeriod },
  removers: leaders,
});
