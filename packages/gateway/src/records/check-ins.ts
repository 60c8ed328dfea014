import type { CheckIn, CheckInChange, CheckInCreate } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** A check-in keeps its author and where its goal stands; only its author changes it. */
export const checkIns: Hooks<CheckIn, CheckInCreate, CheckInChange> = {
  refers: { goalId: 'goals' },
  async create(call, body) {
    const { repId, role } = call.actor;
    const goal = await call.work.read<Goal>('goals', body.goalId);
    if (!goal) throw bodyRefusal('goalId', 'unknown-record', 'There is no such goal, or you may not see it.');
    if (role === 'rep' && goal.ownerId !== repId && goal.subject !== `rep:${repId ?? ''}`)
      throw forbidden('The owner of a goal checks in, or who leads the owner.', 'body.goalId');
    const { subject, period } = goal;
    return { ...enveloped(call, body), subject, period, ...(repId === undefined ? {} : { authorId: repId }) };
  },
  change({ actor }, before, after) {
    if (before.authorId !== actor.repId) throw forbidden('Only its author may change a check-in.');
    if (after.goalId !== before.goalId)
      throw bodyRefusal('goalId', 'fixed', 'A check-in stays with its goal: create another.');
    return after;
  },
};
