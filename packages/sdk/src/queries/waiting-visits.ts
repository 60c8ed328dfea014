import { moveVisit, newVisit } from '@liaise/core/visits';
import type { Visit } from '@liaise/core/records/visit';
import type { Order } from '../source.ts';
import type { QueuedWrite } from '../storage.ts';

/** Visits as they will be once the waiting creates and moves are sent, in the order in which they wait. */
export function applyWaiting(known: readonly Visit[], waiting: readonly QueuedWrite[], repId: string): Visit[] {
  const visits = new Map(known.map((visit) => [visit.id, visit]));
  for (const { kind, order, savedAt } of waiting) {
    if (kind === 'create-visit') {
      const create = order as Order<'create-visit'>;
      if (!visits.has(create.id)) visits.set(create.id, newVisit(create, { repId, now: savedAt }));
    } else if (kind === 'move-visit') {
      const { visit: id, move } = order as Order<'move-visit'>;
      const before = visits.get(id);
      if (!before) continue;
      const outcome = moveVisit(before, move, { by: repId, role: 'rep', receivedAt: savedAt });
      if (outcome.ok) visits.set(id, outcome.visit);
    }
  }
  return [...visits.values()];
}
