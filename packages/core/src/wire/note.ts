// Written out from ../records/note.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/note.ts';
import { list, object, text, type CheckOf, whole } from './check.ts';
import { customerRef, externalRef, id, instant, subjectRef } from './primitives.ts';

export const note: CheckOf<typeof source.note> = /* @__PURE__ */ (() =>
  object(
    { id, version: whole(1), createdAt: instant, updatedAt: instant, customerId: customerRef, text: text(20000) },
    { subject: subjectRef, mentions: list(id, 50), externalRefs: list(externalRef, 20), authorId: id },
  ))();
