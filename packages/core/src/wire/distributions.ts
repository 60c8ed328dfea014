// Written out from ../api/distributions.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/distributions.ts';
import { calls } from './call.ts';
import { distribution } from './distribution.ts';

export const distributions = /* @__PURE__ */ (() =>
  calls<typeof source.distributions>('distributions', distribution))();
