import * as z from 'zod/mini';

/** A record's identifier: a UUIDv7 in lower case. */
export const id = z
  .string()
  .check(
    z.regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      'Expected a UUIDv7 in lower case, such as 01930b5e-7c00-7000-8000-000000000001.',
    ),
  );

/** One line of text: 1 to `most` characters, not only white space, no line breaks or other control characters. */
export const line = (most: number) =>
  z
    .string()
    .check(
      z.maxLength(most),
      z.regex(/^(?=.*\S)\P{Cc}*$/u, 'Expected one line of text, not only white space, without control characters.'),
    );

/** Text of several lines, up to `most` characters; may be empty. */
export const prose = (most: number) => z.string().check(z.maxLength(most));

/** An instant as RFC 3339 in UTC, ending in `Z`, with at most nine digits of a second. */
export const instant = z.iso
  .datetime('Expected an instant in UTC, such as 2026-11-21T09:30:00Z.')
  .check(
    z.regex(/^(?!0000)/, 'Expected a year from 0001 on.'),
    z.maxLength(30, 'Expected at most nine digits of a second.'),
  );

/** A calendar day without a time zone, `YYYY-MM-DD`. */
export const day = z.iso
  .date('Expected a day that exists, such as 2026-11-21.')
  .check(z.regex(/^(?!0000)/, 'Expected a year from 0001 on.'));

/** A day that returns each year, `MM-DD`, or a full day where the year is known. No time zone: a birthday is one everywhere. */
export const yearlyDay = z
  .string()
  .check(
    z.regex(
      /^(?:\d{4}-)?(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/,
      'Expected a day such as 03-21 or 1980-03-21.',
    ),
  );

/** An ISO 4217 currency code. */
export const currency = z
  .string()
  .check(z.regex(/^[A-Z]{3}$/, 'Expected a currency code of ISO 4217, such as EUR or CNY.'));

/** An amount of money: an integer number of minor units (cents, fen) with its currency. */
export const money = z.strictObject({
  minor: z.int().check(z.gte(-9_000_000_000_000_000), z.lte(9_000_000_000_000_000)),
  currency,
});

/** A BCP 47 language tag. */
export const language = z
  .string()
  .check(
    z.maxLength(35),
    z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'Expected a language tag, such as en or zh-CN.'),
  );

/** A time zone of the IANA database. */
export const timeZone = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/, 'Expected a time zone, such as Asia/Shanghai.'),
  );

/** A word of the company's own: lower-case letters, digits and hyphens. */
export const slug = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Expected lower-case letters, digits and hyphens, such as after-visit.'),
  );

/** A record's row in another system: `system:Collection/row`, such as `zoho:Accounts/123`. */
export const externalRef = z
  .string()
  .check(
    z.maxLength(200),
    z.regex(/^[a-z][a-z0-9-]{0,31}:[^\s/][^\s]*$/, 'Expected system:Collection/row, such as zoho:Accounts/123.'),
  );

/**
 * A customer as a writer may name one: its id, an external reference, a mail address or a phone number. The
 * gateway resolves it; what is stored is the id.
 */
export const customerRef = z
  .string()
  .check(
    z.minLength(3),
    z.maxLength(320),
    z.regex(
      /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9-]{0,31}:\S+|[^\s@]+@[^\s@]+|\+?[0-9][0-9 ()./-]{4,30})$/,
      'Expected a customer: an id, system:Collection/row, a mail address or a phone number.',
    ),
  );

/** A position on the earth, WGS 84, degrees; accuracy in metres. */
export const position = z.strictObject({
  latitude: z.number().check(z.gte(-90), z.lte(90)),
  longitude: z.number().check(z.gte(-180), z.lte(180)),
  accuracy: z.optional(z.number().check(z.gte(0), z.lte(40_000_000))),
});

/** The record that something is about. */
export const subjectRef = z.strictObject({
  kind: z.enum(['customer', 'contact', 'visit', 'case', 'task', 'opportunity', 'response', 'rep', 'team', 'goal']),
  id,
});

/** What a company keeps beside the fields of Liaise: plain values under its own names. */
export const extra = z.record(
  z.string().check(z.maxLength(64), z.regex(/^[A-Za-z][A-Za-z0-9_.-]*$/)),
  z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]),
);

/** The ways to reach a person. */
export const channelKinds = ['email', 'phone', 'mobile', 'sms', 'wechat', 'whatsapp', 'video', 'post', 'web'] as const;

/** One way to reach somebody. */
export const channel = z.strictObject({
  kind: z.enum(channelKinds),
  value: line(320),
  label: z.optional(line(64)),
  preferred: z.optional(z.boolean()),
});

/** What somebody agreed to, by channel, since when and how it is known. */
export const consent = z.strictObject({
  channel: z.enum([...channelKinds, 'survey', 'any']),
  status: z.enum(['granted', 'denied', 'withdrawn']),
  at: instant,
  source: z.optional(line(200)),
});

/** A day worth remembering. `calendar` says how `day` is read; a Chinese day is month and day of that calendar. */
export const importantDate = z.strictObject({
  kind: z.enum(['birthday', 'anniversary', 'founding', 'other']),
  label: z.optional(line(120)),
  day: yearlyDay,
  calendar: z.optional(z.enum(['gregorian', 'chinese'])),
  leapMonth: z.optional(z.boolean()),
});

export type Money = z.infer<typeof money>;
export type Position = z.infer<typeof position>;
export type SubjectRef = z.infer<typeof subjectRef>;
export type Channel = z.infer<typeof channel>;
export type Consent = z.infer<typeof consent>;
export type ImportantDate = z.infer<typeof importantDate>;
