// Written out from ../api/surveys.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/surveys.ts';
import { call, calls, page } from './call.ts';
import { flag, list, nullable, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { customerRef, externalRef, id, instant, language } from './primitives.ts';
import { answers, delivery, hiddenFields, invitation, response, survey, surveyDefinition } from './survey.ts';

export const surveys = /* @__PURE__ */ (() => calls<typeof source.surveys>('surveys', survey))();
export const newInvitation: CheckOf<typeof source.newInvitation> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      surveyId: id,
      customerId: customerRef,
      status: oneOf('created', 'opened', 'started', 'finished', 'withdrawn', 'revoked'),
      token: text(),
    },
    {
      contactId: id,
      expiresAt: instant,
      channel: oneOf('link', 'email', 'sms', 'wechat', 'whatsapp', 'qr', 'page'),
      fields: hiddenFields,
      aboutRepId: id,
      raterRole: oneOf('self', 'superior', 'peer', 'report', 'customer'),
      externalRefs: list(externalRef, 20),
      repId: id,
      distributionId: id,
      occasion: text(),
      delivery,
      url: text(),
    },
  ))();
export const invitations = /* @__PURE__ */ (() =>
  calls<typeof source.invitations>('invitations', invitation, newInvitation))();
export const responses = /* @__PURE__ */ (() => ({
  list: call<typeof source.responses.list>('GET', '/v1/responses', { answer: page(response) }),
  read: call<typeof source.responses.read>('GET', '/v1/responses/{id}', { answer: response }),
  create: call<typeof source.responses.create>('POST', '/v1/responses', { body: true, answer: response }),
}))();
export const openSession = /* @__PURE__ */ (() =>
  call<typeof source.openSession>('POST', '/v1/surveys/{id}/sessions', {
    roles: 'anyone',
    body: true,
    answer: object({ token: text() }, { nextAskAt: instant }),
  }))();
export const openedSurvey: CheckOf<typeof source.openedSurvey> = /* @__PURE__ */ (() =>
  object(
    {
      name: text(),
      definition: surveyDefinition,
      answers,
      status: oneOf('open', 'finished', 'closed', 'withdrawn'),
      savedAt: nullable(instant),
      fields: hiddenFields,
    },
    {
      language,
      withheld: list(text()),
      correctable: flag,
      outcomes: list(
        object(
          { status: oneOf('open', 'acknowledged', 'in-progress', 'solved', 'closed'), at: instant },
          { text: text() },
        ),
      ),
      work: whole(),
      shared: flag,
    },
  ))();
export const readSession = /* @__PURE__ */ (() =>
  call<typeof source.readSession>('GET', '/v1/s/{token}', { roles: 'anyone', answer: openedSurvey }))();
export const answerSession = /* @__PURE__ */ (() =>
  call<typeof source.answerSession>('PUT', '/v1/s/{token}/response', {
    roles: 'anyone',
    body: true,
    answer: openedSurvey,
  }))();
