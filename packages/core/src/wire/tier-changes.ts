// Written out from ../api/tier-changes.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/tier-changes.ts';
import { call, page } from './call.ts';
import { tierChange } from './tier-change.ts';

export const tierChanges = /* @__PURE__ */ (() => ({
  list: call<typeof source.tierChanges.list>('GET', '/v1/tier-changes', { answer: page(tierChange) }),
  read: call<typeof source.tierChanges.read>('GET', '/v1/tier-changes/{id}', { answer: tierChange }),
}))();
