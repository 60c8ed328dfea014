import type { Assignment, AssignmentChange, AssignmentCreate } from '@liaise/core/records/assignment';
import { bodyRefusal } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';
import { writeHistory } from './history.ts';

/** The assignment by which somebody holds a customer and that has no end yet. */
async function presentHolder({ work, actor }: Call, customerId: string): Promise<Assignment | null> {
  const row = await work.sql
    .selectFrom('assignments')
    .select('id')
    .where('tenant_id', '=', actor.tenantId)
    .where('customer_id', '=', customerId)
    .where('role', '=', 'holder')
    .where('to_day', 'is', null)
    .executeTakeFirst();
  return row ? work.read<Assignment>('assignments', row.id) : null;
}

function checkDays({ from, to }: { from: string; to?: string | undefined }): void {
  if (to !== undefined && to < from) throw bodyRefusal('to', 'too-early', 'The end lies before the beginning.');
}

/** A new holder ends the present one, on the day it begins; each change of holder is kept as history. */
export const assignments: Hooks<Assignment, AssignmentCreate, AssignmentChange> = {
  refers: { repId: 'reps' },
  keeps: ['from'],
  async create(call, body) {
    const from = body.from ?? call.now.slice(0, 10);
    const record: Assignment = { ...enveloped(call, body), role: body.role ?? 'holder', from };
    checkDays(record);
    if (record.role !== 'holder') return record;
    const present = await presentHolder(call, record.customerId);
    if (present) {
      if (from < present.from) {
        throw bodyRefusal('from', 'too-early', `The present holder began on ${present.from}: begin then or later.`);
      }
      await call.work.replace<Assignment>('assignments', {
        ...present,
        to: from,
        version: present.version + 1,
        updatedAt: call.now,
      });
    }
    // Written before the new holder is there: to whom the customer then belongs may be out of the writer's sight.
    await writeHistory(call, {
      customerId: record.customerId,
      field: 'holder',
      from: present?.repId ?? null,
      to: record.repId,
      why: record.why,
    });
    return record;
  },
  async change(call, before, after) {
    for (const field of ['customerId', 'repId', 'role'] as const) {
      if (after[field] !== before[field]) {
        throw bodyRefusal(field, 'fixed', 'This stays as it was made: end the assignment and create another.');
      }
    }
    checkDays(after);
    if (after.role === 'holder' && before.to === undefined && after.to !== undefined) {
      const { customerId, repId, why } = after;
      await writeHistory(call, { customerId, field: 'holder', from: repId, to: null, why });
    }
    return after;
  },
};
