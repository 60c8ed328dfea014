import type { HistoryEntry } from '../../records/history.ts';
import type { TierChange } from '../../records/tier-change.ts';
import { demoId } from '../identity.ts';
import type { Random } from '../random.ts';
import { sampleTierChange } from '../tier-change.ts';

const tiers = ['top', 'big', 'medium', 'small'] as const;

const levelOf = (value: string | null): TierChange['to'] => tiers.find((tier) => tier === value);

/** The changes of customers' levels that the history tells, oldest first. */
export function tierChangesOf(random: Random, history: readonly HistoryEntry[]): TierChange[] {
  return history
    .filter(({ field }) => field === 'tier')
    .map(({ customerId, from, to, at, why }, index) => {
      const made = sampleTierChange(random, { id: demoId('tier-change', index), customerId, at });
      return { ...made, from: levelOf(from), to: levelOf(to), ...(why === undefined ? {} : { reason: why }) };
    });
}
