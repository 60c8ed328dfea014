import type { Team } from '../records/team.ts';
import { envelope } from './identity.ts';
import type { Random } from './random.ts';

/** A sample team. */
export function sampleTeam(random: Random, given: Partial<Team> = {}): Team {
  return {
    ...envelope(random, given),
    name: random.pick(['North', 'South', '华东', '华南']),
    mode: 'own-post',
    ...given,
  };
}
