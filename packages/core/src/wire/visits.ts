// Written out from ../api/visits.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/visits.ts';
import { call, calls } from './call.ts';
import { visit } from './visit.ts';

export const visits = /* @__PURE__ */ (() => calls<typeof source.visits>('visits', visit))();
export const moveVisit = /* @__PURE__ */ (() =>
  call<typeof source.moveVisit>('POST', '/v1/visits/{id}/moves', { body: true, answer: visit }))();
