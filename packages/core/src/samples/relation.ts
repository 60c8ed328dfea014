import type { Relation } from '../records/relation.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';

/** A sample tie between two customers; the first one's file holds it. */
export function sampleRelation(random: Random, given: Partial<Relation> = {}): Relation {
  const customerId = given.customerId ?? sampleId(random);
  return {
    ...envelope(random, given),
    customerId,
    from: { kind: 'customer', id: customerId },
    to: { kind: 'customer', id: sampleId(random) },
    kind: random.pick(['referrer', 'partner', 'supplier', 'friend'] as const),
    ...given,
  };
}
