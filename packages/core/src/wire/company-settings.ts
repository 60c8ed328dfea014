// Written out from ../records/company-settings.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/company-settings.ts';
import { dictionary, either, like, list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { currency, instant, language, slug, timeZone } from './primitives.ts';

export const brand: CheckOf<typeof source.brand> = /* @__PURE__ */ (() =>
  object(
    { name: line(120) },
    {
      accent: like(/^#[0-9a-fA-F]{6}$/),
      privacy: either(text(1000), dictionary(language, text(1000))),
      address: line(300),
    },
  ))();
export const companySettings: CheckOf<typeof source.companySettings> = /* @__PURE__ */ (() =>
  object(
    { version: whole(1), timeZone, fiscalStartMonth: whole(1, 12) },
    {
      updatedAt: instant,
      currency,
      scorecardModel: slug,
      pyramidShares: list(number(0, 1), 4, 4),
      stageMoves: object({}, { forward: oneOf('automatic', 'propose'), back: oneOf('automatic', 'propose') }),
      recontactDays: whole(0, 3650),
      accountRecontactDays: whole(0, 3650),
      brand,
    },
  ))();
