// Written out from ../records/visit.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/visit.ts';
import { flag, list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, day, externalRef, extra, id, instant, position, slug } from './primitives.ts';

export const nextStep: CheckOf<typeof source.nextStep> = /* @__PURE__ */ (() =>
  object({ title: line(300) }, { dueOn: day, ownerId: id }))();
export const visitMove: CheckOf<typeof source.visitMove> = /* @__PURE__ */ (() =>
  object(
    {
      move: oneOf('check-in', 'check-out', 'report', 'review', 'skip', 'cancel', 'no-show', 'force-close'),
      from: oneOf(
        'planned',
        'checked-in',
        'checked-out',
        'reported',
        'reviewed',
        'skipped',
        'cancelled',
        'no-show',
        'force-closed',
      ),
      to: oneOf(
        'planned',
        'checked-in',
        'checked-out',
        'reported',
        'reviewed',
        'skipped',
        'cancelled',
        'no-show',
        'force-closed',
      ),
      at: instant,
      by: line(200),
    },
    { position, reason: text(1000), receivedAt: instant },
  ))();
export const visit: CheckOf<typeof source.visit> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      type: slug,
      repId: id,
      status: oneOf(
        'planned',
        'checked-in',
        'checked-out',
        'reported',
        'reviewed',
        'skipped',
        'cancelled',
        'no-show',
        'force-closed',
      ),
      unplanned: flag,
      moves: list(visitMove),
    },
    {
      plannedStart: instant,
      plannedEnd: instant,
      purpose: text(1000),
      contactIds: list(id, 50),
      notes: text(20000),
      outcome: oneOf('met', 'agreed', 'needs-follow-up', 'refused', 'nobody-there'),
      nextStep,
      extra,
      externalRefs: list(externalRef, 20),
      checkedInAt: instant,
      checkedOutAt: instant,
    },
  ))();
