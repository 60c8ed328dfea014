import { sql } from 'kysely';
import { quotasOf, type SurveyContext, type SurveyDefinition } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';

/** Something that takes so many answers and no more. */
export interface Cap {
  surveyId: string;
  /** `quota ID` or `link ID`. */
  counted: string;
  limit: number;
}

type Answers = Readonly<Record<string, unknown>>;

/** The caps that an answer counts under: the survey's quotas that hold for it, and the limit of the link that it came by. */
export function capsOf(
  surveyId: string,
  definition: SurveyDefinition,
  answers: Answers,
  context: SurveyContext,
  link: { id: string; limit: number | undefined } | undefined,
): Cap[] {
  const holding = definition.quotas ? new Set(quotasOf(definition, answers, context)) : new Set<string>();
  const quotas = (definition.quotas ?? [])
    .filter(({ id }) => holding.has(id))
    .map(({ id, limit }) => ({ surveyId, counted: `quota ${id}`, limit }));
  const most = link && { surveyId, counted: `link ${link.id}`, limit: link.limit ?? 2_000_000_000 };
  return most ? [...quotas, most] : quotas;
}

/** How many answers each cap of a survey has taken. */
export async function readCounts({ sql: db, actor }: Work, surveyId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('survey_counts')
    .select(['counted', 'n'])
    .where('tenant_id', '=', actor.tenantId)
    .where('survey_id', '=', surveyId)
    .execute();
  return new Map(rows.map(({ counted, n }) => [counted, n]));
}

/** Whether one of the caps has taken all it takes. */
export const isFull = (caps: readonly Cap[], counts: ReadonlyMap<string, number>): boolean =>
  caps.some(({ counted, limit }) => (counts.get(counted) ?? 0) >= limit);

/** Whether a survey has all the answers it takes, whatever they are: one of its quotas without a condition is full. */
export async function takesNoMore(work: Work, surveyId: string, { quotas = [] }: SurveyDefinition): Promise<boolean> {
  const always = quotas.filter(({ when }) => when === undefined);
  if (always.length === 0) return false;
  const caps = always.map(({ id, limit }) => ({ surveyId, counted: `quota ${id}`, limit }));
  return isFull(caps, await readCounts(work, surveyId));
}

/**
 * Counts an answer under its caps, all of them or none. The rows of the counts hold off whoever counts at the same moment, so that no cap is
 * passed.
 *
 * @throws {Refusal} `conflict` where one is full
 */
export async function count(work: Work, caps: readonly Cap[]): Promise<void> {
  const done: Cap[] = [];
  for (const cap of [...caps].sort((a, b) => (a.counted < b.counted ? -1 : 1))) {
    const { rows } = await sql<{
      n: number;
    }>`INSERT INTO survey_counts (tenant_id, survey_id, counted, n) SELECT ${work.actor.tenantId}::uuid, ${cap.surveyId}::uuid, ${cap.counted}::text, 1 WHERE ${cap.limit}::integer > 0 ON CONFLICT (tenant_id, survey_id, counted) DO UPDATE SET n = survey_counts.n + 1 WHERE survey_counts.n < ${cap.limit}::integer RETURNING n`.execute(
      work.sql,
    );
    if (rows.length === 0) {
      for (const taken of done) await giveBack(work, taken);
      throw new Refusal('conflict', { detail: 'This survey has all the answers that it takes.' });
    }
    done.push(cap);
  }
}

async function giveBack({ sql: db, actor }: Work, { surveyId, counted }: Cap): Promise<void> {
  await sql`UPDATE survey_counts SET n = n - 1 WHERE tenant_id = ${actor.tenantId} AND survey_id = ${surveyId}::uuid AND counted = ${counted}`.execute(
    db,
  );
}
