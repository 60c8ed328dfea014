import * as z from 'zod/mini';
import { id } from '../records/primitives.ts';
import { route, staff } from './route.ts';

/** How many reads one batch may carry. */
export const batchSize = 1000;

/**
 * `POST /v1/batch`: many reads in one request, answered in the order asked, each with its own status. A read that
 * fails does not fail the others. `path` is that of a `GET` route under `/v1` that answers JSON, with its query.
 */
export const batch = route({
  name: 'batch',
  method: 'POST',
  path: '/v1/batch',
  summary: 'Make many reads in one request.',
  roles: staff,
  body: z.strictObject({
    requests: z
      .array(z.strictObject({ path: z.string().check(z.startsWith('/v1/'), z.maxLength(2000)) }))
      .check(z.minLength(1), z.maxLength(batchSize)),
  }),
  status: 200,
  answer: z.object({
    responses: z.array(z.object({ status: z.int(), body: z.unknown(), etag: z.optional(z.string()) })),
  }),
  limits: { bytes: 1_000_000, depth: 4, entries: batchSize },
  safe: true,
});

/** `POST /v1/reconcile`: which of these ids do you hold. An id that the caller may not see counts as not held. */
export const reconcile = route({
  name: 'reconcile',
  method: 'POST',
  path: '/v1/reconcile',
  summary: 'Tell which of these records the gateway holds.',
  roles: staff,
  body: z.strictObject({
    resource: z.enum([
      'visits',
      'interactions',
      'tasks',
      'notes',
      'files',
      'cases',
      'opportunities',
      'contacts',
      'customers',
      'purchases',
    ]),
    ids: z.array(id).check(z.minLength(1), z.maxLength(5000)),
  }),
  status: 200,
  answer: z.object({ held: z.array(id), missing: z.array(id) }),
  limits: { bytes: 250_000, depth: 3, entries: 5000 },
  safe: true,
});
