// Written out from ../records/goal.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/goal.ts';
import { like, list, number, object, text, type CheckOf, whole } from './check.ts';
import { day, externalRef, id, instant, slug } from './primitives.ts';

export const kpiSubject: CheckOf<typeof source.kpiSubject> = /* @__PURE__ */ (() =>
  text(400, 0, /^(?:tenant|(?:rep|team):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|customer:\S.{2,319})$/))();
export const kpiPeriod: CheckOf<typeof source.kpiPeriod> = /* @__PURE__ */ (() =>
  like(/^(?:\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]|W(?:0[1-9]|[1-4]\d|5[0-3])))?|last-(?:7|30|90|365)-days)$/))();
export const goal: CheckOf<typeof source.goal> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      kpi: slug,
      subject: kpiSubject,
      period: kpiPeriod,
      target: number(),
    },
    {
      baseline: number(),
      warn: number(),
      wording: text(1000),
      ownerId: id,
      dueOn: day,
      parentId: id,
      externalRefs: list(externalRef, 20),
    },
  ))();
