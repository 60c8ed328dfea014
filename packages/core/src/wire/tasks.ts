// Written out from ../api/tasks.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/tasks.ts';
import { calls } from './call.ts';
import { task } from './task.ts';

export const tasks = /* @__PURE__ */ (() => calls<typeof source.tasks>('tasks', task))();
