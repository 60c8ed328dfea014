// Written out from ../records/company-settings.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/company-settings.ts';
import { list, number, object, type CheckOf, whole } from './check.ts';
import { currency, instant, slug, timeZone } from './primitives.ts';

export const companySettings: CheckOf<typeof source.companySettings> = object(
  { version: whole(1), timeZone, fiscalStartMonth: whole(1, 12) },
  { updatedAt: instant, currency, scorecardModel: slug, pyramidShares: list(number(0, 1), 4, 4) },
);
