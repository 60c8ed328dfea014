import * as z from 'zod/mini';
import { kpiPeriod } from '../records/goal.ts';
import { id } from '../records/primitives.ts';
import { review, reviewChange, reviewCreate, reviewKinds, reviewStatuses } from '../records/review.ts';
import { resource } from './resource.ts';

/** `/v1/reviews` */
export const reviews = resource({
  name: 'reviews',
  one: 'review',
  stored: review,
  create: reviewCreate,
  change: reviewChange,
  filters: { repId: id, period: kpiPeriod, kind: z.enum(reviewKinds), status: z.enum(reviewStatuses) },
});
