import * as z from 'zod/mini';
import { customerRef, day, id, instant, line, prose, subjectRef } from './primitives.ts';
import { record } from './record.ts';

/** Where a task stands. */
export const taskStatuses = ['open', 'done', 'cancelled'] as const;

const schemas = record({
  required: { title: line(300) },
  defaults: { status: z.enum(taskStatuses), priority: z.enum(['low', 'normal', 'high']) },
  values: { status: 'open', priority: 'normal' },
  optional: {
    ownerId: id,
    customerId: customerRef,
    dueOn: day,
    text: prose(4000),
    source: subjectRef,
    doneAt: instant,
  },
  server: { ownerId: id },
});

/** A task, as a writer sends it. Smallest: `{ id, title }`. It has exactly one owner: the writer unless said. */
export const taskCreate = schemas.create;
/** A merge patch for a task. */
export const taskChange = schemas.change;
/** A task, as the gateway answers it. */
export const task = schemas.stored;

export type TaskCreate = z.input<typeof taskCreate>;
export type TaskChange = z.input<typeof taskChange>;
export type Task = z.output<typeof task>;
