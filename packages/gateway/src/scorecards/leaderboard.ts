import { sql } from 'kysely';
import type { Leaderboard, Outlier } from '@liaise/core/api/scorecards';
import { earlierPeriod, findKpi, type KpiDefinition, type Period } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Recognition } from '@liaise/core/records/recognition';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { Refusal } from '../http/refusal.ts';
import { isRanked } from '../kpi/peers.ts';
import { companyOf, type Company } from '../kpi/company.ts';
import { kpiValues } from '../kpi/values.ts';
import type { Work } from '../store/store.ts';
import { comparable, type Entry, mainCurrency, outliersOf, placesOf } from './board.ts';
import { appliedOf, editionFor, editionsOf, heldEdition, periodOf } from './model.ts';
import { kpiRule, modelRule, modelTitle } from './rules.ts';
import { scoresOf, type Scored } from './score.ts';

/** Whose board: a team's, or that of all teams which are not sealed. */
export interface BoardScope {
  readonly team: string | null;
  readonly name: string;
}

/** What is asked for; `leads`: outliers are told. */
export interface BoardQuestion {
  readonly scope: BoardScope;
  readonly period: string;
  readonly kpi?: string | undefined;
  readonly model?: string | undefined;
  readonly leads: boolean;
}

interface Member {
  readonly id: string;
  readonly name: string;
}

/** Those who are ranked (`isRanked`). */
async function membersOf(work: Work, { team }: BoardScope): Promise<Member[]> {
  const whose = team === null ? sql`t.mode <> 'sealed-unit'` : sql`r.team_id = ${team}::uuid`;
  const { rows } = await sql<Member>`
    SELECT r.id, r.name FROM reps r JOIN teams t ON t.tenant_id = r.tenant_id AND t.id = r.team_id WHERE r.tenant_id = ${work.actor.tenantId} AND ${isRanked(work)} AND ${whose} ORDER BY r.id LIMIT 2000`.execute(
    work.sql,
  );
  return rows;
}

const mostRecognitions = 100;

/** What was said of the members in the period, or about it; the newest first. */
async function recognitionsOf(work: Work, members: readonly Member[], period: Period): Promise<Recognition[]> {
  const ids = members.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    SELECT c.id FROM recognitions c WHERE c.tenant_id = ${work.actor.tenantId} AND c.rep_id = ANY (${ids}::uuid[]) AND (c.period = ${period.name} OR (c.period IS NULL AND c.at >= ${new Date(period.from)}::timestamptz AND c.at < ${new Date(period.to)}::timestamptz)) ORDER BY c.at DESC, c.id DESC LIMIT ${sql.lit(mostRecognitions)}`.execute(
    work.sql,
  );
  const found = await work.readMany<Recognition>(
    'recognitions',
    rows.map(({ id }) => id),
  );
  return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1));
}

type Board = Pick<Leaderboard, 'title' | 'direction' | 'rule' | 'items'> &
  Partial<Pick<Leaderboard, 'kpi' | 'model' | 'unit' | 'currency'>> & { outliers: Outlier[] };

/** Figures of peers stand on a board whoever looks at it, so they are read as the gateway itself. */
const lean = { points: 0, peers: false };

async function boardByKpi(
  work: Work,
  kpi: KpiDefinition,
  members: readonly Member[],
  period: string,
  scope: string,
): Promise<Board> {
  const requests = members.map(({ id }) => ({ kpi: kpi.id, subject: `rep:${id}`, period }));
  const values = await work.overAllRows((all) => kpiValues(all, requests, lean));
  const byRep = new Map<string, KpiValue>();
  const main = mainCurrency(values);
  const entries = members.flatMap(({ id, name }, index): Entry[] => {
    const value = values[index];
    if (!value) return [];
    byRep.set(id, value);
    const shown = comparable(value, main);
    return [
      { repId: id, name, n: value.n, ...shown, previous: shown.reason === 'other-currency' ? null : value.previous },
    ];
  });
  return {
    kpi: kpi.id,
    title: { en: kpi.name.en, 'zh-CN': kpi.name['zh-CN'] },
    direction: kpi.direction,
    unit: kpi.unit,
    ...(main === undefined ? {} : { currency: main }),
    rule: kpiRule(kpi),
    items: placesOf(entries, kpi.direction, scope),
    outliers: outliersOf(kpi.id, byRep),
  };
}

/** Scores of the period before by the edition that held then; none where there is no such period or edition. */
async function earlierScores(
  work: Work,
  subjects: readonly string[],
  period: Period,
  editions: readonly ScorecardModelRecord[],
  { calendar }: Company,
): Promise<Scored[]> {
  if (period.kind === 'rolling') return [];
  const before = earlierPeriod(period, calendar);
  const edition = before.firstDay < '0002' ? undefined : editionFor(editions, before);
  return edition ? scoresOf(work, subjects, before.name, edition, lean) : [];
}

async function boardByModel(
  work: Work,
  model: string | undefined,
  members: readonly Member[],
  period: Period,
  scope: string,
): Promise<Board> {
  const company = await companyOf(work);
  const editions = await editionsOf(work, company, model);
  const edition = heldEdition(editions, period);
  const subjects = members.map(({ id }) => `rep:${id}`);
  const [scores, earlier] = await work.overAllRows(async (all) => [
    await scoresOf(all, subjects, period.name, edition, lean),
    await earlierScores(all, subjects, period, editions, company),
  ]);
  const entries = members.flatMap(({ id, name }, index): Entry[] => {
    const score = scores[index]?.score;
    if (!score) return [];
    return [
      {
        repId: id,
        name,
        value: score.score,
        n: score.lines.filter(({ attainment }) => attainment !== null).length,
        reason: score.reason,
        previous: earlier[index]?.score.score,
      },
    ];
  });
  const found = edition.weights.flatMap(({ kpi }) => {
    const byRep = new Map<string, KpiValue>();
    members.forEach(({ id }, index) => {
      const value = scores[index]?.values.get(kpi);
      if (value) byRep.set(id, value);
    });
    return outliersOf(kpi, byRep);
  });
  return {
    model: appliedOf(edition),
    title: modelTitle(edition),
    direction: 'higher',
    rule: modelRule(edition, (kpi) => findKpi(kpi, company.own)),
    items: placesOf(entries, 'higher', scope),
    outliers: found,
  };
}

/**
 * A leaderboard by a KPI, or by a model's score where none is named.
 *
 * @throws {Refusal} `invalid-query` for a KPI or a period that is none, `not-found` without a model
 */
export async function readLeaderboard(work: Work, question: BoardQuestion): Promise<Leaderboard> {
  const { scope, kpi: asked, model, leads } = question;
  const company = await companyOf(work);
  const period = periodOf(work, company, question.period);
  const kpi = asked === undefined ? undefined : findKpi(asked, company.own);
  if (asked !== undefined && !kpi) {
    const message = 'There is no KPI with this id.';
    throw new Refusal('invalid-query', { issues: [{ path: 'query.kpi', code: 'unknown-kpi', message }] });
  }
  const among = scope.team === null ? 'tenant' : `team:${scope.team}`;
  const members = await membersOf(work, scope);
  const { outliers, ...board } = kpi
    ? await boardByKpi(work, kpi, members, period.name, among)
    : await boardByModel(work, model, members, period, among);
  return {
    scope: among,
    name: scope.name,
    period: period.name,
    ...board,
    ...(leads ? { outliers } : {}),
    recognitions: await recognitionsOf(work, members, period),
    complete: work.now.getTime() >= period.to,
    asOf: work.now.toISOString(),
  };
}
