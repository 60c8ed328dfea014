import { checkIn, checkInChange, checkInCreate } from '../records/check-in.ts';
import { kpiPeriod, kpiSubject } from '../records/goal.ts';
import { id } from '../records/primitives.ts';
import { resource } from './resource.ts';

/** `/v1/check-ins`: read by whoever sees the goal, written by its owner and its leaders, changed and removed by their author. */
export const checkIns = resource({
  name: 'check-ins',
  one: 'check-in',
  stored: checkIn,
  create: checkInCreate,
  change: checkInChange,
  filters: { goalId: id, subject: kpiSubject, period: kpiPeriod },
});
