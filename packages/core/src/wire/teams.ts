// Written out from ../api/teams.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/teams.ts';
import { calls } from './call.ts';
import { team } from './team.ts';

export const teams = /* @__PURE__ */ (() => calls<typeof source.teams>('teams', team))();
