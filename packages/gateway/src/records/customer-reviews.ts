import type { CustomerReview, CustomerReviewChange, CustomerReviewCreate } from '@liaise/core/records/customer-review';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** A review keeps its reviewer and its customer; among reps only the reviewer changes it. */
export const customerReviews: Hooks<CustomerReview, CustomerReviewCreate, CustomerReviewChange> = {
  create(call, body) {
    const { repId } = call.actor;
    return { ...enveloped(call, body), ...(repId === undefined ? {} : { reviewerId: repId }) };
  },
  change({ actor }, before, after) {
    if (actor.role === 'rep' && before.reviewerId !== actor.repId)
      throw forbidden('Only its reviewer may change a review.');
    if (after.customerId !== before.customerId)
      throw bodyRefusal('customerId', 'fixed', 'A review stays with its customer: create another.');
    const { reviewerId: _given, ...rest } = after;
    return { ...rest, ...(before.reviewerId === undefined ? {} : { reviewerId: before.reviewerId }) };
  },
};
