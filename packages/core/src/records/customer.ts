import * as z from 'zod/mini';
import {
  channel,
  consent,
  day,
  extra,
  id,
  importantDate,
  language,
  line,
  money,
  position,
  prose,
  timeZone,
} from './primitives.ts';
import { record } from './record.ts';

/** What a customer is. */
export const customerKinds = ['organization', 'person'] as const;
/** Where a customer stands with the company. A prospect is a customer in stage `acquire`. */
export const stages = ['acquire', 'build', 'retain', 'grow', 'lost'] as const;
/** The levels of the value pyramid, highest first (Curry & Curry 2000). */
export const tiers = ['top', 'big', 'medium', 'small'] as const;
/** Forms of ownership, as the allocation rule by ownership reads them. */
export const ownerships = ['state', 'private', 'foreign', 'joint-venture', 'public', 'individual', 'other'] as const;

/** Where a customer is: an address, and a position with the radius within which a check-in counts, in metres. */
export const site = z.strictObject({
  address: z.optional(prose(500)),
  city: z.optional(line(120)),
  region: z.optional(line(120)),
  postalCode: z.optional(line(20)),
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'Expected a country code of ISO 3166-1, such as CN.'))),
  position: z.optional(position),
  radius: z.optional(z.int().check(z.gte(20), z.lte(10_000))),
  timeZone: z.optional(timeZone),
});

/** A need or a preference in the customer's words, and when it was heard. */
export const need = z.strictObject({
  text: line(500),
  heardOn: z.optional(day),
  status: z.optional(z.enum(['open', 'met', 'dropped'])),
});
/** Something known of the customer's industry, with its source. */
export const industryFact = z.strictObject({
  label: line(120),
  value: line(500),
  source: z.optional(line(300)),
  asOf: z.optional(day),
});
/** Who else serves this customer. */
export const competitor = z.strictObject({
  name: line(200),
  note: z.optional(prose(1000)),
  share: z.optional(z.number().check(z.gte(0), z.lte(1))),
});

const few = <S extends z.ZodMiniType>(schema: S) => z.array(schema).check(z.maxLength(50));

const schemas = record({
  required: { kind: z.enum(customerKinds), name: line(300) },
  defaults: { stage: z.enum(stages) },
  values: { stage: 'acquire' },
  optional: {
    tier: z.enum(tiers),
    importance: z.int().check(z.gte(1), z.lte(5)),
    shortName: line(80),
    language,
    industry: line(120),
    ownership: z.enum(ownerships),
    taxId: line(40),
    website: line(300),
    employees: z.int().check(z.gte(0), z.lte(100_000_000)),
    annualRevenue: money,
    foundedOn: day,
    site,
    channels: few(channel),
    doNotContact: z.boolean(),
    consent: few(consent),
    needs: few(need),
    preferences: few(need),
    industryFacts: few(industryFact),
    competitors: few(competitor),
    dates: few(importantDate),
    tags: few(line(64)),
    note: prose(4000),
    parentId: id,
    extra,
  },
  server: { mergedInto: z.optional(id) },
});

/** A customer, as a writer sends it. Smallest: `{ id, kind, name }`. */
export const customerCreate = schemas.create;
/** A merge patch for a customer. */
export const customerChange = schemas.change;
/** A customer, as the gateway answers it. */
export const customer = schemas.stored;

export type CustomerCreate = z.input<typeof customerCreate>;
export type CustomerChange = z.input<typeof customerChange>;
export type Customer = z.output<typeof customer>;
