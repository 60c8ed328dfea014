import { sql } from 'kysely';
import type { ResultDivision, ResultGroup } from '@liaise/core/api/survey-results';
import type { StoredName, StoredRecord, Work } from '../store/store.ts';
import { invitationsOf, isOfInvitations, responsesOf, type ResultsFilter, type Span } from './filter.ts';
import { scoreOf, told, type AnswerCount, type Question } from './question.ts';

/** How many groups are told; those with the most answers. */
const mostGroups = 100;

/** By what a response is told, and an invitation where it has the same trait. */
const keys: Record<ResultDivision, { response: string; invitation: string | null }> = {
  rep: { response: 't.rep_id', invitation: 't.rep_id' },
  team: { response: 'm.team_id', invitation: 'm.team_id' },
  customer: { response: 't.customer_id', invitation: 't.customer_id' },
  source: { response: `t.data ->> 'source'`, invitation: null },
  channel: { response: `v.data ->> 'channel'`, invitation: `t.data ->> 'channel'` },
  language: { response: `t.data ->> 'language'`, invitation: null },
};

const named: Partial<Record<ResultDivision, StoredName>> = { rep: 'reps', team: 'teams', customer: 'customers' };

interface Invited {
  key: string | null;
  invitations: number;
  finished: number;
}

/**
 * The main score by rep, team, customer and so on, those with the most answers first. A rep is told of its own answers only, a
 * manager of the reps and teams that it leads: of others either would see a part, and a figure of a part would be another figure.
 */
export async function readGroups(
  work: Work,
  survey: { id: string; minimum: number; question: Question },
  by: ResultDivision,
  filter: ResultsFilter,
  span: Span,
): Promise<{ by: ResultDivision; items: ResultGroup[]; more: boolean }> {
  const { actor } = work;
  const { response, invitation } = keys[by];
  const team = sql`LEFT JOIN reps m ON m.tenant_id = t.tenant_id AND m.id = t.rep_id`;
  const sent =
    by === 'channel' ? sql`LEFT JOIN invitations v ON v.tenant_id = t.tenant_id AND v.id = t.invitation_id` : sql``;
  const led =
    by !== 'rep' && by !== 'team'
      ? sql`true`
      : actor.role === 'rep'
        ? sql`t.rep_id = ${actor.repId ?? null}::uuid`
        : actor.role === 'manager'
          ? sql`m.team_id = ANY (${[...actor.teamIds]}::uuid[])`
          : sql`true`;
  const { question } = survey;
  const { rows } = await sql<AnswerCount & { key: string | null; total: number }>`
    WITH counted AS (
      SELECT (${sql.raw(response)})::text AS key, t.data -> 'answers' -> ${question.id}::text AS answer, count(*)::integer AS count
      FROM responses t ${team} ${sent}
      WHERE ${responsesOf(work, survey.id, filter, span)} AND ${led} AND t.data -> 'answers' -> ${question.id}::text IS NOT NULL
      GROUP BY 1, 2),
    ranked AS (SELECT c.key, sum(c.count)::integer AS total FROM counted c WHERE c.answer <> 'null' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${mostGroups + 1})
    SELECT ${question.id}::text AS question, c.key, c.answer, c.count, r.total FROM counted c JOIN ranked r ON r.key IS NOT DISTINCT FROM c.key ORDER BY r.total DESC, c.key`.execute(
    work.sql,
  );
  const found = [...new Set(rows.map(({ key }) => key))];
  const shown = found.slice(0, mostGroups);
  const asked = invitation !== null && isOfInvitations(filter);
  const invited = asked
    ? await sql<Invited>`
        SELECT (${sql.raw(invitation)})::text AS key, count(*)::integer AS invitations, (count(*) FILTER (WHERE t.status = 'finished'))::integer AS finished
        FROM invitations t ${team} WHERE ${invitationsOf(work, survey.id, filter, span)} AND ${led} AND (${sql.raw(invitation)})::text = ANY (${shown.filter((key) => key !== null)}::text[])
        GROUP BY 1`.execute(work.sql)
    : { rows: [] };
  const ids = shown.filter((key) => key !== null);
  const resource = named[by];
  const records = resource ? await work.readMany<StoredRecord & { name: string }>(resource, ids) : [];
  const items = shown.map((key): ResultGroup => {
    const mine = rows.filter((row) => row.key === key);
    const sentTo = invited.rows.find((row) => row.key === key);
    const { invitations = 0, finished = 0 } = sentTo ?? {};
    return {
      id: key,
      name: resource ? (records.find(({ id }) => id === key)?.name ?? null) : key,
      ...told(scoreOf(question, mine, survey.minimum)),
      invitations: asked ? invitations : null,
      finished: asked ? finished : null,
      responseRate: asked && invitations > 0 ? finished / invitations : null,
    };
  });
  return { by, items, more: found.length > mostGroups };
}
