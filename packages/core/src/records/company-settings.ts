import * as z from 'zod/mini';
import { currency, instant, slug, timeZone } from './primitives.ts';

const shares = z.array(z.number().check(z.gte(0), z.lte(1))).check(z.minLength(4), z.maxLength(4));
const month = z.int().check(z.gte(1), z.lte(12));

/**
 * What a company decides once for all of its figures. `timeZone` (UTC unless set) and `fiscalStartMonth` (1 unless set) are its
 * calendar: by them every period begins and ends. `currency` is said where no amount names one, `scorecardModel` weighs scorecards
 * where none is named, `pyramidShares` are the shares of customers in the four levels of the value pyramid, highest first.
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
});

/** A merge patch for the settings; `null` goes back to what holds without. */
export const companySettingsChange = z.strictObject({
  timeZone: z.optional(z.nullable(timeZone)),
  fiscalStartMonth: z.optional(z.nullable(month)),
  currency: z.optional(z.nullable(currency)),
  scorecardModel: z.optional(z.nullable(slug)),
  pyramidShares: z.optional(z.nullable(shares)),
});

export type CompanySettings = z.output<typeof companySettings>;
export type CompanySettingsChange = z.input<typeof companySettingsChange>;
