// Written out from ../records/card-value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/card-value.ts';
import { list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { wording } from './forecast.ts';
import { currency, instant, slug } from './primitives.ts';

export const valueSignal: CheckOf<typeof source.valueSignal> = /* @__PURE__ */ (() =>
  object({ code: slug, kind: oneOf('valuable', 'changing', 'problem'), reason: wording }))();
export const valueRecommendation: CheckOf<typeof source.valueRecommendation> = /* @__PURE__ */ (() =>
  object({ action: oneOf('visit', 'cross-sell', 'up-sell', 'repeat', 'leave'), because: text(), reason: wording }))();
export const valueRfm: CheckOf<typeof source.valueRfm> = /* @__PURE__ */ (() =>
  object({
    recency: whole(),
    frequency: whole(),
    monetary: number(),
    scores: object({ recency: whole(1, 5), frequency: whole(1, 5), monetary: whole(1, 5), cell: text() }),
  }))();
export const cardValue: CheckOf<typeof source.cardValue> = /* @__PURE__ */ (() =>
  object(
    {
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
      proposedStage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      stageReason: wording,
    },
  ))();
