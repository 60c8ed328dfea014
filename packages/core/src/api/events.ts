import * as z from 'zod/mini';
import { id, instant } from '../records/primitives.ts';
import { route, staff } from './route.ts';

/** One change, as it happened. It names the record; whoever wants its content reads it. */
export const changeEvent = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(['created', 'changed', 'removed']),
  resource: z.string(),
  recordId: id,
  customerId: z.optional(id),
});

/** `GET /v1/events`: changes as they happen, as server-sent events; `after` (or `Last-Event-ID`) resumes. */
export const readEvents = route({
  name: 'events.read',
  method: 'GET',
  path: '/v1/events',
  summary: 'Changes as they happen, of what the caller may see.',
  roles: staff,
  query: z.strictObject({ after: z.optional(z.string().check(z.maxLength(100))) }),
  status: 200,
  answer: changeEvent,
  answerType: 'events',
});

export type ChangeEvent = z.output<typeof changeEvent>;
