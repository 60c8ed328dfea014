// Written out from ../api/subjects.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/subjects.ts';
import { call } from './call.ts';
import { anything, dictionary, list, object, text, whole } from './check.ts';
import { id, instant } from './primitives.ts';

export const exportSubject = /* @__PURE__ */ (() =>
  call<typeof source.exportSubject>('GET', '/v1/subjects/{id}/export', {
    answer: object({ subjectId: id, at: instant, records: dictionary(text(), list(anything)) }),
  }))();
export const eraseSubject = /* @__PURE__ */ (() =>
  call<typeof source.eraseSubject>('POST', '/v1/subjects/{id}/erase', {
    body: true,
    answer: object({ subjectId: id, erased: dictionary(text(), whole()) }),
  }))();
