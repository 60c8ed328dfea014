import { sql, type RawBuilder } from 'kysely';
import type { CustomerCard } from '@liaise/core/api/customers';
import type { Work } from '../store/store.ts';
import type { PackedValue } from '../value/read.ts';
import type { ScoredAnswer } from './score.ts';

/** A record on its way out of the statement: id, version, when made, when changed (as PostgreSQL writes it), and its fields. */
export type PackedRecord = readonly [
  id: string,
  version: number,
  createdAt: string,
  updatedAt: string,
  data: Readonly<Record<string, unknown>>,
];

type Assigned = CustomerCard['assignments'][number];

/** What the statement answers of one customer. Instants inside of JSON are as PostgreSQL writes them. */
export interface CardRow {
  id: string;
  customer: PackedRecord;
  assignments: (Omit<Assigned, 'why'> & { why: string | null })[];
  contacts: PackedRecord[];
  contact_count: number;
  visits_ahead: PackedRecord[];
  visits_behind: PackedRecord[];
  visit_count: number;
  last_check_in: string | null;
  next_visit: string | null;
  last_interaction: string | null;
  tasks: PackedRecord[];
  task_count: number;
  opportunities: PackedRecord[];
  opportunity_count: number;
  cases: PackedRecord[];
  case_count: number;
  purchases: PackedRecord[];
  spent: { currency: string; minor: string; count: number; first: string; last: string }[];
  answers: ScoredAnswer[];
  value: PackedValue | null;
}

const packed = (alias: string): RawBuilder<unknown> =>
  sql.raw(
    `json_build_array(${alias}.id, ${alias}.version, ${alias}.created_at::text, ${alias}.updated_at::text, ${alias}.data)`,
  );

const openOpportunity = sql`t.stage NOT IN ('won', 'lost')`;
const openCase = sql`t.status <> 'closed'`;
const openTask = sql`t.status = 'open'`;
const everything = sql`true`;

/** One statement that reads the cards of customers; row policies decide which and what. */
export function cardQuery(work: Work, ids: readonly string[]): RawBuilder<CardRow> {
  const tenant = work.actor.tenantId;
  const now = work.now.toISOString();
  const today = now.slice(0, 10);
  const of = (table: string, condition: RawBuilder<unknown>) =>
    sql`FROM ${sql.table(table)} t WHERE t.tenant_id = ${tenant} AND t.customer_id = c.id AND ${condition}`;
  const some = (table: string, condition: RawBuilder<unknown>, order: string, limit: number) =>
    sql`(SELECT coalesce(json_agg(one.packed), '[]') FROM (SELECT ${packed('t')} AS packed ${of(table, condition)} ORDER BY ${sql.raw(order)} LIMIT ${sql.lit(limit)}) one)`;
  const count = (table: string, condition: RawBuilder<unknown>) =>
    sql`(SELECT count(*)::integer ${of(table, condition)})`;
  const ahead = sql`t.status = 'planned' AND t.planned_start >= ${now}::timestamptz`;

  return sql<CardRow>`
SELECT c.id, ${packed('c')} AS customer,
(SELECT coalesce(json_agg(json_build_object('role', t.role, 'repId', t.rep_id, 'name', r.name, 'from', t.from_day::text, 'why', t.data ->> 'why') ORDER BY array_position(ARRAY['holder', 'deputy', 'co-owner', 'originator'], t.role), t.from_day, t.id), '[]') FROM assignments t JOIN reps r ON r.tenant_id = t.tenant_id AND r.id = t.rep_id WHERE t.tenant_id = ${tenant} AND t.customer_id = c.id AND t.from_day <= ${today}::date AND (t.to_day IS NULL OR t.to_day > ${today}::date)) AS assignments,
${some('contacts', everything, 't.id DESC', 10)} AS contacts,
${count('contacts', everything)} AS contact_count,
${some('visits', ahead, 't.planned_start, t.id', 2)} AS visits_ahead,
${some('visits', sql`NOT coalesce(${ahead}, false)`, 'coalesce(t.checked_in_at, t.planned_start, t.created_at) DESC, t.id DESC', 5)} AS visits_behind,
v.visit_count, v.last_check_in, v.next_visit,
(SELECT max(t.at) ${of('interactions', sql`t.at <= ${now}::timestamptz`)}) AS last_interaction,
${some('tasks', openTask, 't.due_on NULLS LAST, t.id', 5)} AS tasks,
${count('tasks', openTask)} AS task_count,
${some('opportunities', everything, "(t.stage IN ('won', 'lost')), t.id DESC", 5)} AS opportunities,
${count('opportunities', openOpportunity)} AS opportunity_count,
${some('cases', everything, "(t.status = 'closed'), t.id DESC", 5)} AS cases,
${count('cases', openCase)} AS case_count,
${some('purchases', everything, 't.at DESC, t.id DESC', 5)} AS purchases,
(SELECT coalesce(json_agg(json_build_object('currency', s.currency, 'minor', s.minor::text, 'count', s.count, 'first', s.first::text, 'last', s.last::text) ORDER BY s.count DESC, s.currency COLLATE "C"), '[]') FROM (SELECT t.currency, sum(t.minor) AS minor, count(*)::integer AS count, min(t.at) AS first, max(t.at) AS last ${of('purchases', everything)} GROUP BY t.currency) s) AS spent,
(SELECT coalesce(json_agg(json_build_object('type', q ->> 'type', 'scale', q -> 'scale', 'easy', q ->> 'easy', 'answer', f.answers -> (q ->> 'id'), 'at', f.finished_at::text)), '[]') FROM (SELECT t.survey_id, t.data -> 'answers' AS answers, t.finished_at ${of('responses', sql`t.final AND t.finished_at IS NOT NULL`)} ORDER BY t.finished_at DESC, t.id DESC LIMIT 50) f JOIN surveys s ON s.tenant_id = ${tenant} AND s.id = f.survey_id CROSS JOIN LATERAL jsonb_array_elements(s.data #> '{definition,questions}') q WHERE q ->> 'type' IN ('nps', 'csat', 'ces') AND f.answers ? (q ->> 'id')) AS answers,
(SELECT json_build_object('tier', coalesce(c.tier, t.tier), 'currency', t.currency, 'value', t.value, 'at', m.at::text, 'data', t.data) FROM customer_values t JOIN value_models m ON m.tenant_id = ${tenant} AND m.currency = t.currency WHERE t.tenant_id = ${tenant} AND t.customer_id = c.id) AS value
FROM customers c
CROSS JOIN LATERAL (SELECT count(*)::integer AS visit_count, max(t.checked_in_at) AS last_check_in, min(t.planned_start) FILTER (WHERE ${ahead}) AS next_visit ${of('visits', everything)}) v
WHERE c.tenant_id = ${tenant} AND c.id = ANY (${[...ids]}::uuid[])`;
}
