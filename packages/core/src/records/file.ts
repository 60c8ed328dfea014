import * as z from 'zod/mini';
import { customerRef, line, subjectRef } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: {
    customerId: customerRef,
    name: line(255),
    type: z
      .string()
      .check(z.maxLength(127), z.regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'Expected a media type, such as image/jpeg.')),
    size: z.int().check(z.gte(0), z.lte(50_000_000)),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in lower-case hexadecimal.')),
  },
  defaults: {},
  values: {},
  optional: { subject: subjectRef },
  server: { complete: z.boolean() },
});

/** A file's description, sent before its bytes. `size` is in bytes. */
export const fileCreate = schemas.create;
/** A merge patch for a file's description. */
export const fileChange = schemas.change;
/** A file's description, as the gateway answers it; `complete` once all bytes are there and their hash agrees. */
export const file = schemas.stored;

export type FileCreate = z.input<typeof fileCreate>;
export type FileChange = z.input<typeof fileChange>;
export type FileRecord = z.output<typeof file>;
