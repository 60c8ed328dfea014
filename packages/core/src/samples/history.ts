import type { HistoryEntry } from '../records/history.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { english } from './words/english.ts';

/** A sample change of a customer's tier, stage or holder. */
export function sampleHistoryEntry(random: Random, given: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: sampleId(random),
    customerId: sampleId(random),
    field: 'tier',
    from: 'medium',
    to: 'big',
    at: instantOn(addDays(sampleToday, -random.integer(5, 300)), 600),
    by: sampleId(random),
    why: english.tierReasons.up,
    ...given,
  };
}
