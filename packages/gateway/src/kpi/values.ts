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
  type Standing,
  standing,
  type Subject,
  type Tally,
} from '@liaise/core/kpi';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { NotAllowed, type Work } from '../store/store.ts';
import { companyOf } from './company.ts';
import { type PeerGroup, peerGroups } from './peers.ts';
import { visibleSubjects } from './subjects.ts';
import { readTallies } from './tallies.ts';

/** Which KPI of whom over which period; a customer is named by its id. */
export interface KpiRequest {
  kpi: string;
  subject: string;
  period: string;
  /** Whether it says where the subject stands among its peers; as the options have it unless said. */
  peers?: boolean;
  /** In which language its formula is told; as the options have it unless said. */
  language?: string | undefined;
}

/** What is otherwise the company's (`companyOf`), and what is left out. */
export interface KpiOptions {
  /** By which days it counts. */
  calendar?: Calendar;
  /** In which language formulas are told. */
  locale?: string;
  /** KPIs beside the catalogue. */
  own?: readonly KpiDefinition[];
  /** Points of the series at most; 8 unless said. */
  points?: number;
  /** Whether it says where the subject stands among its peers; it does unless said. */
  peers?: boolean;
}

/** Requests of one KPI and period about subjects of one kind: they are added up by one statement. */
interface Group {
  kpi: KpiDefinition;
  period: Period;
  kind: Subject['kind'];
  at: { index: number; subject: string; id: string; ranked: boolean; language: string | undefined }[];
}

/** How the figures of one call are computed. */
interface Setting {
  readonly calendar: Calendar;
  readonly sealed: boolean;
  readonly currency: string | undefined;
  readonly points: number;
}

const earliestWithSeries = '0200';

const idOf = (subject: Subject): string => (subject.kind === 'tenant' ? 'tenant' : subject.id);

/**
 * The values of many KPIs, in the order asked: one statement for each KPI, period and kind of subject, however many
 * subjects there are, and one more for the peers of those of whom their place is asked. A figure is the same for whoever may see it (`overAllRows`), except
 * that goals are those that the actor sees.
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
  const company = await companyOf(work);
  const { calendar = company.calendar, locale = 'en', own = company.own, points = 8 } = options;
  const { sealed } = company;
  const { currency } = company.settings;
  const ranked = options.peers ?? true;
  const groups = groupsOf(requests, ranked, own, calendar, work.now.getTime());
  const seen = await visibleSubjects(
    work,
    requests.map(({ subject }) => subject),
  );
  const hidden = requests.find(({ subject }) => !seen.has(subject));
  if (hidden) throw new NotAllowed(`The actor may not see figures of ${hidden.subject}.`);
  const goals = await goalsOf(work, requests);

  const values: KpiValue[] = [];
  await work.overAllRows(async (all) => {
    const peers = await peersOf(all, groups);
    for (const group of groups) {
      // A series that would reach back before the calendar is left out.
      const setting = { calendar, sealed, currency, points: group.period.firstDay < earliestWithSeries ? 0 : points };
      const { evaluate, standingOf } = await evaluatorOf(all, group, setting, peers);
      for (const { index, subject, id, ranked: isAsked, language = locale } of group.at) {
        const goal = goals.get(`${group.kpi.id} ${subject} ${group.period.name}`);
        values[index] = kpiValueOf(
          { evaluate: (_kpi, question) => evaluate(id, question.period) },
          {
            ...(isAsked ? standingOf(id) : {}),
            kpi: group.kpi,
            subject,
            period: group.period,
            asOf: all.now.getTime(),
            goal,
            locale: language,
            calendar,
            points: setting.points,
          },
        );
      }
    }
  });
  return values;
}

function groupsOf(
  requests: readonly KpiRequest[],
  ranked: boolean,
  own: readonly KpiDefinition[],
  calendar: Calendar,
  asOf: number,
): readonly Group[] {
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
    const { peers = ranked, language } = request;
    group.at.push({ index, subject: request.subject, id: idOf(subject), ranked: peers, language });
    groups.set(key, group);
  });
  return [...groups.values()];
}

type Peers = ReadonlyMap<string, PeerGroup>;

/** Those of a group of whom their place is asked. */
const rankedOf = ({ at }: Group): string[] => at.filter(({ ranked }) => ranked).map(({ id }) => id);

/** Among whom the subjects of all groups are ranked, where that is asked. */
async function peersOf(all: Work, groups: readonly Group[]): Promise<Peers> {
  const found = new Map<string, PeerGroup>();
  for (const kind of ['rep', 'team'] as const) {
    const ids = groups.filter((group) => group.kind === kind).flatMap(rankedOf);
    for (const [id, group] of await peerGroups(all, kind, ids)) found.set(id, group);
  }
  return found;
}

/** Reads what a group of requests needs and answers figure by figure. */
async function evaluatorOf(
  all: Work,
  group: Group,
  { calendar, sealed, currency, points }: Setting,
  peers: Peers,
): Promise<{ evaluate: (id: string, period: Period) => Evaluation; standingOf: (id: string) => Standing }> {
  const { kpi, kind, period, at } = group;
  const asOf = all.now.getTime();
  const plan = planKpi(kpi, period, calendar, asOf, { points });
  const hasBegun = ({ from }: Period) => kpi.ahead === true || asOf >= from;
  const ids = at.map(({ id }) => id);
  const periods = [plan.current, plan.previous, plan.lastYear, ...plan.earlier].filter(hasBegun);
  const tallies = await readTallies(all, { kpi, kind, ids, periods, calendar, sealed });
  const evaluate = (id: string, asked: Period): Evaluation =>
    hasBegun(asked)
      ? evaluationOf(kpi, tallies.of(id, asked), currency)
      : { figure: { value: null, reason: 'not-started', n: 0 }, tallies: [], sources: [] };

  const others = [...new Set(rankedOf(group).flatMap((id) => peers.get(id)?.ids ?? []))];
  if (others.length < 2 || !hasBegun(plan.current)) return { evaluate, standingOf: () => ({}) };
  const theirs = await readTallies(all, { kpi, kind, ids: others, periods: [plan.current], calendar, sealed });
  const figures = new Map(others.map((id) => [id, figureOf(kpi, theirs.of(id, plan.current), currency)]));
  const standingOf = (id: string): Standing => {
    const among = peers.get(id);
    if (!among || among.ids.length < 2) return {};
    return standing(kpi, id, new Map(among.ids.map((peer) => [peer, figures.get(peer) ?? none])), among.scope);
  };
  return { evaluate, standingOf };
}

const none = { value: null, n: 0 } as const;

function evaluationOf(kpi: KpiDefinition, tallies: readonly Tally[], currency: string | undefined): Evaluation {
  return { figure: figureOf(kpi, tallies, currency), tallies, sources: sourcesOf(kpi.measure, tallies) };
}

async function goalsOf(work: Work, requests: readonly KpiRequest[]): Promise<Map<string, Goal>> {
  const each = (name: 'kpi' | 'subject' | 'period') => [...new Set(requests.map((request) => request[name]))];
  const { rows } = await sql<{ kpi: string; subject: string; period: string; data: Goal }>`
    SELECT g.kpi, g.subject, g.period, g.data FROM goals g WHERE g.tenant_id = ${work.actor.tenantId} AND g.kpi = ANY (${each('kpi')}::text[]) AND g.subject = ANY (${each('subject')}::text[]) AND g.period = ANY (${each('period')}::text[])`.execute(
    work.sql,
  );
  return new Map(rows.map(({ kpi, subject, period, data }) => [`${kpi} ${subject} ${period}`, data]));
}
