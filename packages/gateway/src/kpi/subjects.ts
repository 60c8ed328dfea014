import { sql } from 'kysely';
import { parseSubject } from '@liaise/core/kpi';
import type { Work } from '../store/store.ts';

const operators = new Set<string>(['admin', 'service', 'system']);

/**
 * Which of these subjects the actor may see figures of: a rep its own and those of customers that it sees; a manager its
 * teams, their reps, and customers that it sees; who runs the system all, customers only where they are visible.
 */
export async function visibleSubjects(work: Work, subjects: readonly string[]): Promise<Set<string>> {
  const { actor } = work;
  const seen = new Set<string>();
  const customers: string[] = [];
  const reps: string[] = [];
  for (const subject of new Set(subjects)) {
    const parsed = parseSubject(subject);
    if (parsed.kind === 'customer') customers.push(parsed.id);
    else if (operators.has(actor.role)) seen.add(subject);
    else if (parsed.kind === 'rep' && parsed.id === actor.repId) seen.add(subject);
    else if (actor.role !== 'manager') continue;
    else if (parsed.kind === 'rep') reps.push(parsed.id);
    else if (parsed.kind === 'team' && actor.teamIds.includes(parsed.id)) seen.add(subject);
  }
  if (customers.length > 0) {
    const { rows } = await sql<{ id: string }>`
      SELECT c.id FROM customers c WHERE c.tenant_id = ${actor.tenantId} AND c.id = ANY (${customers}::uuid[])`.execute(
      work.sql,
    );
    for (const { id } of rows) seen.add(`customer:${id}`);
  }
  if (reps.length > 0 && actor.teamIds.length > 0) {
    const { rows } = await sql<{ id: string }>`
      SELECT r.id FROM reps r WHERE r.tenant_id = ${actor.tenantId} AND r.id = ANY (${reps}::uuid[]) AND r.team_id = ANY (${[...actor.teamIds]}::uuid[])`.execute(
      work.sql,
    );
    for (const { id } of rows) seen.add(`rep:${id}`);
  }
  return seen;
}

/** Whether the actor may see figures of a subject; see `visibleSubjects`. */
export async function maySeeSubject(work: Work, subject: string): Promise<boolean> {
  return (await visibleSubjects(work, [subject])).has(subject);
}

/**
 * Runs work of which only sums come out with all of the tenant's rows, and then goes back to what the actor sees. A figure is
 * the same for whoever may see it: that of a rep counts customers that have been handed over since.
 *
 * @param run uses the work that it is handed, and nothing else of the transaction (`Work.overAllRows`)
 */
export function overAllRows<T>(work: Work, run: (all: Work) => Promise<T>): Promise<T> {
  return work.overAllRows(run);
}
