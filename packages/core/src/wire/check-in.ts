// Written out from ../records/check-in.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/check-in.ts';
import { list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod, kpiSubject } from './goal.ts';
import { externalRef, id, instant } from './primitives.ts';

export const checkIn: CheckOf<typeof source.checkIn> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      goalId: id,
      at: instant,
      confidence: oneOf('on-track', 'at-risk', 'off-track'),
      subject: kpiSubject,
      period: kpiPeriod,
    },
    { value: number(), note: text(2000), externalRefs: list(externalRef, 20), authorId: id },
  ))();
