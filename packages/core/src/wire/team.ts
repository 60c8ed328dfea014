// Written out from ../records/team.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/team.ts';
import { list, object, oneOf, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { externalRef, id, instant } from './primitives.ts';

export const team: CheckOf<typeof source.team> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      name: line(200),
      mode: oneOf('side-duty', 'own-post', 'own-department', 'sealed-unit'),
    },
    { parentId: id, managerId: id, externalRefs: list(externalRef, 20) },
  ))();
