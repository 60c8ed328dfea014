import { sql } from 'kysely';
import type { RaterResult } from '@liaise/core/api/scorecards';
import type { Period } from '@liaise/core/kpi';
import { raterRoles, type SurveyRecord } from '@liaise/core/records/survey';
import { suppressGroups } from '@liaise/core/scores';
import type { SurveyDefinition } from '@liaise/core/survey';
import type { Work } from '../store/store.ts';

interface Answered {
  role: string;
  answers: Record<string, unknown>;
}

/**
 * What one rater said, as the mean of the questions that rate: of a scale (`csat`) and of a number with bounds, each laid upon 1 to 5.
 * `null` where none was answered.
 */
export function ratingOf(
  { questions }: Pick<SurveyDefinition, 'questions'>,
  answers: Record<string, unknown>,
): number | null {
  const ratings = questions.flatMap((question) => {
    const answer = answers[question.id];
    if (typeof answer !== 'number') return [];
    if (question.type === 'csat') return [1 + (4 * (answer - 1)) / ((question.scale ?? 5) - 1)];
    if (question.type !== 'number' || question.min === undefined || question.max === undefined) return [];
    return question.max > question.min ? [1 + (4 * (answer - question.min)) / (question.max - question.min)] : [];
  });
  return ratings.length === 0 ? null : ratings.reduce((sum, one) => sum + one, 0) / ratings.length;
}

/** Means by rater role, what must not be told hidden (`suppressGroups`). Each rater counts once. */
export function ratersOf(
  survey: Pick<SurveyRecord, 'definition' | 'minimumResponses'>,
  answered: readonly Answered[],
): RaterResult[] {
  const groups = raterRoles.flatMap((role) => {
    const ratings = answered
      .filter((one) => one.role === role)
      .flatMap(({ answers }) => ratingOf(survey.definition, answers) ?? []);
    const sum = ratings.reduce((total, one) => total + one, 0);
    return ratings.length === 0 ? [] : [{ role, n: ratings.length, score: sum / ratings.length }];
  });
  const { groups: shown } = suppressGroups(groups, { minimum: Math.max(3, survey.minimumResponses ?? 3) });
  return raterRoles.flatMap((role) => {
    const group = shown.find((one) => one.role === role);
    return group ? [{ role, n: group.n, mean: group.score, suppressed: group.suppressed }] : [];
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
