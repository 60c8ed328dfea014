// Written out from ../api/together.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/together.ts';
import { call } from './call.ts';
import { anything, list, object, text, whole } from './check.ts';
import { id } from './primitives.ts';

export const batch = /* @__PURE__ */ (() =>
  call<typeof source.batch>('POST', '/v1/batch', {
    body: true,
    safe: true,
    answer: object({ responses: list(object({ status: whole(), body: anything }, { etag: text() })) }),
  }))();
export const reconcile = /* @__PURE__ */ (() =>
  call<typeof source.reconcile>('POST', '/v1/reconcile', {
    body: true,
    safe: true,
    answer: object({ held: list(id), missing: list(id) }),
  }))();
