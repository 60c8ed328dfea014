import { sql, type RawBuilder } from 'kysely';
import type { ScoreGroup, SurveyComment } from '@liaise/core/api/survey-results';
import type { SurveyRecord } from '@liaise/core/records/survey';
import type { Work } from '../store/store.ts';
import { anonymousMinimum, blocksIn, blocksOf, spanOf } from './anonymous.ts';
import { responsesOf, saysSomething, windowOf, type ResultsFilter } from './filter.ts';
import { groupOf, isScored, usualMinimum, valuesOf, type Question } from './question.ts';
import { raterMinimum } from '../scorecards/raters.ts';
import { isOver } from './over.ts';

/** Which comments are asked for. */
export interface CommentsQuery extends ResultsFilter {
  question?: string | undefined;
  scoreGroup?: ScoreGroup | undefined;
  search?: string | undefined;
}

/** A page of comments: how many, and after which one. */
export interface CommentsPage {
  limit: number;
  /** Where the page before ended. */
  after: string | null;
}

export interface CommentsFound {
  items: SurveyComment[];
  next: string | null;
}

const written = new Set(['short-text', 'long-text']);

/** The questions that people answer in their own words; one of them alone where it is asked for. */
const writtenIn = ({ definition }: SurveyRecord, question: string | undefined): string[] =>
  definition.questions
    .filter(({ id, type }) => written.has(type) && (question === undefined || id === question))
    .map(({ id }) => id);

const mainOf = ({ definition }: SurveyRecord): Question | undefined => definition.questions.find(isScored);

/** What people wrote as text of one question each, as `q`, of responses `t`. */
const texts = (questions: readonly string[]) =>
  sql`CROSS JOIN LATERAL unnest(${[...questions]}::text[]) WITH ORDINALITY q(id, place)`;
const text = sql`t.data -> 'answers' -> q.id`;

/** Text that holds what is searched for, whatever its case. */
const searched = (search: string | undefined): RawBuilder<unknown> =>
  search === undefined
    ? sql`true`
    : sql`t.data -> 'answers' ->> q.id ILIKE ${`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`}`;

interface Row {
  id: string;
  question: string;
  place: string;
  text: string;
  score: unknown;
  finished: string;
  at: string;
  language: string | null;
  customerId: string | null;
  customerName: string | null;
  repId: string | null;
  repName: string | null;
}

/** The comments that the actor sees, newest first, each with the score that came with it. */
export async function namedComments(
  work: Work,
  survey: SurveyRecord,
  { question, scoreGroup, search, ...filter }: CommentsQuery,
  { limit, after }: CommentsPage,
): Promise<CommentsFound> {
  const questions = writtenIn(survey, question);
  const main = mainOf(survey);
  const [finished = '', id = '', place = ''] = after?.split(' ').map(decodeURIComponent) ?? [];
  const beyond =
    after === null
      ? sql`true`
      : sql`((t.finished_at, t.id) < (${finished}::timestamptz, ${id}::uuid) OR (t.finished_at = ${finished}::timestamptz AND t.id = ${id}::uuid AND q.place > ${Number(place)}))`;
  const graded =
    scoreGroup === undefined
      ? sql`true`
      : main === undefined
        ? sql`false`
        : sql`t.data -> 'answers' ->> ${main.id}::text = ANY (${valuesOf(main, scoreGroup).map(String)}::text[])`;
  const { rows } = await sql<Row>`
    SELECT t.id, q.id AS question, q.place::text AS place, t.data -> 'answers' ->> q.id AS text, t.data -> 'answers' -> ${main?.id ?? ''}::text AS score, t.finished_at::text AS finished, t.finished_at AS at, t.data ->> 'language' AS language,
    c.id AS "customerId", c.name AS "customerName", r.id AS "repId", r.name AS "repName"
    FROM responses t ${texts(questions)} LEFT JOIN customers c ON c.tenant_id = t.tenant_id AND c.id = t.customer_id LEFT JOIN reps r ON r.tenant_id = t.tenant_id AND r.id = t.rep_id
    WHERE ${responsesOf(work, survey.id, filter, await windowOf(work, filter))} AND jsonb_typeof(${text}) = 'string' AND ${saysSomething(text)} AND ${searched(search)} AND ${graded} AND ${beyond}
    ORDER BY t.finished_at DESC, t.id DESC, q.place LIMIT ${limit + 1}`.execute(work.sql);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row): SurveyComment => ({
      id: `${row.id}-${row.place}`,
      question: row.question,
      text: row.text,
      score: main && typeof row.score === 'number' ? row.score : null,
      group: main ? groupOf(main, row.score) : null,
      at: row.at,
      responseId: row.id,
      ...(row.customerId !== null && { customerId: row.customerId, customerName: row.customerName ?? '' }),
      ...(row.repId !== null && { repId: row.repId, repName: row.repName ?? '' }),
      ...(row.language !== null && { language: row.language }),
    })),
    next: last ? [last.finished, last.id, last.place].map(encodeURIComponent).join(' ') : null,
  };
}

interface Words {
  key: string;
  question: string;
  text: string;
}

const bare = ({ key, question, text }: Words): SurveyComment => ({
  id: key,
  question,
  text,
  score: null,
  group: null,
});

/** Words only, in an order that says nothing of who or when. */
function wordsOnly(rows: readonly Words[], limit: number): CommentsFound {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(bare), next: last?.key ?? null };
}

/**
 * The comments of an anonymous survey: the words alone, in no order of time, from the blocks that are told and within them from
 * those questions that enough answered.
 */
export async function anonymousComments(
  work: Work,
  survey: SurveyRecord,
  { question, search, ...filter }: CommentsQuery,
  { limit, after }: CommentsPage,
): Promise<CommentsFound> {
  const minimum = Math.max(anonymousMinimum, survey.minimumResponses ?? usualMinimum);
  const window = await windowOf(work, filter);
  return work.overAllRows(async (all) => {
    const blocks = blocksIn(await blocksOf(all, survey.id, minimum), window);
    const told = spanOf(blocks);
    if (!told) return { items: [], next: null };
    const starts = blocks.map(({ from }) => new Date(from).toISOString());
    const { rows } = await sql<Words>`
      SELECT w.key, w.question, w.text FROM (
        SELECT md5(t.id::text || q.id) AS key, q.id AS question, t.data -> 'answers' ->> q.id AS text, ${searched(search)} AS wanted, count(*) OVER (PARTITION BY q.id, width_bucket(t.finished_at, ${starts}::timestamptz[])) AS told
        FROM responses t ${texts(writtenIn(survey, question))}
        WHERE ${responsesOf(all, survey.id, {}, told)} AND jsonb_typeof(${text}) = 'string' AND ${saysSomething(text)}) w
      WHERE w.told >= ${minimum} AND w.wanted AND w.key COLLATE "C" > ${after ?? ''} ORDER BY w.key COLLATE "C" LIMIT ${limit + 1}`.execute(
      all.sql,
    );
    return wordsOnly(rows, limit);
  });
}

/**
 * What colleagues and customers wrote about a rep, once the survey has closed and where enough of them wrote to a question: the
 * words alone, without the role. What the rep and its superior wrote is theirs to say.
 */
export async function reportComments(
  work: Work,
  survey: SurveyRecord,
  repId: string,
  { question, search }: CommentsQuery,
  { limit, after }: CommentsPage,
): Promise<CommentsFound> {
  if (!isOver(survey, work.now)) return { items: [], next: null };
  const { rows } = await work.overAllRows((all) =>
    sql<Words>`
      SELECT w.key, w.question, w.text FROM (
        SELECT md5(t.id::text || q.id) AS key, q.id AS question, t.data -> 'answers' ->> q.id AS text, ${searched(search)} AS wanted, count(*) OVER (PARTITION BY q.id) AS told
        FROM responses t ${texts(writtenIn(survey, question))}
        WHERE t.tenant_id = ${all.actor.tenantId}::uuid AND t.survey_id = ${survey.id}::uuid AND t.about_rep_id = ${repId}::uuid AND t.final AND t.data ->> 'raterRole' NOT IN ('self', 'superior') AND jsonb_typeof(${text}) = 'string' AND ${saysSomething(text)}) w
      WHERE w.told >= ${raterMinimum(survey)} AND w.wanted AND w.key COLLATE "C" > ${after ?? ''} ORDER BY w.key COLLATE "C" LIMIT ${limit + 1}`.execute(
      all.sql,
    ),
  );
  return wordsOnly(rows, limit);
}
