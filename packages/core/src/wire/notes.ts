// Written out from ../api/notes.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/notes.ts';
import { calls } from './call.ts';
import { note } from './note.ts';

export const notes = /* @__PURE__ */ (() => calls<typeof source.notes>('notes', note))();
