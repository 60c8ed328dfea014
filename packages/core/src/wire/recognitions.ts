// Written out from ../api/recognitions.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/recognitions.ts';
import { calls } from './call.ts';
import { recognition } from './recognition.ts';

export const recognitions = /* @__PURE__ */ (() => calls<typeof source.recognitions>('recognitions', recognition))();
