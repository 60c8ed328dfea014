import { sql } from 'kysely';
import type { ReportOnRep, SurveyResults } from '@liaise/core/api/survey-results';
import type { Rep } from '@liaise/core/records/rep';
import { raterRoles, type SurveyRecord } from '@liaise/core/records/survey';
import { raterReport } from '@liaise/core/scores';
import { forbidden } from '../http/refusal.ts';
import { raterMinimum, ratingQuestions, ratingsOf } from '../scorecards/raters.ts';
import type { Work } from '../store/store.ts';
import { isOver } from './over.ts';

interface Answered {
  role: string;
  answers: Record<string, unknown>;
}

/** Whether the caller may open a report on a rep: its own, of those it leads, or of all for those who run the system. */
function mayOpen({ actor }: Work, rep: Pick<Rep, 'id' | 'teamId'>): boolean {
  if (actor.role === 'rep') return rep.id === actor.repId;
  if (actor.role === 'manager') return rep.id === actor.repId || actor.teamIds.includes(rep.teamId);
  return true;
}

/** Of whom the caller may open a report. Nothing is told before the survey has closed: a report that grew by one answer would tell it. */
export async function readReports(work: Work, survey: SurveyRecord): Promise<SurveyResults['reports']> {
  if (!isOver(survey, work.now)) return [];
  const ids = await work.overAllRows(async (all) => {
    const { rows } = await sql<{ id: string }>`
      SELECT DISTINCT r.about_rep_id AS id FROM responses r WHERE r.tenant_id = ${all.actor.tenantId}::uuid AND r.survey_id = ${survey.id}::uuid AND r.about_rep_id IS NOT NULL AND r.final`.execute(
      all.sql,
    );
    return rows.map(({ id }) => id);
  });
  if (ids.length === 0) return [];
  const reps = await work.readMany<Rep>('reps', ids);
  return reps.filter((rep) => mayOpen(work, rep)).map(({ id, name }) => ({ repId: id, name }));
}

/** The rep whom a report is about. @throws {Refusal} where the caller may not open it */
export async function checkReport(work: Work, repId: string): Promise<Rep> {
  const rep = await work.read<Rep>('reps', repId);
  if (rep && mayOpen(work, rep)) return rep;
  throw forbidden('A report is for whom it is about and for who leads them.', 'query.aboutRepId');
}

/** A rep's 360-degree report, once the survey has closed: the whole of it or nothing. */
export async function readReport(work: Work, survey: SurveyRecord, rep: Rep): Promise<ReportOnRep | undefined> {
  if (!isOver(survey, work.now)) return undefined;
  const { rows } = await work.overAllRows((all) =>
    sql<Answered>`
      SELECT r.data ->> 'raterRole' AS role, r.data -> 'answers' AS answers FROM responses r WHERE r.tenant_id = ${all.actor.tenantId}::uuid AND r.survey_id = ${survey.id}::uuid AND r.about_rep_id = ${rep.id}::uuid AND r.final`.execute(
      all.sql,
    ),
  );
  const { roles, overall } = raterReport(
    rows.map(({ role, answers }) => ({ role, ratings: ratingsOf(survey.definition, answers) })),
    ratingQuestions(survey.definition),
    { minimum: raterMinimum(survey) },
  );
  return {
    repId: rep.id,
    name: rep.name,
    roles: raterRoles.flatMap((role) => {
      const found = roles.find((one) => one.role === role);
      return found ? [{ ...found, role, questions: { ...found.questions } }] : [];
    }),
    overall: overall && { ...overall, questions: { ...overall.questions } },
  };
}
