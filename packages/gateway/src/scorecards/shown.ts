import { sql } from 'kysely';
import type { ShownOfRep } from '@liaise/core/api/scorecards';
import { dayName, dayOf } from '@liaise/core/kpi';
import type { Rep } from '@liaise/core/records/rep';
import { companyOf } from '../kpi/company.ts';
import type { Work } from '../store/store.ts';

/** What a rep carries that is told beside its score, on a day of the company's. A certificate counts on its last day too. */
export function trainingOf(
  { grade, certifications }: Pick<Rep, 'grade' | 'certifications'>,
  today: string,
): Omit<ShownOfRep, 'workload'> {
  return {
    grade,
    ...(certifications === undefined
      ? {}
      : {
          certifications: certifications.map(({ name, tier, expiresOn }) => ({
            name,
            tier,
            ...(expiresOn === undefined ? {} : { validUntil: expiresOn }),
            expired: expiresOn !== undefined && expiresOn < today,
          })),
        }),
  };
}

/**
 * What is told of a rep beside its score and never counts in it: grade, certificates, and its work now, whatever the period. The counts are the
 * same for whoever may see the scorecard, and leave out, as figures do, what is about customers held within a sealed unit of others.
 *
 * @param rep one whose figures the actor may see
 */
export async function readShown(work: Work, rep: Rep): Promise<ShownOfRep> {
  const { tenantId } = work.actor;
  const { calendar } = await companyOf(work);
  const today = dayName(dayOf(work.now.getTime(), calendar.timeZone));
  const heldToday = sql`h.tenant_id = ${tenantId}::uuid AND h.role = 'holder' AND h.from_day <= ${today}::date AND (h.to_day IS NULL OR h.to_day > ${today}::date)`;
  const open = sql`NOT EXISTS (SELECT 1 FROM holdings h WHERE ${heldToday} AND h.customer_id = t.customer_id AND h.sealed AND h.team_id <> ${rep.teamId}::uuid)`;
  const own = sql`t.tenant_id = ${tenantId}::uuid AND t.owner_id = ${rep.id}::uuid`;
  const { rows } = await work.overAllRows((all) =>
    sql<Omit<ShownOfRep['workload'], 'capacity'>>`
      SELECT (SELECT count(*) FROM assignments h JOIN customers c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id WHERE ${heldToday} AND h.rep_id = ${rep.id}::uuid AND c.merged_into IS NULL)::integer AS customers, (SELECT count(*) FROM tasks t WHERE ${own} AND t.status = 'open' AND ${open})::integer AS "openTasks", (SELECT count(*) FROM cases t WHERE ${own} AND t.status NOT IN ('solved', 'closed') AND ${open})::integer AS "openCases"`.execute(
      all.sql,
    ),
  );
  const counts = rows[0] ?? { customers: 0, openTasks: 0, openCases: 0 };
  const { capacity } = rep;
  return {
    ...trainingOf(rep, today),
    workload: { ...counts, ...(capacity === undefined ? {} : { capacity }) },
  };
}
