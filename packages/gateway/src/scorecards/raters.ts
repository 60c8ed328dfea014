import { sql } from 'kysely';
import type { RaterResult } from '@liaise/core/api/scorecards';
import type { Period } from '@liaise/core/kpi';
import { raterRoles, type SurveyRecord } from '@liaise/core/records/survey';
import { raterReport } from '@liaise/core/scores';
import type { SurveyDefinition } from '@liaise/core/survey';
import type { Work } from '../store/store.ts';

interface Answered {
  role: string;
  answers: Record<string, unknown>;
}

/** Fewest raters of a role that are told. */
export const raterMinimum = (survey: Pick<SurveyRecord, 'definition' | 'minimumResponses'>): number =>
  Math.max(3, survey.definition.raters?.minimum ?? 3, survey.minimumResponses ?? 3);

type Question = SurveyDefinition['questions'][number];

/** From the least to the greatest answer of a question that rates: a scale (`csat`), or a number with bounds. */
function scaleOf(question: Question): readonly [number, number] | null {
  if (question.type === 'csat') return [1, question.scale ?? 5];
  if (question.type !== 'number' || question.min === undefined || question.max === undefined) return null;
  return question.max > question.min ? [question.min, question.max] : null;
}

/** The ids of the questions that rate. */
export const ratingQuestions = ({ questions }: Pick<SurveyDefinition, 'questions'>): string[] =>
  questions.filter((one) => scaleOf(one) !== null).map(({ id }) => id);

/** What one rater said, by question, each laid upon 1 to 5. */
export function ratingsOf(
  { questions }: Pick<SurveyDefinition, 'questions'>,
  answers: Record<string, unknown>,
): Record<string, number> {
  const ratings: Record<string, number> = {};
  for (const question of questions) {
    const answer = answers[question.id];
    const scale = scaleOf(question);
    if (typeof answer !== 'number' || scale === null) continue;
    const [low, high] = scale;
    ratings[question.id] = 1 + (4 * (answer - low)) / (high - low);
  }
  return ratings;
}

/** Means by rater role, what must not be told hidden (`raterReport`). */
export function ratersOf(
  survey: Pick<SurveyRecord, 'definition' | 'minimumResponses'>,
  answered: readonly Answered[],
): RaterResult[] {
  const raters = answered.map(({ role, answers }) => ({ role, ratings: ratingsOf(survey.definition, answers) }));
  const { roles } = raterReport(raters, ratingQuestions(survey.definition), { minimum: raterMinimum(survey) });
  return raterRoles.flatMap((role) => {
    const found = roles.find((one) => one.role === role);
    return found ? [{ role, n: found.n, mean: found.mean, suppressed: found.suppressed }] : [];
  });
}

/**
 * The 360-degree result of a rep: of the last survey about it that is closed and whose last answer came within the period. The whole survey or
 * nothing: a table that grew by one answer, or that were cut by another period, would tell that one answer.
 */
export async function readRaters(work: Work, repId: string, period: Period): Promise<RaterResult[] | undefined> {
  const { tenantId } = work.actor;
  const about = sql`r.tenant_id = ${tenantId} AND r.about_rep_id = ${repId}::uuid AND r.final`;
  return work.overAllRows(async (all) => {
    const { rows } = await sql<{ id: string }>`
      SELECT s.id FROM responses r JOIN surveys s ON s.tenant_id = r.tenant_id AND s.id = r.survey_id WHERE ${about} AND (s.status = 'closed' OR s.closes_at <= ${work.now}::timestamptz) GROUP BY s.id HAVING max(r.finished_at) >= ${new Date(period.from)}::timestamptz AND max(r.finished_at) < ${new Date(period.to)}::timestamptz ORDER BY max(r.finished_at) DESC, s.id LIMIT 1`.execute(
      all.sql,
    );
    const survey = rows[0] && (await all.read<SurveyRecord>('surveys', rows[0].id));
    if (!survey) return undefined;
    const answered = await sql<Answered>`
      SELECT r.data ->> 'raterRole' AS role, r.data -> 'answers' AS answers FROM responses r WHERE ${about} AND r.survey_id = ${survey.id}::uuid ORDER BY r.id`.execute(
      all.sql,
    );
    return ratersOf(survey, answered.rows);
  });
}
