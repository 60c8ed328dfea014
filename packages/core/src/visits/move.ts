import type { Role } from '../api/route.ts';
import type { Visit, VisitCreate, VisitMove, VisitMoveRequest } from '../records/visit.ts';
import { moveRules, possibleMoves } from './states.ts';

/** How far a device's clock may run ahead of the gateway's before a move is flagged: ten minutes, in milliseconds. */
export const clockTolerance = 600_000;

/** Why a move was refused: a stable code, the request's field, and how to mend it. */
export interface MoveRefusal {
  code:
    | 'impossible-move'
    | 'role-not-allowed'
    | 'reason-required'
    | 'before-check-in'
    | 'invalid-instant'
    | 'not-with-review';
  message: string;
  /** The field of the move request: `move`, `at`, `reason`, `notes`, `outcome` or `nextStep`. */
  path: string;
}

/** What came of a move: the visit after it, or the refusal. */
export type MoveResult =
  | {
      ok: true;
      visit: Visit;
      /** False where the move had been made before, so that nothing changed. */
      changed: boolean;
      /** The device's time lies more than ten minutes after the gateway's: kept as told, to be looked at. */
      clockAhead: boolean;
    }
  | { ok: false; refusal: MoveRefusal };

/** Who makes a move, as what, and when the gateway (or the page, before it is sent) takes it in. */
export interface MoveContext {
  /** The rep, or the `sub` of whoever is no rep. */
  by: string;
  role: Role;
  /** RFC 3339 in UTC. */
  receivedAt: string;
}

/**
 * Makes one move: the visit with its new status, its times, the move appended, and what the move brought
 * (`notes`, `outcome`, `nextStep`) taken over. The visit handed in stays as it is; `version` and `updatedAt` are left to the store.
 *
 * - Without `at` the move counts as made at `receivedAt`.
 * - The same move with the same `at` made again changes nothing, whatever has happened since.
 * - A device whose clock runs ahead is flagged (`clockAhead`), not refused: a visit is not lost to a wrong clock.
 * - A review takes no notes: it does not write over what the rep reported.
 */
export function moveVisit(visit: Visit, request: VisitMoveRequest, { by, role, receivedAt }: MoveContext): MoveResult {
  const { move, at = receivedAt, position, reason } = request;
  const time = Date.parse(at);
  const refuse = (code: MoveRefusal['code'], path: string, message: string): MoveResult => ({
    ok: false,
    refusal: { code, message, path },
  });
  if (Number.isNaN(time)) return refuse('invalid-instant', 'at', 'Expected an instant such as 2026-11-21T09:30:00Z.');
  const clockAhead = time - Date.parse(receivedAt) > clockTolerance;

  const rule = moveRules[move];
  if (!rule.roles.includes(role)) {
    return refuse('role-not-allowed', 'move', `Only ${rule.roles.join(' or ')} may ${move}; you act as ${role}.`);
  }
  if (visit.moves.some((made) => made.move === move && Date.parse(made.at) === time)) {
    return { ok: true, visit, changed: false, clockAhead };
  }
  if (!rule.from.includes(visit.status)) {
    const open = possibleMoves(visit.status, { role });
    const instead = open.length > 0 ? `Possible now: ${open.join(', ')}.` : 'No further move is possible.';
    return refuse('impossible-move', 'move', `A visit that is ${visit.status} cannot ${move}. ${instead}`);
  }
  if (rule.needsReason && !reason?.trim()) {
    return refuse('reason-required', 'reason', `Say why: ${move} needs a reason.`);
  }
  if (move === 'check-out' && visit.checkedInAt !== undefined && time < Date.parse(visit.checkedInAt)) {
    return refuse(
      'before-check-in',
      'at',
      `The check-out lies before the check-in at ${visit.checkedInAt}. Set a later time, or force-close the visit.`,
    );
  }
  if (move === 'review') {
    const carried = (['notes', 'outcome', 'nextStep'] as const).find((field) => request[field] !== undefined);
    if (carried) return refuse('not-with-review', carried, `A review takes no ${carried}; write a note instead.`);
  }

  const made: VisitMove = {
    move,
    from: visit.status,
    to: rule.to,
    at,
    receivedAt,
    by,
    ...(position && { position }),
    ...(reason?.trim() && { reason }),
  };
  return {
    ok: true,
    changed: true,
    clockAhead,
    visit: {
      ...visit,
      status: rule.to,
      moves: [...visit.moves, made],
      ...(move === 'check-in' && { checkedInAt: at }),
      ...(move === 'check-out' && { checkedOutAt: at }),
      ...(request.notes !== undefined && { notes: request.notes }),
      ...(request.outcome !== undefined && { outcome: request.outcome }),
      ...(request.nextStep !== undefined && { nextStep: request.nextStep }),
    },
  };
}

/**
 * Completes what a writer sent to a stored visit: status `planned`, no moves, version 1, `unplanned` where no
 * `plannedStart` was given. An unplanned visit goes the same way as any other, starting with its check-in.
 *
 * @param repId whose visit it is unless the writer said
 * @param now RFC 3339 in UTC
 */
export function newVisit(create: VisitCreate, { repId, now }: { repId: string; now: string }): Visit {
  return {
    ...create,
    repId: create.repId ?? repId,
    status: 'planned',
    unplanned: create.plannedStart === undefined,
    moves: [],
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
