import * as z from 'zod/mini';
import { customerRef, day, id, prose } from './primitives.ts';
import { record } from './record.ts';

/** How two parties are tied. Read as "`from` is the … of `to`". */
export const relationKinds = [
  'family',
  'friend',
  'referrer',
  'partner',
  'parent',
  'supplier',
  'colleague',
  'other',
] as const;

const party = z.strictObject({ kind: z.enum(['customer', 'contact']), id });

const schemas = record({
  required: { customerId: customerRef, from: party, to: party, kind: z.enum(relationKinds) },
  defaults: {},
  values: {},
  optional: { since: day, note: prose(1000) },
  server: {},
});

/** A tie between two customers or contacts; `customerId` is the customer whose file holds it. */
export const relationCreate = schemas.create;
/** A merge patch for a relation. */
export const relationChange = schemas.change;
/** A relation, as the gateway answers it. */
export const relation = schemas.stored;

export type RelationCreate = z.input<typeof relationCreate>;
export type RelationChange = z.input<typeof relationChange>;
export type Relation = z.output<typeof relation>;
