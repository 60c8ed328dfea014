// Written out from ../api/files.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/files.ts';
import { call, calls } from './call.ts';
import { file } from './file.ts';

export const files = /* @__PURE__ */ (() => calls<typeof source.files>('files', file))();
export const writeContent = /* @__PURE__ */ (() =>
  call<typeof source.writeContent>('PUT', '/v1/files/{id}/content', { bodyType: 'bytes', safe: true, answer: file }))();
export const readContent = /* @__PURE__ */ (() =>
  call<typeof source.readContent>('GET', '/v1/files/{id}/content', { answerType: 'bytes' }))();
