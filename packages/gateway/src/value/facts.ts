import { sql } from 'kysely';
import { dayName } from '@liaise/core/kpi';
import type { Level, LifecycleStage } from '@liaise/core/value';
import type { Work } from '../store/store.ts';

/** The days that facts are counted by, as numbers since 1970-01-01 by the company's clock. */
export interface Days {
  timeZone: string;
  today: number;
  /** The last day of the month before. */
  monthEnd: number;
}

/** How far back what was usual is compared with what came. */
export const before = 90;
const year = 365;

/** Purchases of one customer in one currency. Amounts are minor units; a day with nothing but returns is no purchase. */
export interface PurchaseFacts {
  customerId: string;
  currency: string;
  /** Days with a purchase; all of one day are one purchase. */
  days: number;
  first: number;
  last: number;
  /** The same as of `before` days ago. */
  daysBefore: number;
  lastBefore: number | null;
  /** Net amount in all, and over the last 365 days: as of today, of the end of last month, and of a year ago. */
  total: number;
  value: number;
  valueAtMonthEnd: number;
  previousValue: number;
  /** What was paid on days with a purchase, and on the first of them. */
  paid: number;
  paidFirst: number;
}

/** What else is known of a customer. */
export interface CustomerFacts {
  customerId: string;
  tier: Level | null;
  stage: LifecycleStage;
  /** The day on which it was last found lost; null where nobody wrote that down. */
  lostOn: number | null;
  /** The level it had `before` days ago, where it changed since. */
  formerTier: Level | null;
  language: string | null;
  complaints: number;
  disputes: number;
  lastContact: number | null;
  recommend: number | null;
  groupsBought: number | null;
  /** Of which purchases and model the stored forecast is, and of what the stored row was made. */
  basis: string | null;
  tails: Tails | null;
}

/** What signals need of a forecast. */
export interface Tails {
  alive: number;
  aliveBefore?: number;
  lower?: number;
  upper?: number;
}

export interface Facts {
  purchases: PurchaseFacts[];
  customers: Map<string, CustomerFacts>;
}

/** The id with which the next chunk of customers ends, or null where there is no further one. */
export async function chunkEnd(work: Work, after: string, size: number): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT max(c.id::text) AS id FROM (SELECT id FROM customers WHERE tenant_id = ${work.actor.tenantId} AND id > ${after}::uuid ORDER BY id LIMIT ${sql.lit(size)}) c`.execute(
    work.sql,
  );
  return rows[0]?.id ?? null;
}

/** Purchases of the customers whose ids lie after `after` and up to `until`. */
export async function readPurchases(work: Work, days: Days, after: string, until: string): Promise<PurchaseFacts[]> {
  const { today, monthEnd, timeZone } = days;
  const since = (number: number) => sql`d.day > ${dayName(number)}::date`;
  const upTo = (number: number) => sql`d.day <= ${dayName(number)}::date`;
  const { rows } = await sql<PurchaseFacts>`
SELECT d.customer_id AS "customerId", d.currency, (count(*) FILTER (WHERE d.bought))::integer AS days, min(d.number) FILTER (WHERE d.bought) AS first, max(d.number) FILTER (WHERE d.bought) AS last,
(count(*) FILTER (WHERE d.bought AND ${upTo(today - before)}))::integer AS "daysBefore", max(d.number) FILTER (WHERE d.bought AND ${upTo(today - before)}) AS "lastBefore",
sum(d.minor)::float8 AS total, coalesce(sum(d.minor) FILTER (WHERE ${since(today - year)}), 0)::float8 AS value, coalesce(sum(d.minor) FILTER (WHERE ${since(monthEnd - year)} AND ${upTo(monthEnd)}), 0)::float8 AS "valueAtMonthEnd", coalesce(sum(d.minor) FILTER (WHERE ${since(today - 2 * year)} AND ${upTo(today - year)}), 0)::float8 AS "previousValue",
coalesce(sum(greatest(d.minor, 0)) FILTER (WHERE d.bought), 0)::float8 AS paid, coalesce((min(ARRAY[d.number::float8, greatest(d.minor, 0)::float8]) FILTER (WHERE d.bought))[2], 0) AS "paidFirst"
FROM (SELECT p.customer_id, p.currency, (p.at AT TIME ZONE ${timeZone}::text)::date AS day, (p.at AT TIME ZONE ${timeZone}::text)::date - DATE '1970-01-01' AS number, sum(p.minor) AS minor, bool_or(p.minor >= 0) AS bought FROM purchases p WHERE p.tenant_id = ${work.actor.tenantId} AND p.customer_id > ${after}::uuid AND p.customer_id <= ${until}::uuid AND p.at <= ${work.now}::timestamptz GROUP BY 1, 2, 3, 4) d
GROUP BY 1, 2 HAVING bool_or(d.bought) ORDER BY 1, 2`.execute(work.sql);
  return merged(rows, await daysAcrossCurrencies(work, days, rows));
}

type Counted = Pick<PurchaseFacts, 'days' | 'first' | 'last' | 'daysBefore' | 'lastBefore'>;

/** Days of purchase of those who pay in several currencies, each day once whatever was paid in. */
async function daysAcrossCurrencies(
  work: Work,
  { timeZone, today }: Days,
  rows: readonly PurchaseFacts[],
): Promise<Map<string, Counted>> {
  const several = rows.filter((row, i) => rows[i - 1]?.customerId === row.customerId).map((row) => row.customerId);
  if (several.length === 0) return new Map();
  const { rows: counted } = await sql<Counted & { customerId: string }>`
SELECT d.customer_id AS "customerId", count(*)::integer AS days, min(d.number) AS first, max(d.number) AS last, (count(*) FILTER (WHERE d.number <= ${today - before}::integer))::integer AS "daysBefore", max(d.number) FILTER (WHERE d.number <= ${today - before}::integer) AS "lastBefore"
FROM (SELECT DISTINCT p.customer_id, (p.at AT TIME ZONE ${timeZone}::text)::date - DATE '1970-01-01' AS number FROM purchases p WHERE p.tenant_id = ${work.actor.tenantId} AND p.customer_id = ANY (${[...new Set(several)]}::uuid[]) AND p.at <= ${work.now}::timestamptz AND p.minor >= 0) d GROUP BY 1`.execute(
    work.sql,
  );
  return new Map(counted.map((row) => [row.customerId, row]));
}

/** One row a customer: its chief currency is the one with the most days of purchase, then the latest, then the first by code. */
function merged(rows: readonly PurchaseFacts[], across: ReadonlyMap<string, Counted>): PurchaseFacts[] {
  const chief = new Map<string, PurchaseFacts>();
  for (const row of rows) {
    const known = chief.get(row.customerId);
    if (!known || row.days > known.days || (row.days === known.days && row.last > known.last))
      chief.set(row.customerId, row);
  }
  return [...chief.values()].map((row) => {
    const counted = across.get(row.customerId);
    if (!counted) return row;
    // The first day may have been paid in another currency: then all of the chief one's days are repeat purchases.
    const { days, first, last, daysBefore, lastBefore } = counted;
    return { ...row, days, first, last, daysBefore, lastBefore, paidFirst: row.first === first ? row.paidFirst : 0 };
  });
}

/** What else is known of the customers whose ids lie after `after` and up to `until`. */
export async function readCustomers(
  work: Work,
  { today, timeZone }: Days,
  after: string,
  until: string,
): Promise<Map<string, CustomerFacts>> {
  const tenant = work.actor.tenantId;
  const lately = `${dayName(today - year)}T00:00:00Z`;
  const number = sql`(max(t.at) AT TIME ZONE ${timeZone}::text)::date - DATE '1970-01-01'`;
  const here = (column: string) =>
    sql`t.tenant_id = ${tenant} AND ${sql.ref(column)} > ${after}::uuid AND ${sql.ref(column)} <= ${until}::uuid`;
  const { rows } = await sql<CustomerFacts>`
SELECT t.id AS "customerId", t.tier, t.stage, t.data ->> 'language' AS language, former.tier AS "formerTier", lost.day AS "lostOn", coalesce(cases.complaints, 0) AS complaints, coalesce(cases.disputes, 0) AS disputes, contact.day AS "lastContact", voice.answer AS recommend, range.groups AS "groupsBought", v.basis, v.data -> 'tails' AS tails
FROM customers t
LEFT JOIN customer_values v ON v.tenant_id = ${tenant} AND v.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, (array_agg(t.from_value ORDER BY t.at, t.id))[1] AS tier FROM customer_history t WHERE ${here('t.customer_id')} AND t.field = 'tier' AND t.from_value IS NOT NULL AND t.at >= ${`${dayName(today - before)}T00:00:00Z`}::timestamptz GROUP BY 1) former ON former.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, ${number} AS day FROM customer_history t WHERE ${here('t.customer_id')} AND t.field = 'stage' AND t.to_value = 'lost' GROUP BY 1) lost ON lost.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, (count(*) FILTER (WHERE t.kind = 'complaint'))::integer AS complaints, (count(*) FILTER (WHERE t.kind = 'dispute'))::integer AS disputes FROM cases t WHERE ${here('t.customer_id')} AND t.status NOT IN ('solved', 'closed') GROUP BY 1) cases ON cases.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, ${number} AS day FROM (SELECT t.tenant_id, t.customer_id, t.at FROM interactions t WHERE ${here('t.customer_id')} AND t.at <= ${work.now}::timestamptz UNION ALL SELECT t.tenant_id, t.customer_id, t.checked_in_at AS at FROM visits t WHERE ${here('t.customer_id')} AND t.checked_in_at IS NOT NULL) t GROUP BY 1) contact ON contact.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, (array_agg((f.answers ->> (q ->> 'id'))::float8 ORDER BY t.finished_at DESC, t.id DESC))[1] AS answer FROM responses t JOIN surveys s ON s.tenant_id = ${tenant} AND s.id = t.survey_id CROSS JOIN LATERAL (SELECT t.data -> 'answers' AS answers) f CROSS JOIN LATERAL jsonb_array_elements(s.data #> '{definition,questions}') q WHERE ${here('t.customer_id')} AND t.final AND t.finished_at >= ${lately}::timestamptz AND q ->> 'type' = 'nps' AND jsonb_typeof(f.answers -> (q ->> 'id')) = 'number' GROUP BY 1) voice ON voice.customer_id = t.id
LEFT JOIN (SELECT t.customer_id, count(DISTINCT pr.category)::integer AS groups FROM purchases t JOIN products pr ON pr.tenant_id = ${tenant} AND pr.id = t.product_id WHERE ${here('t.customer_id')} AND t.product_id IS NOT NULL AND pr.category IS NOT NULL AND t.at >= ${lately}::timestamptz GROUP BY 1) range ON range.customer_id = t.id
WHERE ${here('t.id')}`.execute(work.sql);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** How many groups of products the company offers. */
export async function groupsOffered(work: Work): Promise<number> {
  const { rows } = await sql<{
    groups: number;
  }>`SELECT count(DISTINCT category)::integer AS groups FROM products WHERE tenant_id = ${work.actor.tenantId} AND active AND category IS NOT NULL`.execute(
    work.sql,
  );
  return rows[0]?.groups ?? 0;
}

/** The levels of the customers whose ids lie after `after` and up to `until`, of those that have one. */
export async function readTiers(work: Work, after: string, until: string): Promise<Map<string, Level>> {
  const { rows } = await sql<{
    id: string;
    tier: Level;
  }>`SELECT id, tier FROM customers WHERE tenant_id = ${work.actor.tenantId} AND id > ${after}::uuid AND id <= ${until}::uuid AND tier IS NOT NULL`.execute(
    work.sql,
  );
  return new Map(rows.map(({ id, tier }) => [id, tier]));
}
