import { newId } from '@liaise/core/records/identifier';
import type { Assignment } from '@liaise/core/records/assignment';
import type { Customer, CustomerChange, CustomerCreate } from '@liaise/core/records/customer';
import { bodyRefusal } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';
import { writeHistory } from './history.ts';
import { recordTierChange } from './tier-changes.ts';

async function takeCharge(call: Call, customerId: string, repId: string): Promise<void> {
  for (const role of ['holder', 'originator'] as const) {
    await call.work.insert<Assignment>('assignments', {
      ...enveloped(call, { id: newId() }),
      customerId,
      repId,
      role,
      from: call.now.slice(0, 10),
    });
  }
  await writeHistory(call, { customerId, field: 'holder', from: null, to: repId, why: 'created' });
}

/**
 * Who brings a customer holds it: a rep that creates one becomes its holder and its originator, in the same transaction.
 * Changes of tier and stage are kept as history.
 */
export const customers: Hooks<Customer, CustomerCreate, CustomerChange> = {
  refers: { parentId: 'customers' },
  async created(call, customer) {
    const { repId, role } = call.actor;
    if (repId !== undefined && (role === 'rep' || role === 'manager')) await takeCharge(call, customer.id, repId);
    await recordTierChange(call.work, { customerId: customer.id, to: customer.tier });
  },
  change(_call, before, after) {
    if (after.parentId === before.id) throw bodyRefusal('parentId', 'circular', 'A customer cannot be its own parent.');
    return after;
  },
  async changed(call, before, after) {
    const customerId = after.id;
    await writeHistory(call, { customerId, field: 'tier', from: before.tier ?? null, to: after.tier ?? null });
    await recordTierChange(call.work, { customerId, from: before.tier, to: after.tier });
    await writeHistory(call, { customerId, field: 'stage', from: before.stage, to: after.stage });
  },
};
