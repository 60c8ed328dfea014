// Written out from ../records/customer-value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/customer-value.ts';
import { list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { forecast, wording } from './forecast.ts';
import { currency, id, instant } from './primitives.ts';

export const valueSignal: CheckOf<typeof source.valueSignal> = object({
  code: oneOf(
    'high-level',
    'high-lifetime-value',
    'level-up',
    'level-down',
    'value-up',
    'value-down',
    'alive-drop',
    'buys-less-than-usual',
    'buys-more-than-usual',
    'complaint-open',
    'dispute-open',
    'payment-overdue',
    'detractor',
    'margin-negative',
    'contact-overdue',
    'probably-lost',
  ),
  kind: oneOf('valuable', 'changing', 'problem'),
  reason: wording,
});
export const valueRecommendation: CheckOf<typeof source.valueRecommendation> = object({
  action: oneOf('visit', 'cross-sell', 'up-sell', 'repeat', 'leave'),
  because: text(),
  reason: wording,
});
export const valueRfm: CheckOf<typeof source.valueRfm> = object({
  recency: whole(),
  frequency: whole(),
  monetary: number(),
  scores: object({ recency: whole(1, 5), frequency: whole(1, 5), monetary: whole(1, 5), cell: text() }),
});
export const customerValue: CheckOf<typeof source.customerValue> = object(
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
);
export const cardValue: CheckOf<typeof source.cardValue> = object(
  {
    rfm: valueRfm,
    signals: list(valueSignal),
    recommendation: valueRecommendation,
    currency,
    value: number(),
    previousValue: number(),
    asOf: instant,
  },
  { tier: oneOf('top', 'big', 'medium', 'small'), proposedTier: oneOf('top', 'big', 'medium', 'small') },
);
