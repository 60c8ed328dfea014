import { sql } from 'kysely';
import {
  type Calendar,
  type Evaluation,
  figureOf,
  findKpi,
  type KpiDefinition,
  kpiValueOf,
  type Period,
  parsePeriod,
  parseSubject,
  planKpi,
  sourcesOf,
  type Subject,
  type Tally,
} from '@liaise/core/kpi';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { NotAllowed, type Work } from '../store/store.ts';
import { overAllRows, visibleSubjects } from './subjects.ts';
import { readTallies } from './tallies.ts';

/** Which KPI of whom over which period; a customer is named by its id. */
export interface KpiRequest {
  kpi: string;
  subject: string;
  period: string;
}

/** By which days a company counts, in which language formulas are told, and its KPIs beside the catalogue. */
export interface KpiOptions {
  calendar?: Calendar;
  locale?: string;
  own?: readonly KpiDefinition[];
  /** Points of the series at most; 8 unless said. */
  points?: number;
}

/** Requests of one KPI and period about subjects of one kind: they are added up by one statement. */
interface Group {
  kpi: KpiDefinition;
  period: Period;
  kind: Subject['kind'];
  at: { index: number; subject: string; id: string }[];
}

const earliestWithSeries = '0200';

const idOf = (subject: Subject): string => (subject.kind === 'tenant' ? 'tenant' : subject.id);

/**
 * The values of many KPIs, in the order asked: one statement for each KPI, period and kind of subject, however many
 * subjects there are. A figure is the same for whoever may see it (`overAllRows`), except that goals are those that the actor
 * sees.
 *
 * @throws {RangeError} for a KPI that is not in the catalogue, and a period or subject that is none
 * @throws {NotAllowed} for a subject whose figures the actor may not see
 */
export async function kpiValues(
  work: Work,
  requests: readonly KpiRequest[],
  options: KpiOptions = {},
): Promise<KpiValue[]> {
  if (requests.length === 0) return [];
  const { calendar = { timeZone: 'UTC' }, locale = 'en', own = [] } = options;
  const asOf = work.now.getTime();
  const groups = new Map<string, Group>();
  requests.forEach((request, index) => {
    const kpi = findKpi(request.kpi, own);
    if (!kpi) throw new RangeError(`The KPI "${request.kpi}" is not in the catalogue.`);
    const subject = parseSubject(request.subject);
    const key = `${request.kpi} ${request.period} ${subject.kind}`;
    const group = groups.get(key) ?? {
      kpi,
      period: parsePeriod(request.period, calendar, asOf),
      kind: subject.kind,
      at: [],
    };
    group.at.push({ index, subject: request.subject, id: idOf(subject) });
    groups.set(key, group);
  });
  const seen = await visibleSubjects(
    work,
    requests.map(({ subject }) => subject),
  );
  const hidden = requests.find(({ subject }) => !seen.has(subject));
  if (hidden) throw new NotAllowed(`The actor may not see figures of ${hidden.subject}.`);
  const goals = await goalsOf(work, requests);

  const values: KpiValue[] = [];
  await overAllRows(work, async () => {
    const sealed = await hasSealedUnits(work);
    for (const group of groups.values()) {
      // A series that would reach back before the calendar is left out.
      const points = group.period.firstDay < earliestWithSeries ? 0 : (options.points ?? 8);
      const { kpi, kind, at } = group;
      const plan = planKpi(kpi, group.period, calendar, asOf, { points });
      const tallies = await readTallies(work, {
        kpi,
        kind,
        ids: at.map(({ id }) => id),
        periods: [plan.current, plan.previous, ...plan.earlier].filter(({ from }) => kpi.ahead || asOf >= from),
        calendar,
        sealed,
      });
      for (const { index, subject, id } of group.at) {
        const goal = goals.get(`${group.kpi.id} ${subject} ${group.period.name}`);
        const evaluate = (_kpi: unknown, question: { period: Period }): Evaluation =>
          evaluationOf(group.kpi, asOf, question.period, tallies.of(id, question.period));
        values[index] = kpiValueOf(
          { evaluate },
          { kpi: group.kpi, subject, period: group.period, asOf, goal, locale, calendar, points },
        );
      }
    }
  });
  return values;
}

function evaluationOf(kpi: KpiDefinition, asOf: number, period: Period, tallies: readonly Tally[]): Evaluation {
  if (!kpi.ahead && asOf < period.from)
    return { figure: { value: null, reason: 'not-started', n: 0 }, tallies: [], sources: [] };
  return { figure: figureOf(kpi, tallies), tallies, sources: sourcesOf(kpi.measure, tallies) };
}

async function goalsOf(work: Work, requests: readonly KpiRequest[]): Promise<Map<string, Goal>> {
  const each = (name: keyof KpiRequest) => [...new Set(requests.map((request) => request[name]))];
  const { rows } = await sql<{ kpi: string; subject: string; period: string; data: Goal }>`
    SELECT g.kpi, g.subject, g.period, g.data FROM goals g WHERE g.tenant_id = ${work.actor.tenantId} AND g.kpi = ANY (${each('kpi')}::text[]) AND g.subject = ANY (${each('subject')}::text[]) AND g.period = ANY (${each('period')}::text[])`.execute(
    work.sql,
  );
  return new Map(rows.map(({ kpi, subject, period, data }) => [`${kpi} ${subject} ${period}`, data]));
}

async function hasSealedUnits(work: Work): Promise<boolean> {
  const { rows } = await sql<{ sealed: boolean }>`
    SELECT EXISTS (SELECT 1 FROM teams t WHERE t.tenant_id = ${work.actor.tenantId} AND t.mode = 'sealed-unit') AS sealed`.execute(
    work.sql,
  );
  return rows[0]?.sealed === true;
}
