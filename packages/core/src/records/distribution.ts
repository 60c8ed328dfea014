import * as z from 'zod/mini';
import { caseKinds } from './case.ts';
import { contactRoles } from './contact.ts';
import { customerKinds, stages, tiers } from './customer.ts';
import { id, instant, language, line, prose, slug } from './primitives.ts';
import { record } from './record.ts';

/** What an invitation is sent after: the beginning of a period of the company's calendar, a visit that took place, or a case closed. */
export const occasions = ['month', 'quarter', 'half-year', 'year', 'visit', 'case'] as const;

/** The ways in which a distribution may send: by mail, by a message through a named webhook, or not at all (`link`: reps hand it on). */
export const distributionChannels = ['email', 'sms', 'wechat', 'whatsapp', 'link'] as const;

/**
 * When: `afterDays` days (0 unless said) after what `on` names. `visitTypes` and `caseKinds` narrow it. An occasion that was missed by
 * `withinDays` days (14 unless said) is let go.
 */
export const trigger = z.strictObject({
  on: z.enum(occasions),
  afterDays: z.optional(z.int().check(z.gte(0), z.lte(365))),
  withinDays: z.optional(z.int().check(z.gte(1), z.lte(90))),
  visitTypes: z.optional(z.array(slug).check(z.minLength(1), z.maxLength(20))),
  caseKinds: z.optional(z.array(z.enum(caseKinds)).check(z.minLength(1), z.maxLength(4))),
});

const some = <S extends z.ZodMiniType>(schema: S) => z.optional(z.array(schema).check(z.minLength(1), z.maxLength(50)));

/**
 * Who: customers with each of these, and there `one` person (the most influential who can be reached; the customer itself where it names
 * nobody) or `all` people. Of a visit that says whom it met, only these.
 */
export const audience = z.strictObject({
  kinds: some(z.enum(customerKinds)),
  stages: some(z.enum(stages)),
  tiers: some(z.enum(tiers)),
  industries: some(line(120)),
  repIds: some(id),
  roles: some(z.enum(contactRoles)),
  people: z.optional(z.enum(['one', 'all'])),
});

const perLanguage = (most: number) => z.union([prose(most), z.record(language, prose(most))]);

const schemas = record({
  required: { name: line(200), surveyId: id, trigger },
  defaults: { status: z.enum(['active', 'paused']), channel: z.enum(distributionChannels) },
  values: { status: 'paused', channel: 'email' },
  optional: {
    audience,
    /** The webhook that carries it, by the operator's name for it. */
    endpoint: slug,
    /** In whose name: the company's, or that of the rep who holds the customer; answers go to the rep either way. */
    sender: z.enum(['company', 'rep']),
    subject: perLanguage(200),
    text: perLanguage(2000),
    remindAfterDays: z.int().check(z.gte(1), z.lte(60)),
    reminders: z.int().check(z.gte(0), z.lte(5)),
    expiresAfterDays: z.int().check(z.gte(1), z.lte(365)),
  },
  server: {
    /** Whose view of customers it is sent to; missing where somebody made it who leads no team. */
    ownerId: z.optional(id),
    /** Occasions before this are let go. */
    activeSince: z.optional(instant),
  },
});

/** How a survey is sent out, as a writer sends it. Smallest: `{ id, name, surveyId, trigger: { on } }`; it sends once it is `active`. */
export const distributionCreate = schemas.create;
/** A merge patch for a distribution. */
export const distributionChange = schemas.change;
/** A distribution, as the gateway answers it. */
export const distribution = schemas.stored;

export type DistributionCreate = z.input<typeof distributionCreate>;
export type DistributionChange = z.input<typeof distributionChange>;
export type Distribution = z.output<typeof distribution>;
