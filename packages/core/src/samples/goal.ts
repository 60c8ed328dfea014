import type { Goal } from '../records/goal.ts';
import { envelope } from './identity.ts';
import type { Random } from './random.ts';

/** A sample goal: by default the company's NPS of a quarter. */
export function sampleGoal(random: Random, given: Partial<Goal> = {}): Goal {
  return {
    ...envelope(random, given),
    kpi: 'nps',
    subject: 'tenant',
    period: '2026-Q4',
    target: random.integer(30, 60) / 100,
    ...given,
  };
}
