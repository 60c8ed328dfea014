import * as z from 'zod/mini';
import { slug } from '../records/primitives.ts';
import { invitation } from '../records/survey.ts';
import { route, staff } from './route.ts';

/**
 * `POST /v1/invitations/{id}/link`: the link of an invitation that a distribution made, to copy or to show as a QR code, as often as it
 * is asked for. One that somebody made by hand gets a new link; the one told at its creation no longer opens anything.
 */
export const giveInvitationLink = route({
  name: 'invitations.link',
  method: 'POST',
  path: '/v1/invitations/{id}/link',
  summary: 'Tell the link of an invitation.',
  roles: staff,
  body: z.strictObject({}),
  status: 200,
  answer: z.object({ token: z.string(), url: z.optional(z.string()) }),
  limits: { bytes: 1024, depth: 2, entries: 1 },
});

/** `POST /v1/invitations/{id}/send`: sends an invitation by mail, or through the webhook that `endpoint` names. */
export const sendInvitation = route({
  name: 'invitations.send',
  method: 'POST',
  path: '/v1/invitations/{id}/send',
  summary: 'Send an invitation to its contact, or to its customer where it names no contact.',
  roles: staff,
  body: z.strictObject({ channel: z.enum(['email', 'sms', 'wechat', 'whatsapp']), endpoint: z.optional(slug) }),
  status: 200,
  answer: invitation,
  limits: { bytes: 1024, depth: 2, entries: 4 },
});
