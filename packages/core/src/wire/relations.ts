// Written out from ../api/relations.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/relations.ts';
import { calls } from './call.ts';
import { relation } from './relation.ts';

export const relations = /* @__PURE__ */ (() => calls<typeof source.relations>('relations', relation))();
