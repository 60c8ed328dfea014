import type { Task, TaskChange, TaskCreate } from '@liaise/core/records/task';
import { enveloped, type Hooks } from './hooks.ts';

/** A task has exactly one owner, and knows when it was done. */
export const tasks: Hooks<Task, TaskCreate, TaskChange> = {
  owner: { field: 'ownerId', required: true },
  create(call, body) {
    const status = body.status ?? 'open';
    return {
      ...enveloped(call, body),
      ownerId: body.ownerId ?? '',
      status,
      priority: body.priority ?? 'normal',
      ...(status === 'done' ? { doneAt: body.doneAt ?? call.now } : {}),
    };
  },
  change(call, _before, after) {
    const { doneAt, ...rest } = after;
    return after.status === 'done' ? { ...rest, doneAt: doneAt ?? call.now } : rest;
  },
};
