import * as z from 'zod/mini';
import { customerRef, day, id, prose } from './primitives.ts';
import { record } from './record.ts';

/** In which way a rep looks after a customer. */
export const assignmentRoles = ['holder', 'deputy', 'co-owner', 'originator'] as const;

const schemas = record({
  required: { customerId: customerRef, repId: id },
  defaults: { role: z.enum(assignmentRoles) },
  values: { role: 'holder' },
  optional: { from: day, to: day, why: prose(1000) },
  server: { from: day },
});

/**
 * Which rep looks after which customer, since when and why. A customer has at most one holder at a time: a new
 * holder ends the present one. `to` is the first day on which it no longer holds.
 */
export const assignmentCreate = schemas.create;
/** A merge patch for an assignment. */
export const assignmentChange = schemas.change;
/** An assignment, as the gateway answers it. */
export const assignment = schemas.stored;

export type AssignmentCreate = z.input<typeof assignmentCreate>;
export type AssignmentChange = z.input<typeof assignmentChange>;
export type Assignment = z.output<typeof assignment>;
