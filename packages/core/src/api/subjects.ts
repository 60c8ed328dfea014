import * as z from 'zod/mini';
import { id, instant } from '../records/primitives.ts';
import { operators, route } from './route.ts';

/** `GET /v1/subjects/{id}/export`: everything kept about a customer or a contact. */
export const exportSubject = route({
  name: 'subjects.export',
  method: 'GET',
  path: '/v1/subjects/{id}/export',
  summary: 'Everything kept about one person or customer.',
  roles: operators,
  status: 200,
  answer: z.object({ subjectId: id, at: instant, records: z.record(z.string(), z.array(z.unknown())) }),
});

/** `POST /v1/subjects/{id}/erase`: a customer or a contact, gone with all that is about them. */
export const eraseSubject = route({
  name: 'subjects.erase',
  method: 'POST',
  path: '/v1/subjects/{id}/erase',
  summary: 'Erase one person or customer and all that is kept about them.',
  roles: operators,
  body: z.strictObject({ reason: z.optional(z.string().check(z.maxLength(1000))) }),
  status: 200,
  answer: z.object({ subjectId: id, erased: z.record(z.string(), z.int()) }),
  limits: { bytes: 4096, depth: 2, entries: 10 },
});
