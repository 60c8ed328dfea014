import * as z from 'zod/mini';
import { currency, instant, language, line, prose, slug, timeZone } from './primitives.ts';

const shares = z.array(z.number().check(z.gte(0), z.lte(1))).check(z.minLength(4), z.maxLength(4));
const days = z.int().check(z.gte(0), z.lte(3650));
const decides = z.enum(['automatic', 'propose']);
const stageMoves = z.strictObject({ forward: z.optional(decides), back: z.optional(decides) });
const month = z.int().check(z.gte(1), z.lte(12));

/** How the company shows itself in what it sends: texts may differ by language. */
export const brand = z.strictObject({
  name: line(120),
  /** Under 4.5:1 against white it is darkened where text stands on it. */
  accent: z.optional(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'Expected a colour such as #0a58ca.'))),
  privacy: z.optional(z.union([prose(1000), z.record(language, prose(1000))])),
  /** The postal address that stands below a mail. */
  address: z.optional(line(300)),
});

/**
 * What a company decides once for all of its figures. `timeZone` (UTC unless set) and `fiscalStartMonth` (1 unless set) are its
 * calendar: by them every period begins and ends. `currency` is said where no amount names one, `scorecardModel` weighs scorecards
 * where none is named, `pyramidShares` are the shares of customers in the four levels of the value pyramid, highest first, `stageMoves`
 * says who moves customers between stages of life: the nightly job itself, or a leader whom it asks. Without it what goes forward
 * (a first purchase, bought again, growing, come back) is automatic, and what goes back (no longer growing, probably lost) is proposed.
 * `brand` is what mail to customers shows. For `recontactDays` after a person was asked by a survey nobody asks them again, whatever the survey
 * and the channel; for `accountRecontactDays` nobody asks anybody of the same customer. Without them no time has to pass.
 */
export const companySettings = z.object({
  /** 1 while nothing was ever set. */
  version: z.int().check(z.gte(1)),
  /** When it was last changed; missing while nothing was ever set. */
  updatedAt: z.optional(instant),
  timeZone,
  fiscalStartMonth: month,
  currency: z.optional(currency),
  scorecardModel: z.optional(slug),
  pyramidShares: z.optional(shares),
  stageMoves: z.optional(stageMoves),
  recontactDays: z.optional(days),
  accountRecontactDays: z.optional(days),
  brand: z.optional(brand),
});

/** A merge patch for the settings; `null` goes back to what holds without. */
export const companySettingsChange = z.strictObject({
  timeZone: z.optional(z.nullable(timeZone)),
  fiscalStartMonth: z.optional(z.nullable(month)),
  currency: z.optional(z.nullable(currency)),
  scorecardModel: z.optional(z.nullable(slug)),
  pyramidShares: z.optional(z.nullable(shares)),
  stageMoves: z.optional(z.nullable(stageMoves)),
  recontactDays: z.optional(z.nullable(days)),
  accountRecontactDays: z.optional(z.nullable(days)),
  brand: z.optional(z.nullable(brand)),
});

export type Brand = z.output<typeof brand>;
export type CompanySettings = z.output<typeof companySettings>;
export type CompanySettingsChange = z.input<typeof companySettingsChange>;
