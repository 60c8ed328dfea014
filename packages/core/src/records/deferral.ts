import * as z from 'zod/mini';
import { id, instant } from './primitives.ts';

const wish = { until: z.optional(instant), never: z.optional(z.boolean()) };

/** How long somebody wants to be left in peace by surveys: either `until` a time, or `never` to be asked again. */
export const deferralWish = z.strictObject(wish);

/** The same, said to one of the staff. */
export const deferralCreate = z.strictObject({ ...wish, contactId: z.optional(id) });

/**
 * That somebody is left in peace. `of` a contact (`contactId`), of whoever answers for a customer by a link that names nobody (`customer`), or of
 * the whole account. `until` null is "not again".
 */
export const deferral = z.object({
  customerId: id,
  of: z.enum(['contact', 'customer', 'account']),
  contactId: z.optional(id),
  until: z.nullable(instant),
  at: instant,
});

export type DeferralWish = z.output<typeof deferralWish>;
export type DeferralCreate = z.output<typeof deferralCreate>;
export type Deferral = z.output<typeof deferral>;
