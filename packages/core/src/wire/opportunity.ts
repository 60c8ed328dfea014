// Written out from ../records/opportunity.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/opportunity.ts';
import { list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, day, externalRef, extra, id, instant, money } from './primitives.ts';

export const opportunity: CheckOf<typeof source.opportunity> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      stage: oneOf('prospecting', 'engaging', 'proposal', 'negotiation', 'won', 'lost'),
    },
    {
      name: line(300),
      repId: id,
      productId: id,
      amount: money,
      probability: number(0, 1),
      engagedOn: day,
      expectedOn: day,
      closedOn: day,
      note: text(4000),
      extra,
      externalRefs: list(externalRef, 20),
    },
  ))();
