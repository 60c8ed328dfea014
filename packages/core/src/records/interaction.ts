import * as z from 'zod/mini';
import { customerRef, extra, id, instant, line, prose } from './primitives.ts';
import { record } from './record.ts';

/** The kinds of touch that are logged. */
export const interactionKinds = ['visit', 'call', 'mail', 'message', 'video', 'gift', 'event'] as const;

const schemas = record({
  required: { customerId: customerRef, kind: z.enum(interactionKinds), at: instant },
  defaults: { direction: z.enum(['inbound', 'outbound']) },
  values: { direction: 'outbound' },
  optional: {
    repId: id,
    contactId: id,
    visitId: id,
    subject: line(300),
    text: prose(20_000),
    minutes: z.int().check(z.gte(0), z.lte(10_000)),
    extra,
  },
  server: {},
});

/** Any logged touch, as a writer sends it. Smallest: `{ id, customerId, kind, at }`. */
export const interactionCreate = schemas.create;
/** A merge patch for an interaction. */
export const interactionChange = schemas.change;
/** An interaction, as the gateway answers it. */
export const interaction = schemas.stored;

export type InteractionCreate = z.input<typeof interactionCreate>;
export type InteractionChange = z.input<typeof interactionChange>;
export type Interaction = z.output<typeof interaction>;
