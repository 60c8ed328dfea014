// Written out from ../api/settings.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/settings.ts';
import { call } from './call.ts';
import { companySettings } from './company-settings.ts';

export const readSettings = /* @__PURE__ */ (() =>
  call<typeof source.readSettings>('GET', '/v1/settings', { answer: companySettings }))();
export const changeSettings = /* @__PURE__ */ (() =>
  call<typeof source.changeSettings>('PATCH', '/v1/settings', {
    body: true,
    bodyType: 'merge',
    answer: companySettings,
  }))();
