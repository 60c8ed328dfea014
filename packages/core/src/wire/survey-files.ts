// Written out from ../api/survey-files.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/survey-files.ts';
import { call } from './call.ts';
import { object, text, type CheckOf, whole } from './check.ts';
import { id } from './primitives.ts';

export const attachedFile: CheckOf<typeof source.attachedFile> = /* @__PURE__ */ (() =>
  object({ id, question: text(), name: text(), type: text(), size: whole() }))();
export const attachFile = /* @__PURE__ */ (() =>
  call<typeof source.attachFile>('POST', '/v1/s/{token}/files', {
    roles: 'anyone',
    body: true,
    answer: attachedFile,
  }))();
export const readAnswerFile = /* @__PURE__ */ (() =>
  call<typeof source.readAnswerFile>('GET', '/v1/responses/{id}/files/{file}', { answerType: 'bytes' }))();
