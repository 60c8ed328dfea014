import * as z from 'zod/mini';
import { customerRef, id, prose, subjectRef } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: { customerId: customerRef, text: prose(20_000) },
  defaults: {},
  values: {},
  optional: { subject: subjectRef, mentions: z.array(id).check(z.maxLength(50)) },
  server: { authorId: z.optional(id) },
});

/** A shared note on a customer or on something of theirs. */
export const noteCreate = schemas.create;
/** A merge patch for a note. */
export const noteChange = schemas.change;
/** A note, as the gateway answers it. */
export const note = schemas.stored;

export type NoteCreate = z.input<typeof noteCreate>;
export type NoteChange = z.input<typeof noteChange>;
export type Note = z.output<typeof note>;
