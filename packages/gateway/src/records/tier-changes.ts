import { newId } from '@liaise/core/records/identifier';
import type { TierChange } from '@liaise/core/records/tier-change';
import type { Work } from '../store/store.ts';

/**
 * Writes down that a customer's level changed, in the transaction of the change itself; nothing where it did not.
 *
 * @param change `from` or `to` is missing where there was, or is, no level; `at` is the transaction's time unless said
 */
export async function recordTierChange(
  work: Work,
  change: Pick<TierChange, 'customerId' | 'from' | 'to' | 'reason' | 'approvalId'> & { at?: string },
): Promise<void> {
  const { customerId, from, to, reason, approvalId, at } = change;
  if (from === to) return;
  const now = work.now.toISOString();
  await work.insert<TierChange>('tier-changes', {
    id: newId(),
    version: 1,
    createdAt: now,
    updatedAt: now,
    customerId,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    at: at ?? now,
    ...(reason === undefined ? {} : { reason }),
    ...(approvalId === undefined ? {} : { approvalId }),
  });
}
