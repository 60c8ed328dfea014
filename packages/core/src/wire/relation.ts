// Written out from ../records/relation.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/relation.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { customerRef, day, externalRef, id, instant } from './primitives.ts';

export const relation: CheckOf<typeof source.relation> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      from: object({ kind: oneOf('customer', 'contact'), id }),
      to: object({ kind: oneOf('customer', 'contact'), id }),
      kind: oneOf('family', 'friend', 'referrer', 'partner', 'parent', 'supplier', 'colleague', 'other'),
    },
    { since: day, note: text(1000), externalRefs: list(externalRef, 20) },
  ))();
