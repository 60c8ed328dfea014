import * as z from 'zod/mini';
import { customerRef, day, extra, id, instant, line, position, prose, slug } from './primitives.ts';
import { record } from './record.ts';

/** Where a visit stands. */
export const visitStatuses = [
  'planned',
  'checked-in',
  'checked-out',
  'reported',
  'reviewed',
  'skipped',
  'cancelled',
  'no-show',
  'force-closed',
] as const;

/** What may be done to a visit. */
export const visitMoveNames = [
  'check-in',
  'check-out',
  'report',
  'review',
  'skip',
  'cancel',
  'no-show',
  'force-close',
] as const;

/** What came of a visit. */
export const visitOutcomes = ['met', 'agreed', 'needs-follow-up', 'refused', 'nobody-there'] as const;

/** What happens next: it becomes a task with one owner. */
export const nextStep = z.strictObject({ title: line(300), dueOn: z.optional(day), ownerId: z.optional(id) });

const told = {
  at: instant,
  position: z.optional(position),
  reason: z.optional(prose(1000)),
};

/** One move of a visit, as it was made: who, from where to where, when by the device and when by the gateway. */
export const visitMove = z.object({
  move: z.enum(visitMoveNames),
  from: z.enum(visitStatuses),
  to: z.enum(visitStatuses),
  ...told,
  receivedAt: z.optional(instant),
  by: line(200),
});

/**
 * A move, as a writer sends it: `{ move, at, ... }`. `at` is the device's time of the move. A report may carry what was
 * learned (`notes`, `outcome`, `nextStep`); so may a check-out.
 */
export const visitMoveRequest = z.strictObject({
  move: z.enum(visitMoveNames),
  at: z.optional(instant),
  position: z.optional(position),
  reason: z.optional(prose(1000)),
  notes: z.optional(prose(20_000)),
  outcome: z.optional(z.enum(visitOutcomes)),
  nextStep: z.optional(nextStep),
});

const schemas = record({
  required: { customerId: customerRef, type: slug },
  defaults: {},
  values: {},
  optional: {
    repId: id,
    plannedStart: instant,
    plannedEnd: instant,
    purpose: prose(1000),
    contactIds: z.array(id).check(z.maxLength(50)),
    notes: prose(20_000),
    outcome: z.enum(visitOutcomes),
    nextStep,
    extra,
  },
  server: {
    repId: id,
    status: z.enum(visitStatuses),
    unplanned: z.boolean(),
    checkedInAt: z.optional(instant),
    checkedOutAt: z.optional(instant),
    moves: z.array(visitMove),
  },
});

/** A visit, as a writer sends it. Smallest: `{ id, customerId, type }`; `repId` is the writer unless said. Without `plannedStart` it is unplanned. */
export const visitCreate = schemas.create;
/** A merge patch for a visit. Its status changes by moves only. */
export const visitChange = schemas.change;
/** A visit, as the gateway answers it. */
export const visit = schemas.stored;
/** Several visits. */
export const visitList = z.array(visit);

export type VisitStatus = (typeof visitStatuses)[number];
export type VisitMoveName = (typeof visitMoveNames)[number];
export type VisitOutcome = (typeof visitOutcomes)[number];
export type NextStep = z.infer<typeof nextStep>;
export type VisitMove = z.output<typeof visitMove>;
export type VisitMoveRequest = z.input<typeof visitMoveRequest>;
export type VisitCreate = z.input<typeof visitCreate>;
export type VisitChange = z.input<typeof visitChange>;
export type Visit = z.output<typeof visit>;
