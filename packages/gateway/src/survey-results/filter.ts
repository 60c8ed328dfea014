import { sql, type RawBuilder } from 'kysely';
import { earlierPeriod, parsePeriod, type Period } from '@liaise/core/kpi';
import { Refusal } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import type { Work } from '../store/store.ts';

/** Which responses count: finished within a time, and of whom. */
export interface ResultsFilter {
  period?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  repId?: string | undefined;
  teamId?: string | undefined;
  customerId?: string | undefined;
  source?: string | undefined;
  channel?: string | undefined;
  language?: string | undefined;
}

/** A stretch of time; without an end on either side it goes on. */
export interface Span {
  from?: string | undefined;
  to?: string | undefined;
}

/** The time that is asked for, and what lies before it. */
export interface Window extends Span {
  period: Period | null;
  /** What it is compared with: the period before, or as much time before. */
  before: { from: string; to: string } | null;
}

const instant = (at: number): string => new Date(at).toISOString();

/** The time that a filter names. @throws {Refusal} for a period that does not exist, or a time that ends before it begins */
export async function windowOf(work: Work, { period: name, from, to }: ResultsFilter): Promise<Window> {
  if (name === undefined) {
    if (from === undefined || to === undefined) return { period: null, from, to, before: null };
    const [first, end] = [Date.parse(from), Date.parse(to)];
    if (end <= first) throw fault('to', 'not-after', 'The time has to end after it begins.');
    return { period: null, from, to, before: { from: instant(2 * first - end), to: from } };
  }
  if (from !== undefined || to !== undefined)
    throw fault('period', 'one-of', 'Ask for a period or for a time from and to, not for both.');
  const { calendar } = await companyOf(work);
  try {
    const period = parsePeriod(name, calendar, work.now.getTime());
    const before = earlierPeriod(period, calendar);
    return {
      period,
      from: instant(period.from),
      to: instant(period.to),
      before: { from: instant(before.from), to: instant(before.to) },
    };
  } catch {
    throw fault('period', 'unknown-period', 'There is no such period.');
  }
}

/** A fault of a query's field. */
export const fault = (name: string, code: string, message: string): Refusal =>
  new Refusal('invalid-query', { issues: [{ path: `query.${name}`, code, message }] });

const within = (column: string, { from, to }: Span) => [
  ...(from === undefined ? [] : [sql`${sql.ref(column)} >= ${from}::timestamptz`]),
  ...(to === undefined ? [] : [sql`${sql.ref(column)} < ${to}::timestamptz`]),
];

const whose = (work: Work, { repId, teamId, customerId }: ResultsFilter) => [
  ...(repId === undefined ? [] : [sql`t.rep_id = ${repId}::uuid`]),
  ...(teamId === undefined
    ? []
    : [
        sql`t.rep_id IN (SELECT m.id FROM reps m WHERE m.tenant_id = ${work.actor.tenantId}::uuid AND m.team_id = ${teamId}::uuid)`,
      ]),
  ...(customerId === undefined ? [] : [sql`t.customer_id = ${customerId}::uuid`]),
];

/** The responses to a survey that count, as `t`: those about a rep are told in reports only. `column` is the instant they are counted by. */
export function responsesOf(
  work: Work,
  surveyId: string,
  filter: ResultsFilter,
  span: Span,
  column: 't.finished_at' | 't.started_at' = 't.finished_at',
): RawBuilder<unknown> {
  const { source, channel, language } = filter;
  return sql.join(
    [
      sql`t.tenant_id = ${work.actor.tenantId}::uuid AND t.survey_id = ${surveyId}::uuid AND t.about_rep_id IS NULL`,
      column === 't.finished_at' ? sql`t.final` : sql`NOT t.final`,
      ...within(column, span),
      ...whose(work, filter),
      ...(source === undefined ? [] : [sql`t.data ->> 'source' = ${source}`]),
      ...(channel === undefined
        ? []
        : [
            sql`EXISTS (SELECT 1 FROM invitations v WHERE v.tenant_id = t.tenant_id AND v.id = t.invitation_id AND v.data ->> 'channel' = ${channel})`,
          ]),
      ...(language === undefined ? [] : [sql`t.data ->> 'language' = ${language}`]),
    ],
    sql` AND `,
  );
}

/** The invitations to a survey that count, as `t`: sent within the time, and not revoked. */
export function invitationsOf(work: Work, surveyId: string, filter: ResultsFilter, span: Span): RawBuilder<unknown> {
  return sql.join(
    [
      sql`t.tenant_id = ${work.actor.tenantId}::uuid AND t.survey_id = ${surveyId}::uuid AND t.status <> 'revoked'`,
      sql`t.data ->> 'aboutRepId' IS NULL`,
      ...within('t.created_at', span),
      ...whose(work, filter),
      ...(filter.channel === undefined ? [] : [sql`t.data ->> 'channel' = ${filter.channel}`]),
    ],
    sql` AND `,
  );
}

/** Whether what is asked for can be said of invitations as well: they have neither the source of an answer nor its language. */
export const isOfInvitations = ({ source, language }: ResultsFilter): boolean =>
  source === undefined && language === undefined;

/** An answer that says something. */
export const saysSomething = (answer: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${answer} NOT IN ('null', '""', '[]', '{}')`;
