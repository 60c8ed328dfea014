import { sql } from 'kysely';
import type { Work } from '../store/store.ts';
import { invitationsOf, responsesOf, saysSomething, type ResultsFilter, type Span } from './filter.ts';
import type { AnswerCount } from './question.ts';

/** How many were asked, began and came to an end. */
export interface Totals {
  responses: number;
  partial: number;
  leftAtStart: number;
  invitations: number;
  started: number;
  finished: number;
}

/** Counts responses and invitations, each by its own instant: finished, begun, sent. */
export async function readTotals(work: Work, surveyId: string, filter: ResultsFilter, span: Span): Promise<Totals> {
  const { rows } = await sql<Totals>`
    SELECT (SELECT count(*)::integer FROM responses t WHERE ${responsesOf(work, surveyId, filter, span)}) AS responses,
    p.partial, p."leftAtStart", i.invitations, i.started, i.finished
    FROM (SELECT count(*)::integer AS partial, (count(*) FILTER (WHERE t.data -> 'answers' = '{}'))::integer AS "leftAtStart" FROM responses t WHERE ${responsesOf(work, surveyId, filter, span, 't.started_at')}) p,
    (SELECT count(*)::integer AS invitations, (count(*) FILTER (WHERE t.status IN ('started', 'finished')))::integer AS started, (count(*) FILTER (WHERE t.status = 'finished'))::integer AS finished FROM invitations t WHERE ${invitationsOf(work, surveyId, filter, span)}) i`.execute(
    work.sql,
  );
  return rows[0] ?? { responses: 0, partial: 0, leftAtStart: 0, invitations: 0, started: 0, finished: 0 };
}

/** An answer with the stretch of time it belongs to, counted from 0. */
export interface TimedCount extends AnswerCount {
  at: number;
}

/** In which of the stretches that begin at `starts` an instant lies: one binary search a row. */
const stretchOf = (starts: readonly string[]) =>
  sql<number>`width_bucket(t.finished_at, ${[...starts]}::timestamptz[]) - 1`;

/**
 * How often each answer was given in each stretch of time; of questions whose answers are not counted by value, how many
 * answered. One pass over the responses.
 *
 * @param starts where the stretches begin, ascending; none: all is one stretch
 */
export async function readAnswers(
  work: Work,
  surveyId: string,
  filter: ResultsFilter,
  span: Span,
  { counted, starts }: { counted: readonly string[]; starts: readonly string[] },
): Promise<TimedCount[]> {
  const at = starts.length === 0 ? sql`0` : stretchOf(starts);
  const { rows } = await sql<TimedCount>`
    SELECT a.key AS question, CASE WHEN a.key = ANY (${[...counted]}::text[]) THEN a.value END AS answer, ${at} AS at, count(*)::integer AS count
    FROM responses t CROSS JOIN LATERAL jsonb_each(t.data -> 'answers') a
    WHERE ${responsesOf(work, surveyId, filter, span)} AND ${saysSomething(sql`a.value`)}
    GROUP BY 1, 2, 3`.execute(work.sql);
  return rows;
}

/** How often each answer to one question was given in each stretch of time. */
export async function readSeries(
  work: Work,
  surveyId: string,
  filter: ResultsFilter,
  question: string,
  bounds: readonly string[],
): Promise<TimedCount[]> {
  const span = { from: bounds[0], to: bounds.at(-1) };
  const { rows } = await sql<TimedCount>`
    SELECT ${question}::text AS question, t.data -> 'answers' -> ${question}::text AS answer, ${stretchOf(bounds.slice(0, -1))} AS at, count(*)::integer AS count
    FROM responses t WHERE ${responsesOf(work, surveyId, filter, span)} AND t.data -> 'answers' -> ${question}::text IS NOT NULL
    GROUP BY 2, 3`.execute(work.sql);
  return rows;
}

/** How far people came: past each question, finished or not, and which question was the last of those who left. */
export async function readProgress(
  work: Work,
  surveyId: string,
  filter: ResultsFilter,
  span: Span,
  questions: readonly string[],
): Promise<{ passed: Map<string, number>; left: Map<string, number> }> {
  const ended = responsesOf(work, surveyId, filter, span);
  const open = responsesOf(work, surveyId, filter, span, 't.started_at');
  const passed = await sql<{ question: string; count: number }>`
    SELECT k AS question, count(*)::integer AS count FROM (
      SELECT jsonb_object_keys(t.data -> 'answers') AS k FROM responses t WHERE ${ended}
      UNION ALL SELECT jsonb_object_keys(t.data -> 'answers') AS k FROM responses t WHERE ${open}) p
    GROUP BY 1`.execute(work.sql);
  const left = await sql<{ question: string; count: number }>`
    SELECT l.question, count(*)::integer AS count FROM (
      SELECT (SELECT q.id FROM unnest(${[...questions]}::text[]) WITH ORDINALITY q(id, place) WHERE t.data -> 'answers' -> q.id IS NOT NULL ORDER BY q.place DESC LIMIT 1) AS question
      FROM responses t WHERE ${open}) l
    WHERE l.question IS NOT NULL GROUP BY 1`.execute(work.sql);
  const mapped = (rows: readonly { question: string; count: number }[]) =>
    new Map(rows.map(({ question, count }) => [question, count]));
  return { passed: mapped(passed.rows), left: mapped(left.rows) };
}
