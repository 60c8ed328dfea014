import * as z from 'zod/mini';
import { instant } from './primitives.ts';
import { kpiPeriod } from './goal.ts';

/** Units a KPI is counted in. `money` values are minor units of `currency`. */
export const kpiUnits = ['count', 'share', 'money', 'days', 'hours', 'score', 'mean'] as const;

const figure = z.nullable(z.number());

/** A KPI's value with all that explains it. `value` is null where there is nothing to compute it from; `reason` says why. */
export const kpiValue = z.object({
  kpi: z.string(),
  subject: z.string(),
  period: kpiPeriod,
  value: figure,
  reason: z.optional(z.enum(['no-data', 'below-minimum', 'mixed-currencies', 'not-started'])),
  unit: z.enum(kpiUnits),
  currency: z.optional(z.string()),
  direction: z.enum(['higher', 'lower', 'neutral']),
  numerator: z.optional(z.number()),
  denominator: z.optional(z.number()),
  n: z.int(),
  interval: z.optional(z.tuple([z.number(), z.number()])),
  /** The figure of the period before, over its comparable part. */
  previous: z.optional(figure),
  /** The figure of the same period a year ago, over its comparable part. */
  lastYear: z.optional(figure),
  target: z.optional(z.number()),
  pace: z.optional(figure),
  attainment: z.optional(figure),
  thresholds: z.optional(z.object({ good: z.number(), warn: z.number() })),
  series: z.optional(z.array(z.object({ period: z.string(), value: figure }))),
  /** The place among `of` ranked in `scope` (`team:ID` or `tenant`); `ties` share it, the subject included. */
  rank: z.optional(z.object({ position: z.int(), of: z.int(), scope: z.string(), ties: z.optional(z.int()) })),
  /** The median of the `of` figures in the scope, the subject's included; given from three on, and never a single peer's by name. */
  peers: z.optional(z.object({ median: z.number(), of: z.int(), scope: z.string() })),
  asOf: instant,
  complete: z.boolean(),
  formula: z.string(),
  sources: z.array(z.object({ resource: z.string(), count: z.int() })),
});

export type KpiValue = z.output<typeof kpiValue>;
