import * as z from 'zod/mini';
import { id } from '../records/primitives.ts';
import { roles, route } from './route.ts';

/** `GET /v1/me`: who the token says the caller is. */
export const readMe = route({
  name: 'me.read',
  method: 'GET',
  path: '/v1/me',
  summary: 'Who the caller is.',
  roles,
  status: 200,
  answer: z.object({
    tenant: z.string(),
    role: z.enum(roles),
    name: z.optional(z.string()),
    repId: z.optional(id),
    teamIds: z.array(id),
    contactId: z.optional(id),
    customerId: z.optional(id),
  }),
});
