import * as z from 'zod/mini';
import { customerRef, extra, id, instant, line, prose, subjectRef } from './primitives.ts';
import { record } from './record.ts';

/** What a customer brought up. */
export const caseKinds = ['request', 'complaint', 'dispute', 'praise'] as const;
/** Where a case stands. */
export const caseStatuses = ['open', 'acknowledged', 'in-progress', 'solved', 'closed'] as const;

/** The touch that closes a case: an interaction or a visit with the customer after the case was opened. */
export const closingContact = z.strictObject({ kind: z.enum(['interaction', 'visit']), id });

const schemas = record({
  required: { customerId: customerRef, kind: z.enum(caseKinds), title: line(300) },
  defaults: { status: z.enum(caseStatuses), severity: z.enum(['low', 'normal', 'high', 'critical']) },
  values: { status: 'open', severity: 'normal' },
  optional: {
    text: prose(20_000),
    ownerId: id,
    contactId: id,
    dueAt: instant,
    openedAt: instant,
    firstContactAt: instant,
    closedAt: instant,
    closingContact,
    rootCause: prose(2000),
    solution: prose(4000),
    /** What the customer is told of it: whoever answered the survey that it came from reads this behind their link, and nothing else of the case. */
    outcome: prose(2000),
    source: subjectRef,
    extra,
  },
  server: { openedAt: instant },
});

/** A case, as a writer sends it. Smallest: `{ id, customerId, kind, title }`. */
export const caseCreate = schemas.create;
/** A merge patch for a case. */
export const caseChange = schemas.change;
/** A case, as the gateway answers it. */
export const caseRecord = schemas.stored;

export type CaseCreate = z.input<typeof caseCreate>;
export type CaseChange = z.input<typeof caseChange>;
export type Case = z.output<typeof caseRecord>;
