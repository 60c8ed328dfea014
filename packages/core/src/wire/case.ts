// Written out from ../records/case.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/case.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, externalRef, extra, id, instant, subjectRef } from './primitives.ts';

export const closingContact: CheckOf<typeof source.closingContact> = /* @__PURE__ */ (() =>
  object({ kind: oneOf('interaction', 'visit'), id }))();
export const caseRecord: CheckOf<typeof source.caseRecord> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      kind: oneOf('request', 'complaint', 'dispute', 'praise'),
      title: line(300),
      status: oneOf('open', 'acknowledged', 'in-progress', 'solved', 'closed'),
      severity: oneOf('low', 'normal', 'high', 'critical'),
      openedAt: instant,
    },
    {
      text: text(20000),
      ownerId: id,
      contactId: id,
      dueAt: instant,
      firstContactAt: instant,
      closedAt: instant,
      closingContact,
      rootCause: text(2000),
      solution: text(4000),
      outcome: text(2000),
      source: subjectRef,
      extra,
      externalRefs: list(externalRef, 20),
    },
  ))();
