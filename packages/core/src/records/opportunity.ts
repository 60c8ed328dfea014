import * as z from 'zod/mini';
import { customerRef, day, extra, id, line, money, prose } from './primitives.ts';
import { record } from './record.ts';

/** Stages of a sale. */
export const opportunityStages = ['prospecting', 'engaging', 'proposal', 'negotiation', 'won', 'lost'] as const;

const schemas = record({
  required: { customerId: customerRef },
  defaults: { stage: z.enum(opportunityStages) },
  values: { stage: 'prospecting' },
  optional: {
    name: line(300),
    repId: id,
    productId: id,
    amount: money,
    probability: z.number().check(z.gte(0), z.lte(1)),
    engagedOn: day,
    expectedOn: day,
    closedOn: day,
    note: prose(4000),
    extra,
  },
  server: {},
});

/** An opportunity, as a writer sends it. Smallest: `{ id, customerId }`. */
export const opportunityCreate = schemas.create;
/** A merge patch for an opportunity. */
export const opportunityChange = schemas.change;
/** An opportunity, as the gateway answers it. */
export const opportunity = schemas.stored;

export type OpportunityCreate = z.input<typeof opportunityCreate>;
export type OpportunityChange = z.input<typeof opportunityChange>;
export type Opportunity = z.output<typeof opportunity>;
