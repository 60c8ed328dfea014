import type { readLeaderboard as boardRoute, readScorecard as cardRoute } from '@liaise/core/api/scorecards';
import type { Rep } from '@liaise/core/records/rep';
import type { Team } from '@liaise/core/records/team';
import { Refusal, forbidden } from '../http/refusal.ts';
import type { Call, WorkHandler } from '../routes/call.ts';
import { checkSubject } from '../routes/kpis.ts';
import { readLeaderboard, type BoardScope } from './leaderboard.ts';
import { readScorecard } from './scorecard.ts';

/** `GET /v1/scorecards` */
export const readScorecardHandler: WorkHandler<typeof cardRoute> = {
  async run(call, { query }) {
    const subject = await checkSubject(call, query.subject, 'query');
    return readScorecard(call.work, { ...query, subject });
  },
};

const runs = (role: string): boolean => role === 'admin' || role === 'service' || role === 'system';

/** The team whose board is meant where none is named: one's own; null is the whole company, for those who run it. */
async function usualTeam({ actor, work }: Call): Promise<string | null> {
  if (runs(actor.role)) return null;
  const own = actor.repId === undefined ? null : await work.read<Rep>('reps', actor.repId);
  if (own && (actor.role === 'rep' || actor.teamIds.includes(own.teamId))) return own.teamId;
  const team = actor.teamIds[0] ?? own?.teamId;
  if (team !== undefined) return team;
  const message = 'Say whose board: the token names no team.';
  throw new Refusal('invalid-query', { issues: [{ path: 'query.team', code: 'required', message }] });
}

/** The board's team and whether the caller leads it. A rep sees the board of its own team, a manager those of its teams too. */
async function scopeOf(call: Call, asked: string | undefined): Promise<{ scope: BoardScope; leads: boolean }> {
  const { actor, work } = call;
  const team = asked ?? (await usualTeam(call));
  if (team === null) return { scope: { team, name: actor.tenantRef }, leads: true };
  const leads = runs(actor.role) || (actor.role === 'manager' && actor.teamIds.includes(team));
  const own = leads || actor.repId === undefined ? null : await work.read<Rep>('reps', actor.repId);
  if (!leads && own?.teamId !== team) throw forbidden('A board is for its own team and who leads it.', 'query.team');
  const found = await work.read<Team>('teams', team);
  if (!found) throw new Refusal('not-found');
  return { scope: { team, name: found.name }, leads };
}

/** `GET /v1/leaderboards` */
export const readLeaderboardHandler: WorkHandler<typeof boardRoute> = {
  async run(call, { query }) {
    const { kpi, model, period } = query;
    if (kpi !== undefined && model !== undefined) {
      const message = 'A board is by a KPI or by a model, not by both.';
      throw new Refusal('invalid-query', { issues: [{ path: 'query.model', code: 'one-of', message }] });
    }
    return readLeaderboard(call.work, { ...(await scopeOf(call, query.team)), period, kpi, model });
  },
};
