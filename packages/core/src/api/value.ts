import * as z from 'zod/mini';
import { approval } from '../records/approval.ts';
import { stages, tiers } from '../records/customer.ts';
import { customerValue } from '../records/customer-value.ts';
import { wording } from '../records/forecast.ts';
import { kpiSubject } from '../records/goal.ts';
import { currency, day, instant } from '../records/primitives.ts';
import { actions } from '../value/recommend.ts';
import { signalCodes } from '../value/signals.ts';
import { page, paging } from './page.ts';
import { route, staff } from './route.ts';

/** One level of the pyramid. `threshold` is the least value that reaches it, null for the lowest. */
export const pyramidLevel = z.object({
  tier: z.enum(tiers),
  customers: z.int(),
  /** Share of all customers counted; null without any. */
  share: z.nullable(z.number()),
  /** Minor units over the trailing 365 days. */
  value: z.number(),
  /** Share of the value of all customers counted; null where that is not above 0. */
  valueShare: z.nullable(z.number()),
  threshold: z.nullable(z.number()),
});

/**
 * A downgrade or a move to another stage of life that waits for a decision, with what it is about. Figures are those of the last
 * computation: `value` over the trailing 365 days and `threshold`, the least value of the tier that would be left, in minor units of
 * `currency`; `because` says why the stage is to change.
 */
export const askedDowngrade = z.extend(approval, {
  customerName: z.optional(z.string()),
  /** The tier the customer has. */
  from: z.optional(z.enum(tiers)),
  /** The stage the customer is in, where another is proposed. */
  fromStage: z.optional(z.enum(stages)),
  because: z.optional(wording),
  value: z.optional(z.number()),
  threshold: z.optional(z.number()),
  currency: z.optional(currency),
});

/**
 * The value pyramid of a rep's, a team's or all customers. Values of several currencies are never added: each currency has a
 * pyramid of its own, `currency` says whose this is and `currencies` which there are.
 */
export const valuePyramid = z.object({
  subject: kpiSubject,
  /** When the values were computed; null before the first time. */
  asOf: z.nullable(instant),
  currency: z.nullable(currency),
  currencies: z.array(z.object({ currency, customers: z.int() })),
  /** Highest first. */
  levels: z.array(pyramidLevel),
  /** Customers who never bought anything; they stand in no level. */
  without: z.int(),
  /** Customers who changed tier since a day. */
  moves: z.object({ since: day, up: z.int(), down: z.int() }),
  /** Downgrades and moves of stage that wait for a decision, of customers that the caller sees. */
  asked: z.array(askedDowngrade),
});

/** `GET /v1/value/pyramid?subject=&currency=` */
export const readPyramid = route({
  name: 'value.pyramid',
  method: 'GET',
  path: '/v1/value/pyramid',
  summary:
    'The value pyramid of a rep, a team or the company: customers and value by tier, moves, and what is proposed.',
  roles: staff,
  query: z.strictObject({ subject: kpiSubject, currency: z.optional(currency) }),
  status: 200,
  answer: valuePyramid,
});

/** `GET /v1/value/customers?subject=&tier=&signal=&action=&currency=&cursor=&limit=` */
export const listValues = route({
  name: 'value.customers',
  method: 'GET',
  path: '/v1/value/customers',
  summary: 'Customers with their value, signals, recommendation and forecast, the most valuable first.',
  roles: staff,
  query: z.strictObject({
    subject: kpiSubject,
    tier: z.optional(z.enum(tiers)),
    signal: z.optional(z.enum(signalCodes)),
    action: z.optional(z.enum(actions)),
    currency: z.optional(currency),
    ...paging,
  }),
  status: 200,
  answer: page(customerValue),
});

export type PyramidLevelAnswer = z.output<typeof pyramidLevel>;
export type AskedDowngrade = z.output<typeof askedDowngrade>;
export type ValuePyramid = z.output<typeof valuePyramid>;
