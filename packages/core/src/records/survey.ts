import * as z from 'zod/mini';
import { customerRef, id, instant, language, line, slug } from './primitives.ts';
import type { SurveyDefinition } from '../survey/types.ts';
import { record } from './record.ts';

/** In which role somebody answers a survey about a rep (a 360-degree review). */
export const raterRoles = ['self', 'superior', 'peer', 'report', 'customer'] as const;

const about = { aboutRepId: id, raterRole: z.enum(raterRoles) };

/** Hidden fields by id: what a link brings along and nobody is asked for. */
export const hiddenFields = z.record(
  z.string().check(z.minLength(1), z.maxLength(128)),
  z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]),
);

/** Where an invitation stands. `withdrawn`: it was finished, and whoever answered took the answer back. */
export const invitationStatuses = ['created', 'opened', 'started', 'finished', 'withdrawn', 'revoked'] as const;

const definitionShape = z.looseObject({
  id: slug,
  version: z.optional(z.int().check(z.gte(1))),
  language: z.optional(language),
  questions: z.array(z.looseObject({ id: z.string(), type: z.string() })).check(z.minLength(1), z.maxLength(1000)),
});

/**
 * A survey definition as plain JSON. Here it is held to its outline only; `checkSurvey` of `@liaise/core/survey` says
 * whether it can work, and nothing is stored that it finds a fault in.
 */
export const surveyDefinition = outlined<SurveyDefinition>(definitionShape);

/** A schema that holds a value to its outline and gives it the type that a fuller check elsewhere vouches for. */
function outlined<T>(schema: unknown): z.ZodMiniType<T, T> {
  return schema as z.ZodMiniType<T, T>;
}

/**
 * When an answer opens a case: one to `question` (the first of type NPS, CSAT or CES unless said) that is as bad as `threshold`, or
 * worse; `threshold` is 6 for NPS and the worst two fifths of any other scale unless said. `dueHours` (48 unless said) is the time
 * until somebody has spoken with the customer. With `opens: false` no answer opens one.
 */
export const followUp = z.strictObject({
  opens: z.optional(z.boolean()),
  question: z.optional(line(128)),
  threshold: z.optional(z.number().check(z.gte(0), z.lte(10))),
  dueHours: z.optional(z.int().check(z.gte(1), z.lte(8760))),
});

const surveySchemas = record({
  required: { name: line(200), definition: surveyDefinition },
  defaults: { status: z.enum(['draft', 'open', 'closed']), access: z.enum(['open', 'invited']) },
  values: { status: 'draft', access: 'invited' },
  optional: {
    closesAt: instant,
    minimumResponses: z.int().check(z.gte(1), z.lte(1000)),
    /** The bits of work that finishing takes of somebody unknown; each bit doubles it. Without it none is asked. */
    proofOfWork: z.int().check(z.gte(4), z.lte(20)),
    /** For how many days after a person was asked this survey it is not asked of them again. */
    recontactDays: z.int().check(z.gte(0), z.lte(3650)),
    followUp,
  },
  server: {},
});

/** A survey: its definition, whether it takes answers, and whom it takes them from (`open`: anyone; `invited`: by link or sign-in). */
export const surveyCreate = surveySchemas.create;
/** A merge patch for a survey. */
export const surveyChange = surveySchemas.change;
/** A survey, as the gateway answers it. */
export const survey = surveySchemas.stored;

/** How far the message that carries an invitation's link has come. */
export const deliveryStates = ['waiting', 'sent', 'bounced', 'failed', 'cancelled'] as const;

/** What was sent for an invitation: by which channel, how far it came, how often, and in a sentence why it went no further. */
export const delivery = z.object({
  state: z.enum(deliveryStates),
  channel: slug,
  at: instant,
  reminders: z.int().check(z.gte(0)),
  why: z.optional(z.string()),
});

const invitationSchemas = record({
  required: { surveyId: id, customerId: customerRef },
  defaults: {},
  values: {},
  optional: {
    contactId: id,
    expiresAt: instant,
    channel: z.enum(['link', 'email', 'sms', 'wechat', 'whatsapp', 'qr', 'page']),
    fields: hiddenFields,
    ...about,
  },
  server: {
    status: z.enum(invitationStatuses),
    repId: z.optional(id),
    distributionId: z.optional(id),
    occasion: z.optional(z.string()),
    delivery: z.optional(delivery),
  },
});

/** An invitation to one survey, as a writer sends it. The answer to its creation carries the link's token, once. */
export const invitationCreate = invitationSchemas.create;
/** A merge patch for an invitation. */
export const invitationChange = invitationSchemas.change;
/** An invitation, as the gateway answers it. */
export const invitation = invitationSchemas.stored;

/** Answers by question id. What an answer may be is said by its question. */
export const answers = z.record(z.string().check(z.minLength(1), z.maxLength(128)), z.json());

/**
 * A response, as the gateway answers it: it keeps the rep who held the customer at that moment. One about a rep never tells who gave it.
 * An anonymous one (`anonymous`), once it is finished, belongs to nobody: its id is drawn at random, and its times, all the same, are the
 * beginning of the week (Monday, UTC) in which it was given.
 */
export const response = z.object({
  id,
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
  surveyId: id,
  surveyVersion: z.int(),
  customerId: z.optional(id),
  contactId: z.optional(id),
  repId: z.optional(id),
  answers,
  final: z.boolean(),
  startedAt: instant,
  finishedAt: z.optional(instant),
  language: z.optional(language),
  source: z.enum(['link', 'page', 'phone', 'import']),
  aboutRepId: z.optional(id),
  raterRole: z.optional(z.enum(raterRoles)),
  fields: z.optional(hiddenFields),
  anonymous: z.optional(z.boolean()),
});

/**
 * A response that comes from elsewhere (telephone, paper, another system), as a writer sends it; or what one of the staff says about a rep:
 * then `aboutRepId` and `raterRole` stand with it, the source may be `page`, and it belongs to no customer.
 */
export const responseCreate = z.strictObject({
  id,
  surveyId: id,
  customerId: z.optional(customerRef),
  contactId: z.optional(id),
  answers,
  at: z.optional(instant),
  language: z.optional(language),
  source: z.enum(['phone', 'import', 'page']),
  aboutRepId: z.optional(id),
  raterRole: z.optional(z.enum(raterRoles)),
});

export type SurveyCreate = z.input<typeof surveyCreate>;
export type SurveyChange = z.input<typeof surveyChange>;
export type SurveyRecord = z.output<typeof survey>;
export type InvitationCreate = z.input<typeof invitationCreate>;
export type InvitationChange = z.input<typeof invitationChange>;
export type Invitation = z.output<typeof invitation>;
export type ResponseCreate = z.input<typeof responseCreate>;
export type ResponseRecord = z.output<typeof response>;
