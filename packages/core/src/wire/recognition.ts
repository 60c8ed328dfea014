// Written out from ../records/recognition.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/recognition.ts';
import { list, object, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod } from './goal.ts';
import { externalRef, id, instant, slug } from './primitives.ts';

export const recognition: CheckOf<typeof source.recognition> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      repId: id,
      text: text(1000, 0, /\S/),
      at: instant,
    },
    { kpi: slug, period: kpiPeriod, externalRefs: list(externalRef, 20), authorId: id },
  ))();
