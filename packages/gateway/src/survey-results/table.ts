import { sql } from 'kysely';
import type { SurveyResults } from '@liaise/core/api/survey-results';
import type { SurveyRecord } from '@liaise/core/records/survey';
import { text } from '@liaise/core/survey';
import { csvLine } from '../export/csv.ts';
import type { Work } from '../store/store.ts';
import { fault, responsesOf, windowOf, type ResultsFilter } from './filter.ts';

/** So many responses fit into one table. */
const mostRows = 50_000;

interface Row {
  finished: string;
  started: string;
  customer: string | null;
  rep: string | null;
  source: string | null;
  language: string | null;
  answers: Record<string, unknown>;
}

/**
 * A line a response that the actor sees, oldest first, with a column a question under its title; what is chosen is named by its
 * option's id. For a spreadsheet: nothing in it is taken for a formula (`csvCell`).
 *
 * @throws {Refusal} where there are more than 50,000 responses
 */
export async function responsesTable(work: Work, survey: SurveyRecord, filter: ResultsFilter): Promise<string> {
  const { definition } = survey;
  const questions = definition.questions.filter(({ type }) => type !== 'statement');
  const { rows } = await sql<Row>`
    SELECT t.finished_at AS finished, t.started_at AS started, c.name AS customer, r.name AS rep, t.data ->> 'source' AS source, t.data ->> 'language' AS language, t.data -> 'answers' AS answers
    FROM responses t LEFT JOIN customers c ON c.tenant_id = t.tenant_id AND c.id = t.customer_id LEFT JOIN reps r ON r.tenant_id = t.tenant_id AND r.id = t.rep_id
    WHERE ${responsesOf(work, survey.id, filter, await windowOf(work, filter))} ORDER BY t.finished_at, t.id LIMIT ${mostRows + 1}`.execute(
    work.sql,
  );
  if (rows.length > mostRows) {
    throw fault('period', 'too-many', 'There are more than 50,000 responses: ask for a shorter period.');
  }
  const titles = questions.map(({ id, title }) => text(title, [], definition.language) || id);
  const head = ['finishedAt', 'startedAt', 'customer', 'rep', 'source', 'language', ...titles];
  const lines = rows.map((row) =>
    csvLine([
      row.finished,
      row.started,
      row.customer,
      row.rep,
      row.source,
      row.language,
      ...questions.map(({ id }) => row.answers[id]),
    ]),
  );
  return `\uFEFF${csvLine(head)}${lines.join('')}`;
}

/** What may be told of an anonymous survey: a line a count. */
export function countsTable({ questions }: SurveyResults): string {
  const lines = questions.flatMap(({ id, counts }) =>
    Object.entries(counts).map(([answer, count]) => csvLine([id, answer, count])),
  );
  return `\uFEFF${csvLine(['question', 'answer', 'count'])}${lines.join('')}`;
}
