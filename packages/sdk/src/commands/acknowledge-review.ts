import { reviews } from '@liaise/core/wire/reviews';
import { review } from '@liaise/core/wire/review';
import { acknowledged } from '../queries/waiting-scorecards.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'acknowledge-review'> = {
  write: ({ review: id, acknowledgement }) => ({
    key: `${id}/acknowledged`,
    method: 'PATCH',
    path: reviews.change.path.replace('{id}', id),
    body: { status: 'acknowledged', ...(acknowledgement !== undefined && { acknowledgement }) },
  }),
  answer: review,
  // What it says stands where it was read.
  expected: (order, { repId, now }) => {
    const before = { id: order.review, version: 1, createdAt: now, updatedAt: now, repId, period: now.slice(0, 4) };
    return acknowledged({ ...before, kind: 'superior', ratings: [], status: 'shared' }, order, now);
  },
};
