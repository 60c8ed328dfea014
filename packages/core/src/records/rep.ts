import * as z from 'zod/mini';
import { day, id, language, line, slug, timeZone } from './primitives.ts';
import { record } from './record.ts';

/** Grades of rep, lowest first. */
export const grades = ['junior', 'intermediate', 'senior', 'principal'] as const;

/** A certificate a rep holds; it counts until `expiresOn`, that day included. */
export const certification = z.strictObject({
  name: slug,
  tier: z.int().check(z.gte(1), z.lte(10)),
  issuedOn: z.optional(day),
  expiresOn: z.optional(day),
});

const schemas = record({
  required: { name: line(200), teamId: id },
  defaults: { grade: z.enum(grades), active: z.boolean() },
  values: { grade: 'intermediate', active: true },
  optional: {
    email: line(320),
    phone: line(40),
    title: line(120),
    language,
    timeZone,
    skills: z.array(slug).check(z.maxLength(50)),
    industries: z.array(line(120)).check(z.maxLength(50)),
    certifications: z.array(certification).check(z.maxLength(50)),
    capacity: z.int().check(z.gte(0), z.lte(100_000)),
  },
  server: {},
});

/** A relationship manager, as a writer sends it. Smallest: `{ id, name, teamId }`. `capacity` is a number of customers. */
export const repCreate = schemas.create;
/** A merge patch for a rep. */
export const repChange = schemas.change;
/** A rep, as the gateway answers it. */
export const rep = schemas.stored;

export type RepCreate = z.input<typeof repCreate>;
export type RepChange = z.input<typeof repChange>;
export type Rep = z.output<typeof rep>;
