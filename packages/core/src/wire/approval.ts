// Written out from ../records/approval.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/approval.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiPeriod } from './goal.ts';
import { line } from './line.ts';
import { customerRef, externalRef, id, instant, money, slug, subjectRef } from './primitives.ts';

export const approval: CheckOf<typeof source.approval> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      kind: oneOf(
        'expense',
        'gift',
        'hand-over',
        'downgrade',
        'stage-move',
        'discount',
        'visit',
        'kpi-appeal',
        'other',
      ),
      title: line(300),
      status: oneOf('asked', 'approved', 'refused', 'withdrawn'),
    },
    {
      customerId: customerRef,
      subject: subjectRef,
      kpi: slug,
      period: kpiPeriod,
      amount: money,
      tier: oneOf('top', 'big', 'medium', 'small'),
      stage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      text: text(4000),
      deciderId: id,
      decidedAt: instant,
      reason: text(2000),
      externalRefs: list(externalRef, 20),
      requesterId: id,
    },
  ))();
