// Written out from ../api/scorecard-models.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/scorecard-models.ts';
import { calls } from './call.ts';
import { scorecardModel } from './scorecard-model.ts';

export const scorecardModels = /* @__PURE__ */ (() =>
  calls<typeof source.scorecardModels>('scorecard-models', scorecardModel))();
