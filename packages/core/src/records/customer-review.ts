import * as z from 'zod/mini';
import { actions } from '../value/recommend.ts';
import { kpiPeriod } from './goal.ts';
import { customerRef, day, id, prose } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: { customerId: customerRef, period: kpiPeriod, recommendation: z.enum(actions) },
  defaults: {},
  values: {},
  optional: { text: prose(4000), nextOn: day },
  server: { reviewerId: z.optional(id) },
});

/** A periodic review of a customer, with what is recommended and when it is looked at again. */
export const customerReviewCreate = schemas.create;
/** A merge patch for a customer review. */
export const customerReviewChange = schemas.change;
/** A customer review, as the gateway answers it. */
export const customerReview = schemas.stored;

export type CustomerReviewCreate = z.input<typeof customerReviewCreate>;
export type CustomerReviewChange = z.input<typeof customerReviewChange>;
export type CustomerReview = z.output<typeof customerReview>;
