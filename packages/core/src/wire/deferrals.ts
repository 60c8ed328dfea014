// Written out from ../api/deferrals.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/deferrals.ts';
import { call } from './call.ts';
import { list, nullable, object, type CheckOf } from './check.ts';
import { deferral } from './deferral.ts';
import { instant } from './primitives.ts';

export const peace: CheckOf<typeof source.peace> = /* @__PURE__ */ (() =>
  object({ until: nullable(instant), savedAt: instant }))();
export const deferSession = /* @__PURE__ */ (() =>
  call<typeof source.deferSession>('POST', '/v1/s/{token}/deferral', { roles: 'anyone', body: true, answer: peace }))();
export const listDeferrals = /* @__PURE__ */ (() =>
  call<typeof source.listDeferrals>('GET', '/v1/customers/{id}/deferrals', {
    answer: object({ items: list(deferral) }),
  }))();
export const createDeferral = /* @__PURE__ */ (() =>
  call<typeof source.createDeferral>('POST', '/v1/customers/{id}/deferrals', { body: true, answer: deferral }))();
export const removeDeferrals = /* @__PURE__ */ (() =>
  call<typeof source.removeDeferrals>('DELETE', '/v1/customers/{id}/deferrals'))();
