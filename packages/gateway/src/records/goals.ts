import type { Goal, GoalChange, GoalCreate } from '@liaise/core/records/goal';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** A subject with its customer named by id, however the writer named it. */
async function withId(call: Call, subject: string): Promise<string> {
  if (!subject.startsWith('customer:')) return subject;
  return `customer:${await call.customers.ofBody(subject.slice('customer:'.length), 'subject')}`;
}

/** A goal's subject is kept by id. */
export const goals: Hooks<Goal, GoalCreate, GoalChange> = {
  create: async (call, body) => ({ ...enveloped(call, body), subject: await withId(call, body.subject) }),
  async change(call, before, after) {
    if (after.subject === before.subject) return after;
    return { ...after, subject: await withId(call, after.subject) };
  },
};
