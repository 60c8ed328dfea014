import * as z from 'zod/mini';
import {
  channel,
  channelKinds,
  consent,
  customerRef,
  extra,
  id,
  importantDate,
  language,
  line,
  prose,
} from './primitives.ts';
import { record } from './record.ts';

/** What a person is in the customer's decisions. */
export const contactRoles = [
  'decision-maker',
  'influencer',
  'champion',
  'user',
  'gatekeeper',
  'blocker',
  'other',
] as const;

const schemas = record({
  required: { customerId: customerRef, name: line(200) },
  defaults: { role: z.enum(contactRoles) },
  values: { role: 'other' },
  optional: {
    title: line(120),
    department: line(120),
    influence: z.int().check(z.gte(1), z.lte(5)),
    reportsTo: id,
    language,
    channels: z.array(channel).check(z.maxLength(20)),
    preferredChannel: z.enum(channelKinds),
    doNotContact: z.boolean(),
    consent: z.array(consent).check(z.maxLength(50)),
    dates: z.array(importantDate).check(z.maxLength(20)),
    note: prose(4000),
    extra,
  },
  server: {},
});

/** A person at a customer, as a writer sends it. Smallest: `{ id, customerId, name }`. */
export const contactCreate = schemas.create;
/** A merge patch for a contact. */
export const contactChange = schemas.change;
/** A contact, as the gateway answers it. */
export const contact = schemas.stored;

export type ContactCreate = z.input<typeof contactCreate>;
export type ContactChange = z.input<typeof contactChange>;
export type Contact = z.output<typeof contact>;
