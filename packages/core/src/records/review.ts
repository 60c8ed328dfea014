import * as z from 'zod/mini';
import { kpiPeriod } from './goal.ts';
import { id, instant, prose, slug } from './primitives.ts';
import { record } from './record.ts';

/** Who reviews: the rep itself, or whoever leads it. */
export const reviewKinds = ['self', 'superior'] as const;

/** A draft is its author's alone; a shared one the rep's and its leaders'; the rep acknowledges a superior's, and then it is closed. */
export const reviewStatuses = ['draft', 'shared', 'acknowledged'] as const;

/** One topic of a review, from 1 (well below what is expected) by 3 (as expected) to 5 (well above). */
export const reviewRating = z.strictObject({
  topic: slug,
  rating: z.int().check(z.gte(1), z.lte(5)),
  comment: z.optional(prose(2000)),
});

const schemas = record({
  required: {
    repId: id,
    period: kpiPeriod,
    kind: z.enum(reviewKinds),
    ratings: z.array(reviewRating).check(z.maxLength(30)),
  },
  defaults: { status: z.enum(reviewStatuses) },
  values: { status: 'draft' },
  optional: { text: prose(8000), acknowledgement: prose(4000) },
  server: { authorId: z.optional(id), sharedAt: z.optional(instant), acknowledgedAt: z.optional(instant) },
});

/** A periodic review of a rep, as a writer sends it. One of each kind for a rep, a period and an author. */
export const reviewCreate = schemas.create;
/** A merge patch for a review: of a draft by its author, or `status: "acknowledged"` with an `acknowledgement` by the rep. */
export const reviewChange = schemas.change;
/** A review, as the gateway answers it. */
export const review = schemas.stored;

export type ReviewCreate = z.input<typeof reviewCreate>;
export type ReviewChange = z.input<typeof reviewChange>;
export type Review = z.output<typeof review>;
