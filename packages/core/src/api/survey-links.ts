import * as z from 'zod/mini';
import { id, instant, language } from '../records/primitives.ts';
import { hiddenFields, invitationStatuses } from '../records/survey.ts';
import { leaders, oneRecord, route } from './route.ts';
import { openedSurvey } from './surveys.ts';

const small = { bytes: 4096, depth: 2, entries: 10 };

/** `POST /v1/s/{token}/withdrawal`: takes an answer back. What was answered anonymously goes by its receipt. */
export const withdrawSession = route({
  name: 'session.withdraw',
  method: 'POST',
  path: '/v1/s/{token}/withdrawal',
  summary: 'Take the answer under a link back.',
  roles: 'anyone',
  body: z.strictObject({}),
  status: 200,
  answer: openedSurvey,
  limits: small,
});

/** `POST /v1/s/{token}/sessions`: under a link that serves many, a session of one's own. */
export const shareSession = route({
  name: 'session.share',
  method: 'POST',
  path: '/v1/s/{token}/sessions',
  summary: 'Open a session under a link that serves many.',
  roles: 'anyone',
  body: z.strictObject({ language: z.optional(language) }),
  status: 201,
  answer: z.object({ token: z.string() }),
  limits: small,
});

const receipt = z.strictObject({ receipt: z.string().check(z.maxLength(100)) });

/** `POST /v1/receipts`: what was answered anonymously, for whoever holds the receipt (`<tenant>.<22 characters>`). */
export const readReceipt = route({
  name: 'receipts.read',
  method: 'POST',
  path: '/v1/receipts',
  summary: 'Read an anonymous answer by its receipt.',
  roles: 'anyone',
  body: receipt,
  safe: true,
  status: 200,
  answer: openedSurvey,
  limits: small,
});

/** `POST /v1/receipts/withdrawals`: takes an anonymous answer back. Repeating it is told the same. */
export const withdrawReceipt = route({
  name: 'receipts.withdraw',
  method: 'POST',
  path: '/v1/receipts/withdrawals',
  summary: 'Take an anonymous answer back by its receipt.',
  roles: 'anyone',
  body: receipt,
  safe: true,
  status: 200,
  answer: z.object({ withdrawn: z.boolean() }),
  limits: small,
});

/** A link that serves many: `used` answers were finished under it, of at most `limit`. */
export const surveyLink = z.object({
  id,
  surveyId: id,
  createdAt: instant,
  status: z.enum(invitationStatuses),
  limit: z.optional(z.int()),
  used: z.int(),
  expiresAt: z.optional(instant),
  fields: z.optional(hiddenFields),
});

/** The links of a survey that serve many: for a poster, a till, a newsletter. Removing one revokes it and what is unfinished under it. */
export const surveyLinks = {
  list: route({
    name: 'survey-links.list',
    method: 'GET',
    path: '/v1/surveys/{id}/links',
    summary: 'List the links of a survey that serve many.',
    roles: leaders,
    status: 200,
    answer: z.object({ items: z.array(surveyLink) }),
  }),
  create: route({
    name: 'survey-links.create',
    method: 'POST',
    path: '/v1/surveys/{id}/links',
    summary: 'Make a link that serves many; its token is told this once.',
    roles: leaders,
    body: z.strictObject({
      id,
      limit: z.optional(z.int().check(z.gte(1), z.lte(10_000_000))),
      expiresAt: z.optional(instant),
      fields: z.optional(hiddenFields),
    }),
    status: 201,
    answer: z.extend(surveyLink, { token: z.string(), url: z.optional(z.string()) }),
    limits: oneRecord,
  }),
  revoke: route({
    name: 'survey-links.revoke',
    method: 'DELETE',
    path: '/v1/surveys/{id}/links/{link}',
    summary: 'Revoke a link that serves many.',
    roles: leaders,
    status: 204,
  }),
};

export type SurveyLink = z.output<typeof surveyLink>;
