import type { Role } from '../api/route.ts';
import type { VisitMoveName, VisitStatus } from '../records/visit.ts';

/** One move of the state machine: from which statuses, to which, who may make it, and whether it needs a reason. */
export interface MoveRule {
  readonly from: readonly VisitStatus[];
  readonly to: VisitStatus;
  readonly roles: readonly Role[];
  readonly needsReason: boolean;
}

const staff = ['rep', 'manager', 'admin', 'service'] as const;

/**
 * The state machine as data, in the order in which moves are offered.
 *
 * - A report straight from `checked-in` serves visit types without a check-out; `checkedOutAt` then stays unset.
 * - A visit entered by mistake is cancelled, and somebody who is not there is a no-show, also after the check-in.
 * - `force-close` stands for a check-out that was forgotten: when the rep left is unknown, so `checkedOutAt` stays unset.
 *   A report may still follow.
 */
export const moveRules: Readonly<Record<VisitMoveName, MoveRule>> = {
  'check-in': { from: ['planned'], to: 'checked-in', roles: staff, needsReason: false },
  'check-out': { from: ['checked-in'], to: 'checked-out', roles: staff, needsReason: false },
  report: { from: ['checked-in', 'checked-out', 'force-closed'], to: 'reported', roles: staff, needsReason: false },
  review: { from: ['reported', 'force-closed'], to: 'reviewed', roles: ['manager', 'admin'], needsReason: false },
  skip: { from: ['planned'], to: 'skipped', roles: staff, needsReason: true },
  cancel: { from: ['planned', 'checked-in'], to: 'cancelled', roles: staff, needsReason: true },
  'no-show': { from: ['planned', 'checked-in'], to: 'no-show', roles: staff, needsReason: true },
  'force-close': { from: ['checked-in'], to: 'force-closed', roles: staff, needsReason: true },
};

/** Where a visit's way ends. */
export const terminalStatuses: readonly VisitStatus[] = ['reviewed', 'skipped', 'cancelled', 'no-show'];

const names = Object.keys(moveRules) as VisitMoveName[];

/**
 * The moves that `role` may make from `status`, in the order in which to offer them; none from a terminal status.
 *
 * @example possibleMoves('planned', { role: 'rep' }) // ['check-in', 'skip', 'cancel', 'no-show']
 */
export function possibleMoves(status: VisitStatus, { role }: { role: Role }): VisitMoveName[] {
  return names.filter((name) => moveRules[name].from.includes(status) && moveRules[name].roles.includes(role));
}
