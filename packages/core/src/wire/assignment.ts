// Written out from ../records/assignment.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/assignment.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { customerRef, day, externalRef, id, instant } from './primitives.ts';

export const assignment: CheckOf<typeof source.assignment> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      repId: id,
      role: oneOf('holder', 'deputy', 'co-owner', 'originator'),
      from: day,
    },
    { to: day, why: text(1000), externalRefs: list(externalRef, 20) },
  ))();
