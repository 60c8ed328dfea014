import { sql } from 'kysely';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import {
  bonus,
  describeBonus,
  earlierPeriod,
  findKpi,
  parseSubject,
  type Period,
  type Subject,
} from '@liaise/core/kpi';
import type { Approval } from '@liaise/core/records/approval';
import type { Rep } from '@liaise/core/records/rep';
import type { Review } from '@liaise/core/records/review';
import type { BonusRule, ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { companyOf, type Company } from '../kpi/company.ts';
import type { Work } from '../store/store.ts';
import { appliedOf, editionFor, editionsOf, heldEdition, periodOf } from './model.ts';
import { readRaters } from './raters.ts';
import { scoresOf } from './score.ts';
import { readShown } from './shown.ts';

/** The name of a team, or the company's. */
async function nameOf(work: Work, subject: Subject): Promise<string> {
  if (subject.kind !== 'team') return work.actor.tenantRef;
  const { sql: query, actor } = work;
  const row = await query
    .selectFrom('teams')
    .select('name')
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', subject.id)
    .executeTakeFirst();
  return row?.name ?? '';
}

/** The appeals about a subject's figures of a period that the actor sees, oldest first. */
async function appealsOf(work: Work, id: string, period: string): Promise<Approval[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM approvals a WHERE a.tenant_id = ${work.actor.tenantId} AND a.kind = 'kpi-appeal' AND a.subject_id = ${id}::uuid AND a.period = ${period} ORDER BY a.id LIMIT 200`.execute(
    work.sql,
  );
  return work.readMany<Approval>(
    'approvals',
    rows.map((row) => row.id),
  );
}

/** The score of the period before, by the edition that held then; undefined where there is no such period or edition. */
async function previousScore(
  work: Work,
  subject: string,
  period: Period,
  editions: readonly ScorecardModelRecord[],
  { calendar }: Company,
): Promise<number | null | undefined> {
  // An earlier window of a rolling period has no name that can be asked for.
  if (period.kind === 'rolling') return undefined;
  const before = earlierPeriod(period, calendar);
  const edition = before.firstDay < '0002' ? undefined : editionFor(editions, before);
  if (!edition) return undefined;
  const [scored] = await scoresOf(work, [subject], before.name, edition, { points: 0, peers: false });
  return scored?.score.score;
}

const bonusOf = (terms: BonusRule, score: number | null): NonNullable<ScorecardAnswer['bonus']> => ({
  amount: bonus(terms, score).amount,
  rule: { en: describeBonus(terms, 'en'), 'zh-CN': describeBonus(terms, 'zh-CN') },
  terms,
});

/**
 * A scorecard with all that explains it. Appeals and reviews are those that the actor sees; reviews, what raters say, the bonus and what
 * is shown and never scored are a rep's. Its values leave out where the subject stands among its peers: nothing in a score comes from it, and whoever looks at one
 * figure asks for it (`GET /v1/kpis`).
 *
 * @param asked `subject` is one whose figures the actor may see
 * @throws {Refusal} `not-found` without a model, `invalid-query` for a period that is none
 */
export async function readScorecard(
  work: Work,
  asked: { subject: string; period: string; model?: string | undefined },
): Promise<ScorecardAnswer> {
  const company = await companyOf(work);
  const period = periodOf(work, company, asked.period);
  const editions = await editionsOf(work, company, asked.model);
  const edition = heldEdition(editions, period);
  const subject = parseSubject(asked.subject);
  const [scored] = await scoresOf(work, [asked.subject], asked.period, edition, { peers: false });
  if (!scored) throw new Error('A scorecard has a score.');
  const { score, values } = scored;
  const earlier = await previousScore(work, asked.subject, period, editions, company);
  const isRep = subject.kind === 'rep';
  const raters = isRep ? await readRaters(work, subject.id, period) : undefined;
  const rep = isRep ? await work.read<Rep>('reps', subject.id) : null;
  const terms = isRep ? edition.bonus : undefined;
  return {
    subject: asked.subject,
    name: isRep ? (rep?.name ?? '') : await nameOf(work, subject),
    period: asked.period,
    model: appliedOf(edition),
    score: score.score,
    ...(score.reason === undefined ? {} : { reason: score.reason }),
    coveredWeight: score.coveredWeight,
    totalWeight: score.totalWeight,
    ...(edition.minimumCoverage === undefined ? {} : { minimumCoverage: edition.minimumCoverage }),
    lines: score.lines.flatMap((line) => {
      const value = values.get(line.kpi);
      const name = findKpi(line.kpi, company.own)?.name;
      if (!value || !name) return [];
      return [{ ...line, name: { en: name.en, 'zh-CN': name['zh-CN'] }, value }];
    }),
    ...(earlier === undefined ? {} : { previousScore: earlier }),
    ...(terms === undefined ? {} : { bonus: bonusOf(terms, score.score) }),
    appeals: subject.kind === 'tenant' ? [] : await appealsOf(work, subject.id, asked.period),
    reviews: isRep
      ? await work.list<Review>('reviews', { filters: { repId: subject.id, period: asked.period }, limit: 100 })
      : [],
    ...(raters === undefined ? {} : { raters }),
    ...(rep === null ? {} : { shown: await readShown(work, rep) }),
    asOf: work.now.toISOString(),
  };
}
