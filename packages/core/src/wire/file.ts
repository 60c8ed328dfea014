// Written out from ../records/file.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/file.ts';
import { flag, like, list, object, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, externalRef, id, instant, subjectRef } from './primitives.ts';

export const file: CheckOf<typeof source.file> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      name: line(255),
      type: text(127, 0, /^[a-z]+\/[a-z0-9.+-]+$/),
      size: whole(0, 50000000),
      sha256: like(/^[0-9a-f]{64}$/),
      complete: flag,
    },
    { subject: subjectRef, externalRefs: list(externalRef, 20) },
  ))();
