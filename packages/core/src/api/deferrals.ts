import * as z from 'zod/mini';
import { deferral, deferralCreate, deferralWish } from '../records/deferral.ts';
import { id, instant } from '../records/primitives.ts';
import { leaders, route, staff } from './route.ts';

/** Until when somebody is left in peace; null is "not again". */
export const peace = z.object({ until: z.nullable(instant), savedAt: instant });

const small = { bytes: 4096, depth: 2, entries: 10 };

/**
 * `POST /v1/s/{token}/deferral`: the person behind a link wants to be asked later, or not again. It holds on every device and for every survey.
 * The answer says until when, after what was said before; `until` null is "not again".
 */
export const deferSession = route({
  name: 'session.defer',
  method: 'POST',
  path: '/v1/s/{token}/deferral',
  summary: 'Ask me later, or not again.',
  roles: 'anyone',
  body: deferralWish,
  status: 200,
  answer: peace,
  limits: small,
});

/** `GET /v1/customers/{id}/deferrals`: who of a customer is left in peace, and until when; what is over is left out. */
export const listDeferrals = route({
  name: 'customers.deferrals',
  method: 'GET',
  path: '/v1/customers/{id}/deferrals',
  summary: 'Who of a customer is not to be asked by surveys, and until when.',
  roles: staff,
  status: 200,
  answer: z.object({ items: z.array(deferral) }),
});

/** `POST /v1/customers/{id}/deferrals`: somebody of the customer said so to one of the staff; without `contactId` it holds for the whole account. */
export const createDeferral = route({
  name: 'customers.defer',
  method: 'POST',
  path: '/v1/customers/{id}/deferrals',
  summary: 'Leave a contact, or a whole customer, in peace.',
  roles: staff,
  body: deferralCreate,
  status: 200,
  answer: deferral,
  limits: small,
});

/** `DELETE /v1/customers/{id}/deferrals`: takes all of it back, or what one contact said. */
export const removeDeferrals = route({
  name: 'customers.undefer',
  method: 'DELETE',
  path: '/v1/customers/{id}/deferrals',
  summary: 'A customer, or one of its contacts, may be asked again.',
  roles: leaders,
  query: z.strictObject({ contactId: z.optional(id) }),
  status: 204,
});
