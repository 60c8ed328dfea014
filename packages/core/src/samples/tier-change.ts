import type { TierChange } from '../records/tier-change.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { english } from './words/english.ts';

/** A sample change of a customer's level. */
export function sampleTierChange(random: Random, given: Partial<TierChange> = {}): TierChange {
  const at = given.at ?? instantOn(addDays(sampleToday, -random.integer(5, 300)), 600);
  return {
    ...envelope(random, { createdAt: at, ...given }),
    customerId: sampleId(random),
    from: 'medium',
    to: 'big',
    at,
    reason: english.tierReasons.up,
    ...given,
  };
}
