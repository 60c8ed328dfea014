// Written out from ../api/sending.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/sending.ts';
import { call } from './call.ts';
import { object, text } from './check.ts';
import { invitation } from './survey.ts';

export const giveInvitationLink = /* @__PURE__ */ (() =>
  call<typeof source.giveInvitationLink>('POST', '/v1/invitations/{id}/link', {
    body: true,
    answer: object({ token: text() }, { url: text() }),
  }))();
export const sendInvitation = /* @__PURE__ */ (() =>
  call<typeof source.sendInvitation>('POST', '/v1/invitations/{id}/send', { body: true, answer: invitation }))();
