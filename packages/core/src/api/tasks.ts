import * as z from 'zod/mini';
import { customerRef, id } from '../records/primitives.ts';
import { task, taskChange, taskCreate, taskStatuses } from '../records/task.ts';
import { resource } from './resource.ts';

/** `/v1/tasks` */
export const tasks = resource({
  name: 'tasks',
  one: 'task',
  stored: task,
  create: taskCreate,
  change: taskChange,
  filters: { customerId: customerRef, ownerId: id, status: z.enum(taskStatuses) },
});
