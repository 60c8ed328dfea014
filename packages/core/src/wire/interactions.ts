// Written out from ../api/interactions.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/interactions.ts';
import { calls } from './call.ts';
import { interaction } from './interaction.ts';

export const interactions = /* @__PURE__ */ (() => calls<typeof source.interactions>('interactions', interaction))();
