// Written out from ../records/customer-value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/customer-value.ts';
import { list, number, object, oneOf, text, type CheckOf } from './check.ts';
import { valueRecommendation, valueRfm, valueSignal } from './card-value.ts';
import { forecast, wording } from './forecast.ts';
import { currency, id, instant } from './primitives.ts';

export const customerValue: CheckOf<typeof source.customerValue> = /* @__PURE__ */ (() =>
  object(
    {
      customerId: id,
      name: text(),
      rfm: valueRfm,
      signals: list(valueSignal),
      recommendation: valueRecommendation,
      currency,
      value: number(),
      previousValue: number(),
      asOf: instant,
    },
    {
      tier: oneOf('top', 'big', 'medium', 'small'),
      proposedTier: oneOf('top', 'big', 'medium', 'small'),
      stage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      proposedStage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      stageReason: wording,
      forecast,
    },
  ))();
