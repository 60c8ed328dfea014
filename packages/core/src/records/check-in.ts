import * as z from 'zod/mini';
import { kpiPeriod, kpiSubject } from './goal.ts';
import { id, instant, prose } from './primitives.ts';
import { record } from './record.ts';

/** How sure the one who checks in is that the goal will be reached, surest first. */
export const confidences = ['on-track', 'at-risk', 'off-track'] as const;

const schemas = record({
  required: { goalId: id, at: instant, confidence: z.enum(confidences) },
  defaults: {},
  values: {},
  optional: { value: z.number(), note: prose(2000) },
  server: { authorId: z.optional(id), subject: kpiSubject, period: kpiPeriod },
});

/**
 * A check-in: how a goal stands in the eyes of its owner or a leader, as a writer sends it. `value` is what they report themselves,
 * in the unit of the goal's KPI.
 */
export const checkInCreate = schemas.create;
/** A merge patch for a check-in. */
export const checkInChange = schemas.change;
/** A check-in, as the gateway answers it: with its author (a rep) and the goal's subject and period. */
export const checkIn = schemas.stored;

export type CheckInCreate = z.input<typeof checkInCreate>;
export type CheckInChange = z.input<typeof checkInChange>;
export type CheckIn = z.output<typeof checkIn>;
