// Written out from ../records/task.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/task.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, day, externalRef, id, instant, subjectRef } from './primitives.ts';

export const task: CheckOf<typeof source.task> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      title: line(300),
      status: oneOf('open', 'done', 'cancelled'),
      priority: oneOf('low', 'normal', 'high'),
      ownerId: id,
    },
    {
      customerId: customerRef,
      dueOn: day,
      text: text(4000),
      source: subjectRef,
      doneAt: instant,
      externalRefs: list(externalRef, 20),
    },
  ))();
