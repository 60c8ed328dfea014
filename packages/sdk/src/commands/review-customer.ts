import { customerReviews } from '@liaise/core/wire/customer-reviews';
import { customerReview } from '@liaise/core/wire/customer-review';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'review-customer'> = {
  write: (order) => ({
    key: order.id,
    method: 'POST',
    path: customerReviews.create.path,
    body: order,
    customer: order.customerId,
  }),
  answer: customerReview,
  expected: (order, { now }) => ({ ...order, version: 1, createdAt: now, updatedAt: now }),
};
