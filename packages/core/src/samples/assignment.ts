import type { Assignment } from '../records/assignment.ts';
import { addDays, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { english } from './words/english.ts';

/** A sample assignment: by default somebody's holder for some months. */
export function sampleAssignment(random: Random, given: Partial<Assignment> = {}): Assignment {
  return {
    ...envelope(random, given),
    customerId: sampleId(random),
    repId: sampleId(random),
    role: 'holder',
    from: addDays(sampleToday, -random.integer(30, 500)),
    why: random.pick(english.holderReasons),
    ...given,
  };
}
