// Written out from ../records/kpi-value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/kpi-value.ts';
import { flag, list, nullable, number, object, oneOf, pair, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod } from './goal.ts';
import { instant } from './primitives.ts';

export const kpiValue: CheckOf<typeof source.kpiValue> = /* @__PURE__ */ (() =>
  object(
    {
      kpi: text(),
      subject: text(),
      period: kpiPeriod,
      value: nullable(number()),
      unit: oneOf('count', 'share', 'money', 'days', 'hours', 'score', 'mean'),
      direction: oneOf('higher', 'lower', 'neutral'),
      n: whole(),
      asOf: instant,
      complete: flag,
      formula: text(),
      sources: list(object({ resource: text(), count: whole() })),
    },
    {
      reason: oneOf('no-data', 'below-minimum', 'mixed-currencies', 'not-started'),
      currency: text(),
      numerator: number(),
      denominator: number(),
      interval: pair(number(), number()),
      previous: nullable(number()),
      lastYear: nullable(number()),
      target: number(),
      pace: nullable(number()),
      attainment: nullable(number()),
      thresholds: object({ good: number(), warn: number() }),
      series: list(object({ period: text(), value: nullable(number()) })),
      rank: object({ position: whole(), of: whole(), scope: text() }, { ties: whole() }),
      peers: object({ median: number(), of: whole(), scope: text() }),
    },
  ))();
