import * as z from 'zod/mini';
import { tiers } from './customer.ts';
import { id, instant, prose } from './primitives.ts';
import { envelope } from './record.ts';

/**
 * One change of a customer's level in the value pyramid. `from` is missing for its first level, `to` where it lost its level. Only
 * the gateway writes it, together with the change itself.
 */
export const tierChange = z.object({
  ...envelope,
  customerId: id,
  from: z.optional(z.enum(tiers)),
  to: z.optional(z.enum(tiers)),
  at: instant,
  reason: z.optional(prose(1000)),
  /** The approval by which it was decided. */
  approvalId: z.optional(id),
});

export type TierChange = z.output<typeof tierChange>;
