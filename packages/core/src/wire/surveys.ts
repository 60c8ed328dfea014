// Written out from ../api/surveys.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/surveys.ts';
import { call, calls, page } from './call.ts';
import { dictionary, list, nullable, number, object, oneOf, pair, text, type CheckOf, whole } from './check.ts';
import { customerRef, externalRef, id, instant, language } from './primitives.ts';
import { answers, invitation, response, survey, surveyDefinition } from './survey.ts';

export const surveys = calls<typeof source.surveys>('surveys', survey);
export const newInvitation: CheckOf<typeof source.newInvitation> = object(
  {
    id,
    version: whole(1),
    createdAt: instant,
    updatedAt: instant,
    surveyId: id,
    customerId: customerRef,
    status: oneOf('created', 'opened', 'started', 'finished', 'revoked'),
    token: text(),
  },
  {
    contactId: id,
    expiresAt: instant,
    channel: oneOf('link', 'email', 'sms', 'qr', 'page'),
    aboutRepId: id,
    raterRole: oneOf('self', 'superior', 'peer', 'report', 'customer'),
    externalRefs: list(externalRef, 20),
    repId: id,
    url: text(),
  },
);
export const invitations = calls<typeof source.invitations>('invitations', invitation, newInvitation);
export const responses = {
  list: call<typeof source.responses.list>('GET', '/v1/responses', { answer: page(response) }),
  read: call<typeof source.responses.read>('GET', '/v1/responses/{id}', { answer: response }),
  create: call<typeof source.responses.create>('POST', '/v1/responses', { body: true, answer: response }),
};
export const readResults = call<typeof source.readResults>('GET', '/v1/surveys/{id}/results', {
  answer: object({
    surveyId: id,
    responses: whole(),
    partial: whole(),
    invitations: whole(),
    responseRate: nullable(number()),
    questions: list(
      object({
        id: text(),
        type: text(),
        n: whole(),
        score: nullable(number()),
        interval: nullable(pair(number(), number())),
        counts: dictionary(text(), whole()),
      }),
    ),
    asOf: instant,
  }),
});
export const openSession = call<typeof source.openSession>('POST', '/v1/surveys/{id}/sessions', {
  roles: 'anyone',
  body: true,
  answer: object({ token: text() }),
});
export const openedSurvey: CheckOf<typeof source.openedSurvey> = object(
  {
    name: text(),
    definition: surveyDefinition,
    answers,
    status: oneOf('open', 'finished', 'closed'),
    savedAt: nullable(instant),
    fields: dictionary(text(), text()),
  },
  { language },
);
export const readSession = call<typeof source.readSession>('GET', '/v1/s/{token}', {
  roles: 'anyone',
  answer: openedSurvey,
});
export const answerSession = call<typeof source.answerSession>('PUT', '/v1/s/{token}/response', {
  roles: 'anyone',
  body: true,
  answer: openedSurvey,
});
