import * as z from 'zod/mini';
import { customerRef, id, instant, language, slug } from '../records/primitives.ts';
import {
  answers,
  invitation,
  invitationChange,
  invitationCreate,
  response,
  responseCreate,
  survey,
  surveyChange,
  surveyCreate,
  surveyDefinition,
} from '../records/survey.ts';
import { page, paging } from './page.ts';
import { resource } from './resource.ts';
import { leaders, oneRecord, route, staff } from './route.ts';

const large = { bytes: 1_000_000, depth: 32, entries: 10_000 };

/** `/v1/surveys`. Wherever a survey is asked for by id, its definition's id serves too. */
export const surveys = resource({
  name: 'surveys',
  one: 'survey',
  stored: survey,
  create: surveyCreate,
  change: surveyChange,
  filters: { status: z.enum(['draft', 'open', 'closed']), key: slug },
  writers: leaders,
  limits: large,
});

/** The answer to a new invitation: the invitation, and its link's token, told this once. */
export const newInvitation = z.extend(invitation, { token: z.string(), url: z.optional(z.string()) });

const invitationRoutes = resource({
  name: 'invitations',
  one: 'invitation',
  stored: invitation,
  create: invitationCreate,
  change: invitationChange,
  filters: {
    surveyId: id,
    customerId: customerRef,
    status: z.enum(['created', 'opened', 'started', 'finished', 'revoked']),
  },
});

/** `/v1/invitations`. Removing one revokes its link. */
export const invitations = {
  ...invitationRoutes,
  create: { ...invitationRoutes.create, answer: newInvitation },
};

/** `/v1/responses`: read by staff; written only for answers that come from elsewhere. */
export const responses = {
  list: route({
    name: 'responses.list',
    method: 'GET',
    path: '/v1/responses',
    summary: 'List responses, newest id last.',
    roles: staff,
    query: z.strictObject({
      surveyId: z.optional(id),
      customerId: z.optional(customerRef),
      repId: z.optional(id),
      final: z.optional(z.enum(['true', 'false'])),
      ...paging,
    }),
    status: 200,
    answer: page(response),
  }),
  read: route({
    name: 'responses.read',
    method: 'GET',
    path: '/v1/responses/{id}',
    summary: 'Read one response.',
    roles: staff,
    status: 200,
    answer: response,
  }),
  create: route({
    name: 'responses.create',
    method: 'POST',
    path: '/v1/responses',
    summary: 'Record a response that came by telephone, on paper or from another system.',
    roles: staff,
    body: responseCreate,
    status: 201,
    answer: response,
    limits: oneRecord,
  }),
};

/** `GET /v1/surveys/{id}/results` */
export const readResults = route({
  name: 'surveys.results',
  method: 'GET',
  path: '/v1/surveys/{id}/results',
  summary: "A survey's figures with their sample size and interval.",
  roles: staff,
  query: z.strictObject({ from: z.optional(instant), to: z.optional(instant), repId: z.optional(id) }),
  status: 200,
  answer: z.object({
    surveyId: id,
    responses: z.int(),
    partial: z.int(),
    invitations: z.int(),
    responseRate: z.nullable(z.number()),
    questions: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        n: z.int(),
        score: z.nullable(z.number()),
        interval: z.nullable(z.tuple([z.number(), z.number()])),
        counts: z.record(z.string(), z.int()),
      }),
    ),
    asOf: instant,
  }),
});

/**
 * `POST /v1/surveys/{id}/sessions`: a session for an element on a page. Open surveys take anyone (`tenant` says whose,
 * where the gateway serves several); the others a token of role `contact`.
 */
export const openSession = route({
  name: 'surveys.open-session',
  method: 'POST',
  path: '/v1/surveys/{id}/sessions',
  summary: 'Open a session in which an element on a page answers a survey.',
  roles: 'anyone',
  query: z.strictObject({ tenant: z.optional(slug) }),
  body: z.strictObject({ customerId: z.optional(customerRef), language: z.optional(language) }),
  status: 201,
  answer: z.object({ token: z.string() }),
  limits: { bytes: 4096, depth: 2, entries: 10 },
});

/** What the customer's side of a survey shows: the definition, what was answered so far, and where it stands. */
export const openedSurvey = z.object({
  name: z.string(),
  definition: surveyDefinition,
  answers,
  status: z.enum(['open', 'finished', 'closed']),
  language: z.optional(language),
  savedAt: z.nullable(instant),
  fields: z.record(z.string(), z.string()),
});

/** `GET /v1/s/{token}`. Reading spends nothing. */
export const readSession = route({
  name: 'session.read',
  method: 'GET',
  path: '/v1/s/{token}',
  summary: 'What the holder of a survey link sees.',
  roles: 'anyone',
  status: 200,
  answer: openedSurvey,
});

/** `PUT /v1/s/{token}/response`: all answers so far; `final` ends it. */
export const answerSession = route({
  name: 'session.answer',
  method: 'PUT',
  path: '/v1/s/{token}/response',
  summary: 'Save the answers so far, or finish.',
  roles: 'anyone',
  body: z.strictObject({ answers, final: z.boolean(), language: z.optional(language) }),
  status: 200,
  answer: openedSurvey,
  limits: oneRecord,
});

export type OpenedSurvey = z.output<typeof openedSurvey>;
