// Written out from ../records/purchase.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/purchase.ts';
import { list, number, object, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, externalRef, extra, id, instant, money } from './primitives.ts';

export const purchase: CheckOf<typeof source.purchase> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      at: instant,
      amount: money,
    },
    {
      productId: id,
      quantity: number(0, 1000000000),
      description: line(300),
      extra,
      externalRefs: list(externalRef, 20),
    },
  ))();
