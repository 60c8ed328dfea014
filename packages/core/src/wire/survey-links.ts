// Written out from ../api/survey-links.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/survey-links.ts';
import { call } from './call.ts';
import { flag, list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { id, instant } from './primitives.ts';
import { hiddenFields } from './survey.ts';
import { openedSurvey } from './surveys.ts';

export const withdrawSession = /* @__PURE__ */ (() =>
  call<typeof source.withdrawSession>('POST', '/v1/s/{token}/withdrawal', {
    roles: 'anyone',
    body: true,
    answer: openedSurvey,
  }))();
export const shareSession = /* @__PURE__ */ (() =>
  call<typeof source.shareSession>('POST', '/v1/s/{token}/sessions', {
    roles: 'anyone',
    body: true,
    answer: object({ token: text() }),
  }))();
export const readReceipt = /* @__PURE__ */ (() =>
  call<typeof source.readReceipt>('POST', '/v1/receipts', {
    roles: 'anyone',
    body: true,
    safe: true,
    answer: openedSurvey,
  }))();
export const withdrawReceipt = /* @__PURE__ */ (() =>
  call<typeof source.withdrawReceipt>('POST', '/v1/receipts/withdrawals', {
    roles: 'anyone',
    body: true,
    safe: true,
    answer: object({ withdrawn: flag }),
  }))();
export const surveyLink: CheckOf<typeof source.surveyLink> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      surveyId: id,
      createdAt: instant,
      status: oneOf('created', 'opened', 'started', 'finished', 'withdrawn', 'revoked'),
      used: whole(),
    },
    { limit: whole(), expiresAt: instant, fields: hiddenFields },
  ))();
export const surveyLinks = /* @__PURE__ */ (() => ({
  list: call<typeof source.surveyLinks.list>('GET', '/v1/surveys/{id}/links', {
    answer: object({ items: list(surveyLink) }),
  }),
  create: call<typeof source.surveyLinks.create>('POST', '/v1/surveys/{id}/links', {
    body: true,
    answer: object(
      {
        id,
        surveyId: id,
        createdAt: instant,
        status: oneOf('created', 'opened', 'started', 'finished', 'withdrawn', 'revoked'),
        used: whole(),
        token: text(),
      },
      { limit: whole(), expiresAt: instant, fields: hiddenFields, url: text() },
    ),
  }),
  revoke: call<typeof source.surveyLinks.revoke>('DELETE', '/v1/surveys/{id}/links/{link}'),
}))();
