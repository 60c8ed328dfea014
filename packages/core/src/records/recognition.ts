import * as z from 'zod/mini';
import { kpiPeriod } from './goal.ts';
import { id, instant, prose, slug } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: { repId: id, text: prose(1000).check(z.regex(/\S/, 'Say what it is for.')), at: instant },
  defaults: {},
  values: {},
  optional: { kpi: slug, period: kpiPeriod },
  server: { authorId: z.optional(id) },
});

/** Thanks to a colleague that the whole company sees, as a writer sends it. Nobody writes one for themselves. */
export const recognitionCreate = schemas.create;
/** A merge patch for a recognition. */
export const recognitionChange = schemas.change;
/** A recognition, as the gateway answers it. */
export const recognition = schemas.stored;

export type RecognitionCreate = z.input<typeof recognitionCreate>;
export type RecognitionChange = z.input<typeof recognitionChange>;
export type Recognition = z.output<typeof recognition>;
