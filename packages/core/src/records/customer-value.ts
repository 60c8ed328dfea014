import * as z from 'zod/mini';
import { actions } from '../value/recommend.ts';
import { signalCodes, signalKinds } from '../value/signals.ts';
import { stages, tiers } from './customer.ts';
import { forecast, wording } from './forecast.ts';
import { currency, id, instant } from './primitives.ts';

const score = z.int().check(z.gte(1), z.lte(5));

/** Why a customer is valuable, changing or a problem. */
export const valueSignal = z.object({ code: z.enum(signalCodes), kind: z.enum(signalKinds), reason: wording });

/** What to do next with a customer. `because` is a signal's code, or what there is room for. */
export const valueRecommendation = z.object({ action: z.enum(actions), because: z.string(), reason: wording });

/** Recency (days since the last purchase), frequency (days with a purchase) and monetary value (minor units), with their scores. */
export const valueRfm = z.object({
  recency: z.int(),
  frequency: z.int(),
  monetary: z.number(),
  scores: z.object({ recency: score, frequency: score, monetary: score, cell: z.string() }),
});

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

/** The part of it that a customer card shows beside the forecast. */
export const cardValue = z.object({
  tier: z.optional(z.enum(tiers)),
  proposedTier: z.optional(z.enum(tiers)),
  rfm: valueRfm,
  signals: z.array(valueSignal),
  recommendation: valueRecommendation,
  currency,
  value: z.number(),
  previousValue: z.number(),
  asOf: instant,
});

export type ValueSignal = z.output<typeof valueSignal>;
export type ValueRecommendation = z.output<typeof valueRecommendation>;
export type CustomerValue = z.output<typeof customerValue>;
export type CardValue = z.output<typeof cardValue>;
