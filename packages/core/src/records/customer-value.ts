import * as z from 'zod/mini';
import { valueRecommendation, valueRfm, valueSignal } from './card-value.ts';
import { stages, tiers } from './customer.ts';
import { forecast, wording } from './forecast.ts';
import { currency, id, instant } from './primitives.ts';

/**
 * What a customer with purchases is worth, how that changes and what to do about it, as the nightly job found it. `value` and
 * `previousValue` are minor units of `currency` over the trailing 365 days and the 365 before them.
 */
export const customerValue = z.object({
  customerId: id,
  name: z.string(),
  tier: z.optional(z.enum(tiers)),
  proposedTier: z.optional(z.enum(tiers)),
  stage: z.optional(z.enum(stages)),
  proposedStage: z.optional(z.enum(stages)),
  stageReason: z.optional(wording),
  rfm: valueRfm,
  signals: z.array(valueSignal),
  recommendation: valueRecommendation,
  forecast: z.optional(forecast),
  currency,
  value: z.number(),
  previousValue: z.number(),
  asOf: instant,
});

export type CustomerValue = z.output<typeof customerValue>;
