import { sql } from 'kysely';
import type { readResults } from '@liaise/core/api/surveys';
import type { RouteAnswer } from '@liaise/core/api/route';
import type { SurveyRecord } from '@liaise/core/records/survey';
import type { Work } from '../store/store.ts';
import { type AnswerCount, isCounted, questionResult } from './question.ts';

/** A survey's figures. */
export type SurveyResults = RouteAnswer<typeof readResults>;

/** Which responses count: finished from (inclusive) to (exclusive), and of which rep. */
export interface ResultsFilter {
  from?: string | undefined;
  to?: string | undefined;
  repId?: string | undefined;
}

/**
 * The figures of a survey from the responses that the actor sees. `responses` are finished ones, `partial` those that were
 * begun (in the same time) and not finished; `responseRate` is the share of invitations sent in that time, revoked ones left
 * out, that came to an end. Where the survey asks for a minimum of responses, a question with fewer answers has neither score
 * nor counts.
 */
export async function surveyResults(work: Work, survey: SurveyRecord, filter: ResultsFilter): Promise<SurveyResults> {
  const { questions } = survey.definition;
  const totals = await readTotals(work, survey.id, filter);
  const counts = await readAnswers(
    work,
    survey.id,
    filter,
    questions.filter(isCounted).map(({ id }) => id),
  );
  const { responses = 0, partial = 0, invitations = 0, finished = 0 } = totals ?? {};
  return {
    surveyId: survey.id,
    responses,
    partial,
    invitations,
    responseRate: invitations === 0 ? null : finished / invitations,
    questions: questions
      .filter(({ type }) => type !== 'statement')
      .map((question) =>
        questionResult(
          question,
          counts.filter(({ question: id }) => id === question.id),
          survey.minimumResponses ?? 1,
        ),
      ),
    asOf: work.now.toISOString(),
  };
}

interface Totals {
  responses: number;
  partial: number;
  invitations: number;
  finished: number;
}

/** What lies between the bounds and belongs to the rep, by the column of an instant. */
const chosen = (column: string, { from, to, repId }: ResultsFilter) => {
  const conditions = [sql`true`];
  if (from !== undefined) conditions.push(sql`${sql.ref(column)} >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`${sql.ref(column)} < ${to}::timestamptz`);
  if (repId !== undefined) conditions.push(sql`t.rep_id = ${repId}::uuid`);
  return sql.join(conditions, sql` AND `);
};

async function readTotals(work: Work, surveyId: string, filter: ResultsFilter): Promise<Totals | undefined> {
  const mine = sql`t.tenant_id = ${work.actor.tenantId}::uuid AND t.survey_id = ${surveyId}::uuid`;
  const { rows } = await sql<Totals>`
    SELECT (SELECT count(*)::integer FROM responses t WHERE ${mine} AND t.final AND ${chosen('t.finished_at', filter)}) AS responses,
    (SELECT count(*)::integer FROM responses t WHERE ${mine} AND NOT t.final AND ${chosen('t.started_at', filter)}) AS partial,
    i.invitations, i.finished
    FROM (SELECT count(*)::integer AS invitations, (count(*) FILTER (WHERE t.status = 'finished'))::integer AS finished FROM invitations t WHERE ${mine} AND t.status <> 'revoked' AND ${chosen('t.created_at', filter)}) i`.execute(
    work.sql,
  );
  return rows[0];
}

/** How often each answer was given; of questions whose answers are not counted, how many answered. */
async function readAnswers(
  work: Work,
  surveyId: string,
  filter: ResultsFilter,
  counted: readonly string[],
): Promise<AnswerCount[]> {
  const { rows } = await sql<AnswerCount>`
    SELECT a.key AS question, CASE WHEN a.key = ANY (${[...counted]}::text[]) THEN a.value END AS answer, count(*)::integer AS count
    FROM responses t CROSS JOIN LATERAL jsonb_each(t.data -> 'answers') a
    WHERE t.tenant_id = ${work.actor.tenantId}::uuid AND t.survey_id = ${surveyId}::uuid AND t.final AND ${chosen('t.finished_at', filter)} AND a.value NOT IN ('null', '""', '[]', '{}')
    GROUP BY 1, 2`.execute(work.sql);
  return rows;
}
