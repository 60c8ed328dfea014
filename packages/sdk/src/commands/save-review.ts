import { reviews } from '@liaise/core/wire/reviews';
import { review } from '@liaise/core/wire/review';
import { reviewed } from '../queries/waiting-scorecards.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'save-review'> = {
  write: ({ review, edit }) => {
    if (edit === undefined) return { key: review.id, method: 'POST', path: reviews.create.path, body: review };
    const { id, ratings, text, status } = review;
    return {
      key: `${id}/${edit}`,
      method: 'PATCH',
      path: reviews.change.path.replace('{id}', id),
      body: { ratings, text: text ?? null, status: status ?? 'draft' },
    };
  },
  answer: review,
  expected: ({ review }, { repId, now }) => reviewed(review, repId, now),
};
