// Written out from ../records/product.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/product.ts';
import { flag, list, object, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { externalRef, id, instant, money } from './primitives.ts';

export const product: CheckOf<typeof source.product> = /* @__PURE__ */ (() =>
  object(
    { id, version: whole(1), createdAt: instant, updatedAt: instant, name: line(200), active: flag },
    { category: line(120), price: money, description: text(2000), externalRefs: list(externalRef, 20) },
  ))();
