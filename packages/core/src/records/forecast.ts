import * as z from 'zod/mini';
import { models } from '../repurchase/model.ts';
import { day, instant, money } from './primitives.ts';

const share = z.number().check(z.gte(0), z.lte(1));
const range = z.tuple([z.number(), z.number()]);
/** A sentence in the languages of the gateway's own words. */
export const wording = z.object({ en: z.string(), 'zh-CN': z.string() });

/**
 * What a customer's purchases say of those to come: a probability and a window, never a bare date. Shares run from 0 to 1;
 * intervals are those of 90 %, and missing where the data do not determine the parameters.
 */
export const forecast = z.object({
  model: z.enum(models),
  /** Whether the data tell customers who have left from those who pause. `note` says what follows where they do not. */
  identified: z.boolean(),
  /** Probability of still being a customer. */
  alive: share,
  /** Probability of at least one purchase within the next `days`. */
  within: z.object({ days: z.int(), probability: share, interval: z.optional(range) }),
  /**
   * Days by which the next purchase comes with a probability of 20 % and of 80 %. Null where that probability is never
   * reached: the customer may never buy again.
   */
  window: z.object({ from: z.nullable(day), to: z.nullable(day) }),
  /** Expected number of purchases within the next `days`. */
  expected: z.object({ days: z.int(), purchases: z.number().check(z.gte(0)), interval: z.optional(range) }),
  /** Expected value of the purchases of the next `days`, discounted; the interval in minor units. */
  lifetimeValue: z.optional(z.object({ amount: money, days: z.optional(z.int()), interval: z.optional(range) })),
  note: z.optional(wording),
  asOf: instant,
});

export type Wording = z.output<typeof wording>;
export type Forecast = z.output<typeof forecast>;
