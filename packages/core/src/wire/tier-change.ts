// Written out from ../records/tier-change.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/tier-change.ts';
import { object, oneOf, text, type CheckOf, whole } from './check.ts';
import { id, instant } from './primitives.ts';

export const tierChange: CheckOf<typeof source.tierChange> = /* @__PURE__ */ (() =>
  object(
    { id, version: whole(1), createdAt: instant, updatedAt: instant, customerId: id, at: instant },
    {
      from: oneOf('top', 'big', 'medium', 'small'),
      to: oneOf('top', 'big', 'medium', 'small'),
      reason: text(1000),
      approvalId: id,
    },
  ))();
