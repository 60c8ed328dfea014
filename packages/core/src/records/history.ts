import * as z from 'zod/mini';
import { id, instant, prose } from './primitives.ts';

/** One change of a customer's tier, stage or holder: from what to what, when, by whom and why. */
export const historyEntry = z.object({
  id,
  customerId: id,
  field: z.enum(['tier', 'stage', 'holder']),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  at: instant,
  by: z.string(),
  why: z.optional(prose(1000)),
});

export type HistoryEntry = z.output<typeof historyEntry>;
