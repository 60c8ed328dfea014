import * as z from 'zod/mini';
import { stages, tiers } from './customer.ts';
import { kpiPeriod } from './goal.ts';
import { customerRef, id, instant, line, money, prose, slug, subjectRef } from './primitives.ts';
import { record } from './record.ts';

/** What may need somebody else's decision. */
export const approvalKinds = [
  'expense',
  'gift',
  'hand-over',
  'downgrade',
  'stage-move',
  'discount',
  'visit',
  'kpi-appeal',
  'other',
] as const;

const schemas = record({
  required: { kind: z.enum(approvalKinds), title: line(300) },
  defaults: { status: z.enum(['asked', 'approved', 'refused', 'withdrawn']) },
  values: { status: 'asked' },
  optional: {
    customerId: customerRef,
    subject: subjectRef,
    kpi: slug,
    period: kpiPeriod,
    amount: money,
    /** The tier that a downgrade proposes. */
    tier: z.enum(tiers),
    /** The stage of life that a `stage-move` proposes. */
    stage: z.enum(stages),
    text: prose(4000),
    deciderId: id,
    decidedAt: instant,
    reason: prose(2000),
  },
  // Without a requester Liaise itself proposes.
  server: { requesterId: z.optional(id) },
});

/** A proposal that somebody else decides. A `kpi-appeal` names the rep (`subject`), the `kpi` and the `period` whose figure it contests. */
export const approvalCreate = schemas.create;
/** A merge patch for an approval. */
export const approvalChange = schemas.change;
/** An approval, as the gateway answers it. */
export const approval = schemas.stored;

export type ApprovalCreate = z.input<typeof approvalCreate>;
export type ApprovalChange = z.input<typeof approvalChange>;
export type Approval = z.output<typeof approval>;
