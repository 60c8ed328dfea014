// Written out from ../records/customer-review.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/customer-review.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod } from './goal.ts';
import { customerRef, day, externalRef, id, instant } from './primitives.ts';

export const customerReview: CheckOf<typeof source.customerReview> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      period: kpiPeriod,
      recommendation: oneOf('visit', 'cross-sell', 'up-sell', 'repeat', 'leave'),
    },
    { text: text(4000), nextOn: day, externalRefs: list(externalRef, 20), reviewerId: id },
  ))();
