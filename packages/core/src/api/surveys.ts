import * as z from 'zod/mini';
import { caseStatuses } from '../records/case.ts';
import { customerRef, id, instant, language, slug } from '../records/primitives.ts';
import {
  answers,
  hiddenFields,
  invitation,
  invitationChange,
  invitationCreate,
  invitationStatuses,
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
    status: z.enum(invitationStatuses),
    distributionId: id,
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

/**
 * `POST /v1/surveys/{id}/sessions`: a session for an element on a page. Open surveys take anyone (`tenant` says whose,
 * where the gateway serves several); the others a token of role `contact`. A person who wants to be left in peace, or was asked lately,
 * is refused with `not-now` and from when on they may be asked; `ownAct` says that the person asked for the survey themself.
 */
export const openSession = route({
  name: 'surveys.open-session',
  method: 'POST',
  path: '/v1/surveys/{id}/sessions',
  summary: 'Open a session in which an element on a page answers a survey.',
  roles: 'anyone',
  query: z.strictObject({ tenant: z.optional(slug) }),
  body: z.strictObject({
    customerId: z.optional(customerRef),
    language: z.optional(language),
    ownAct: z.optional(z.boolean()),
  }),
  status: 201,
  /** `nextAskAt`: before then nobody asks this person anything else, as the company has set it; a device keeps it for visitors without a name. */
  answer: z.object({ token: z.string(), nextAskAt: z.optional(instant) }),
  limits: { bytes: 4096, depth: 2, entries: 10 },
});

/** Where a case stands that came of an answer, as whoever gave the answer is told. */
const outcome = z.object({
  status: z.enum(caseStatuses),
  /** What the company says about it. */
  text: z.optional(z.string()),
  /** When that was last changed. */
  at: instant,
});

/**
 * What the customer's side of a survey shows: the definition, what was answered so far, and where it stands.
 *
 * - `withheld`: questions whose answers were typed on another device; they are kept, read as `null` here, and are only replaced by an
 *   answer given here.
 * - `correctable`: the answer may be given anew, by a save whose `corrects` is this `savedAt`.
 * - `outcomes`: what was done about the answer.
 * - `work`: the bits of work that finishing takes (`@liaise/core/proof`).
 * - `shared`: the link serves many; open a session under it before anything is saved.
 */
export const openedSurvey = z.object({
  name: z.string(),
  definition: surveyDefinition,
  answers,
  status: z.enum(['open', 'finished', 'closed', 'withdrawn']),
  language: z.optional(language),
  savedAt: z.nullable(instant),
  fields: hiddenFields,
  withheld: z.optional(z.array(z.string())),
  correctable: z.optional(z.boolean()),
  outcomes: z.optional(z.array(outcome)),
  work: z.optional(z.int()),
  shared: z.optional(z.boolean()),
});

/** 128 random bits in base64url. */
const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, 'Expected 22 characters of base64url.'));

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

/**
 * `PUT /v1/s/{token}/response`: all answers so far; `final` ends it. `device` is the secret of the device that answers, `receipt` one that
 * the respondent keeps so as to take an anonymous answer back, `proof` the work that an open survey asks for, `corrects` the `savedAt` of the
 * finished answer that this one replaces, `fields` hidden fields that came with the address and whose definition lets them.
 */
export const answerSession = route({
  name: 'session.answer',
  method: 'PUT',
  path: '/v1/s/{token}/response',
  summary: 'Save the answers so far, finish, or correct.',
  roles: 'anyone',
  body: z.strictObject({
    answers,
    final: z.boolean(),
    language: z.optional(language),
    device: z.optional(secret),
    receipt: z.optional(secret),
    proof: z.optional(z.string().check(z.maxLength(32))),
    corrects: z.optional(instant),
    fields: z.optional(hiddenFields),
  }),
  status: 200,
  answer: openedSurvey,
  limits: oneRecord,
});

export type OpenedSurvey = z.output<typeof openedSurvey>;
