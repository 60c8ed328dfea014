import { type RawBuilder, sql } from 'kysely';
import type { Subject } from '@liaise/core/kpi';
import type { Work } from '../store/store.ts';

/** Those among whom a subject is ranked, itself included. */
export interface PeerGroup {
  /** `team:ID` or `tenant`. */
  readonly scope: string;
  readonly ids: readonly string[];
}

/**
 * Whether a rep `r` of a team `t` stands in rankings: it is active, and whoever leads the team holds customers itself today. The
 * one place that says so, for badges and leaderboards alike.
 */
export function isRanked({ actor, now }: Work): RawBuilder<unknown> {
  const today = now.toISOString().slice(0, 10);
  return sql`(r.active AND (t.manager_id IS DISTINCT FROM r.id OR EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = ${actor.tenantId} AND h.rep_id = r.id AND h.role = 'holder' AND h.from_day <= ${today}::date AND (h.to_day IS NULL OR h.to_day > ${today}::date))))`;
}

/**
 * Among whom each subject is ranked. A rep: the active reps of its team, the one who leads it only where it holds customers itself
 * today. A team: all teams of the company with active reps, sealed units apart, since nothing of them shows elsewhere. Customers and
 * the company have no peers, nor has who is not in the own group.
 *
 * @returns by subject id
 */
export async function peerGroups(
  work: Work,
  kind: Subject['kind'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, PeerGroup>> {
  const groups = new Map<string, PeerGroup>();
  if (ids.length === 0 || (kind !== 'rep' && kind !== 'team')) return groups;
  const tenant = work.actor.tenantId;
  const wanted = [...new Set(ids)];
  const { rows } =
    kind === 'rep'
      ? await sql<{ id: string; scope: string }>`
          SELECT r.id, 'team:' || r.team_id AS scope FROM reps r JOIN teams t ON t.tenant_id = r.tenant_id AND t.id = r.team_id WHERE r.tenant_id = ${tenant} AND ${isRanked(work)} AND r.team_id IN (SELECT m.team_id FROM reps m WHERE m.tenant_id = ${tenant} AND m.id = ANY (${wanted}::uuid[])) ORDER BY r.id`.execute(
          work.sql,
        )
      : await sql<{ id: string; scope: string }>`
          SELECT t.id, 'tenant' AS scope FROM teams t WHERE t.tenant_id = ${tenant} AND t.mode <> 'sealed-unit' AND EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.team_id = t.id AND r.active) ORDER BY t.id`.execute(
          work.sql,
        );
  const members = new Map<string, string[]>();
  for (const { id, scope } of rows) members.set(scope, [...(members.get(scope) ?? []), id]);
  const asked = new Set(wanted);
  for (const { id, scope } of rows) if (asked.has(id)) groups.set(id, { scope, ids: members.get(scope) ?? [] });
  return groups;
}
