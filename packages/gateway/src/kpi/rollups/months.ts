import { sql } from 'kysely';
import { type Aggregate, aggregatesOf, type Measure, type Rows } from '@liaise/core/kpi';
import { every, type Sql } from '../expressions.ts';

/*
 * Figures over purchases read `purchase_months`, each customer's sums by month in UTC, and of the table itself only what lies
 * between the ends of a stretch of time and the beginning of the month that is nearest: that part is added where the stretch
 * reaches beyond the month's beginning, and taken away where it does not reach it. So the sums are exact for any stretch in any time
 * zone, and what is read grows with the months asked for, not with the purchases made.
 */

const half = 15 * 86_400_000;

/** The beginning of the month in UTC that is nearest to an instant, in milliseconds. */
export function nearestMonth(instant: number): number {
  const date = new Date(instant + half);
  date.setUTCHours(0, 0, 0, 0);
  return date.setUTCDate(1);
}

/** The same as `nearestMonth`, for an instant of SQL; as its first day. */
const nearest = (instant: Sql): Sql =>
  sql`date_trunc('month', (${instant} AT TIME ZONE 'UTC') + interval '15 days')::date`;

/** Which of a month's sums are meant: those of all purchases, or of those above 0. */
export type Kind = 'all' | 'orders';

const onlyOrders = JSON.stringify([['>', 'amount.minor', 0]]);

/** Which sums of months a selection of rows comes down to; null where they do not hold it. */
export function kindOfRows(rows: Rows): Kind | null {
  if (rows.resource !== 'purchases' || rows.at !== 'at' || rows.first === true) return null;
  const where = rows.where ?? [];
  if (where.length === 0) return 'all';
  return JSON.stringify(where) === onlyOrders ? 'orders' : null;
}

/** What is added up over the purchases of a subject: their number, their amounts, or the customers who made them. */
export interface Rolled {
  readonly kind: Kind;
  readonly figure: 'count' | 'amounts' | 'customers';
}

/** How an aggregate is read from sums of months; null where it is not. */
export function rolledAggregate(aggregate: Aggregate): Rolled | null {
  const kind = aggregate.resource === 'customers' ? null : kindOfRows(aggregate);
  if (kind === null) return null;
  if (aggregate.aggregate === 'count') return { kind, figure: 'count' };
  if (aggregate.aggregate === 'distinct')
    return aggregate.field === 'customerId' ? { kind, figure: 'customers' } : null;
  return aggregate.field === 'amount.minor' && aggregate.weight === undefined ? { kind, figure: 'amounts' } : null;
}

/** How a mean is read from sums of months; null where it is not. */
export function rolledMean(measure: Measure): Rolled | null {
  if (!('mean' in measure) || measure.mean !== 'amount.minor') return null;
  const kind = kindOfRows(measure.of);
  return kind === null ? null : { kind, figure: 'amounts' };
}

/** Whether any part of a measure is read from sums of months. */
export function isRolled(measure: Measure): boolean {
  if ('kept' in measure || rolledMean(measure) !== null) return true;
  return aggregatesOf(measure).some((aggregate) => rolledAggregate(aggregate) !== null);
}

/** A day's beginning; one that begins with an hour which clocks show twice begins with the first of the two. */
function beginning(day: Sql, timeZone: string): Sql {
  const midnight = sql`(${day}::timestamp AT TIME ZONE ${timeZone}::text)`;
  return sql`CASE WHEN ((${midnight} - interval '1 hour') AT TIME ZONE ${timeZone}::text)::date >= ${day} THEN ${midnight} - interval '1 hour' ELSE ${midnight} END`;
}

/**
 * Who held which of these customers from which instant to which, without overlaps: between two days on which an assignment
 * begins or ends, the holder is the one of the first (the later beginning, then the greater id). Columns `customer_id`, `rep_id`,
 * `from_at`, `to_at`, `from_day`, `to_day`, and `from_month`, `to_month`, the months nearest to the instants; what nobody held is left
 * out.
 *
 * @param among a condition on `a`, the assignments of these customers
 */
export function holdingsOver(tenantId: string, timeZone: string, among: Sql): Sql {
  const held = sql`SELECT a.customer_id, a.rep_id, a.from_day, a.to_day, a.id FROM assignments a WHERE a.tenant_id = ${tenantId}::uuid AND a.role = 'holder' AND ${among}`;
  const days = sql`SELECT held.customer_id, held.from_day AS day FROM held UNION SELECT held.customer_id, held.to_day FROM held WHERE held.to_day IS NOT NULL`;
  const holders = sql`SELECT DISTINCT ON (d.customer_id, d.day) d.customer_id, d.day, h.rep_id FROM (${days}) d LEFT JOIN held h ON h.customer_id = d.customer_id AND h.from_day <= d.day AND (h.to_day IS NULL OR d.day < h.to_day) ORDER BY d.customer_id, d.day, h.from_day DESC, h.id DESC`;
  const instants = sql`SELECT w.*, ${beginning(sql`w.day`, timeZone)} AS from_at FROM (${holders}) w OFFSET 0`;
  const stretches = sql`SELECT b.customer_id, b.rep_id, b.day AS from_day, b.from_at, lead(b.day, 1, 'infinity'::date) OVER l AS to_day, lead(b.from_at, 1, 'infinity'::timestamptz) OVER l AS to_at FROM (${instants}) b WINDOW l AS (PARTITION BY b.customer_id ORDER BY b.day)`;
  return sql`WITH held AS MATERIALIZED (${held}) SELECT c.*, ${nearest(sql`c.from_at`)} AS from_month, ${nearest(sql`c.to_at`)} AS to_month FROM (${stretches}) c WHERE c.rep_id IS NOT NULL`;
}

const columnsOf = { all: ['n', 'sum', 'squares'], orders: ['orders', 'order_sum', 'order_squares'] } as const;

/** The columns of `p` that say between which instants purchases lie, and which months are nearest to these. */
export interface Span {
  readonly from: Sql;
  readonly to: Sql;
  readonly fromMonth: Sql;
  readonly toMonth: Sql;
}

/** Customers over stretches of time: each row is `s`, with the columns of `holdingsOver`. */
export interface Stretches {
  /** A join of `p` with `s`. */
  readonly from: Sql;
  readonly conditions: readonly Sql[];
  /** Whose they are. */
  readonly key: Sql;
}

/**
 * The sums of customers over stretches of time, as far as they lie in each period of `p`. Each customer's months are read once for all
 * periods, and then the purchases beside whole months, where there are such.
 *
 * @returns a select of a statement's rows: period, subject, tally, n, sum, squares, currencies
 */
export function sumsOf(
  tenantId: string,
  { kind, figure }: Rolled,
  tally: number,
  { from, conditions, key }: Stretches,
  span: Span,
): Sql {
  const [n, sum, squares] = columnsOf[kind].map((name) => sql.ref(`m.${name}`));
  const customers = figure === 'customers';
  const where = every([...conditions, sql`s.from_at < ${span.to}`, sql`s.to_at > ${span.from}`]);
  const months = sql`SELECT p.i, ${key} AS key, ${sql.ref(customers ? 'm.customer_id' : 'm.currency')}::text AS part, ${n} AS n, ${sum} AS sum, ${squares} AS squares FROM ${from} JOIN purchase_months m ON m.tenant_id = ${tenantId}::uuid AND m.customer_id = s.customer_id AND m.month >= greatest(s.from_month, ${span.fromMonth}) AND m.month < least(s.to_month, ${span.toMonth}) WHERE ${where}`;
  const pairs = sql`SELECT p.i, ${key} AS key, s.customer_id, greatest(s.from_at, ${span.from}) AS from_at, least(s.to_at, ${span.to}) AS to_at, greatest(s.from_month, ${span.fromMonth}) AS from_month, least(s.to_month, ${span.toMonth}) AS to_month FROM ${from} WHERE ${where} OFFSET 0`;
  // The part before the first month and the one after the last; of a stretch without a whole month, all of it.
  const at = (month: string): Sql => sql`(${sql.ref(`z.${month}`)}::timestamp AT TIME ZONE 'UTC')`;
  const [first, end] = [at('from_month'), at('to_month')];
  const edges = sql`SELECT z.i, z.key, z.customer_id, e.* FROM (${pairs}) z CROSS JOIN LATERAL (SELECT z.from_at, z.to_at, 1 AS sign WHERE z.from_month >= z.to_month UNION ALL SELECT least(z.from_at, ${first}), greatest(z.from_at, ${first}), CASE WHEN z.from_at > ${first} THEN -1 ELSE 1 END WHERE z.from_month < z.to_month AND z.from_at <> ${first} UNION ALL SELECT least(z.to_at, ${end}), greatest(z.to_at, ${end}), CASE WHEN z.to_at > ${end} THEN 1 ELSE -1 END WHERE z.from_month < z.to_month AND z.to_at <> ${end}) e OFFSET 0`;
  const above = kind === 'orders' ? sql` AND r.minor > 0` : sql``;
  const rest = sql`SELECT e.i, e.key, ${sql.ref(customers ? 'r.customer_id' : 'r.currency')}::text, e.sign, e.sign * r.minor::numeric, e.sign * r.minor::numeric * r.minor FROM (${edges}) e JOIN purchases r ON r.tenant_id = ${tenantId}::uuid AND r.customer_id = e.customer_id AND r.at >= e.from_at AND r.at < e.to_at${above}`;
  return figuresOf(
    figure,
    tally,
    sql`SELECT v.i, v.key, v.part, sum(v.n) AS n, sum(v.sum) AS sum, sum(v.squares) AS squares FROM (${months} UNION ALL ${rest}) v GROUP BY v.i, v.key, v.part`,
  );
}

/**
 * The sums of all customers over whole months.
 *
 * @param span its instants must be the beginnings of months in UTC
 * @param walls conditions on `m`, the sums of a customer's month
 */
export function sumsOfAll(
  tenantId: string,
  { kind, figure }: Rolled,
  tally: number,
  { fromMonth, toMonth }: Span,
  walls: readonly Sql[],
): Sql {
  const [n, sum, squares] = columnsOf[kind].map((name) => sql.ref(`m.${name}`));
  const by = sql.ref(figure === 'customers' ? 'm.customer_id' : 'm.currency');
  return figuresOf(
    figure,
    tally,
    sql`SELECT p.i, p.tenant AS key, ${by} AS part, sum(${n}) AS n, sum(${sum}) AS sum, sum(${squares}) AS squares FROM p JOIN purchase_months m ON m.tenant_id = ${tenantId}::uuid AND m.month >= ${fromMonth} AND m.month < ${toMonth} WHERE ${every(walls)} GROUP BY p.i, p.tenant, ${by}`,
  );
}

/** The rows of a statement, from sums by currency, or by customer where customers are counted. */
function figuresOf(figure: Rolled['figure'], tally: number, each: Sql): Sql {
  const value =
    figure === 'count'
      ? sql`sum(c.n)`
      : figure === 'customers'
        ? sql`count(*) FILTER (WHERE c.n > 0)`
        : sql`sum(c.sum)`;
  const amounts = figure === 'amounts';
  const squares = amounts ? sql`sum(c.squares)` : sql`NULL`;
  const currencies = amounts ? sql`string_agg(c.part, ',') FILTER (WHERE c.n > 0)` : sql`NULL`;
  return sql`SELECT c.i AS period, c.key::text AS subject, ${sql.lit(tally)}::integer AS tally, sum(c.n)::float8 AS n, (${value})::float8 AS sum, (${squares})::float8 AS squares, (${currencies})::text AS currencies FROM (${each}) c GROUP BY c.i, c.key HAVING sum(c.n) > 0`;
}

/** A stretch between two instants as whole months and what lies beside them, in milliseconds. */
interface Parts {
  readonly first: number;
  readonly end: number;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly sign: number }[];
}

/** Divides a stretch into whole months and two edges, each of which is added or taken away; an empty edge ends where it begins. */
export function partsOf(from: number, to: number): Parts {
  const [first, end] = [nearestMonth(from), nearestMonth(to)];
  if (first >= end)
    return {
      first,
      end: first,
      edges: [
        { from, to, sign: 1 },
        { from: to, to, sign: 1 },
      ],
    };
  return {
    first,
    end,
    edges: [
      { from: Math.min(from, first), to: Math.max(from, first), sign: from > first ? -1 : 1 },
      { from: Math.min(to, end), to: Math.max(to, end), sign: to > end ? 1 : -1 },
    ],
  };
}

/** The names of the columns of `p` that divide a window into parts, and their types. */
export const partColumns = [
  ['first', 'date'],
  ['end', 'date'],
  ...[0, 1].flatMap((edge): [string, string][] => [
    [`e${String(edge)}_from`, 'timestamptz'],
    [`e${String(edge)}_to`, 'timestamptz'],
    [`e${String(edge)}_sign`, 'integer'],
  ]),
] as const;

/** The values of `partColumns`: instants in milliseconds, signs as they are. */
export function partValues({ first, end, edges }: Parts): number[] {
  return [first, end, ...edges.flatMap(({ from, to, sign }) => [from, to, sign])];
}

/**
 * What a customer spent in two windows, as a lateral join `k`: `r0`, `r1` (never below 0) and the currencies.
 *
 * @param windows prefixes of the columns of `p` with the parts of each window
 */
export function keptOf(tenantId: string, customer: Sql, windows: readonly [string, string]): Sql {
  const column = (prefix: string, name: string): Sql => sql.ref(`p.${prefix}_${name}`);
  const months = windows.map(
    (prefix, index) =>
      sql`SELECT ${sql.lit(index)}::integer AS w, m.currency, m.n, m.sum FROM purchase_months m WHERE m.tenant_id = ${tenantId}::uuid AND m.customer_id = ${customer} AND m.month >= ${column(prefix, 'first')} AND m.month < ${column(prefix, 'end')}`,
  );
  const edges = windows.flatMap((prefix, index) =>
    [0, 1].map((edge) => {
      const [from, to, sign] = ['from', 'to', 'sign'].map((name) => column(prefix, `e${String(edge)}_${name}`));
      return sql`(${sql.lit(index)}::integer, ${from}, ${to}, ${sign})`;
    }),
  );
  const rest = sql`SELECT e.w, x.currency, e.sign, e.sign * x.minor::numeric FROM (VALUES ${sql.join(edges)}) AS e (w, from_at, to_at, sign) JOIN purchases x ON x.tenant_id = ${tenantId}::uuid AND x.customer_id = ${customer} AND x.at >= e.from_at AND x.at < e.to_at WHERE e.from_at < e.to_at`;
  const each = sql`SELECT v.currency, sum(v.sum) FILTER (WHERE v.w = 0) AS r0, sum(v.sum) FILTER (WHERE v.w = 1) AS r1, greatest(sum(v.n) FILTER (WHERE v.w = 0), sum(v.n) FILTER (WHERE v.w = 1)) AS n FROM (${sql.join([...months, rest], sql` UNION ALL `)}) v GROUP BY v.currency`;
  return sql`CROSS JOIN LATERAL (SELECT sum(c.r0) AS r0, greatest(coalesce(sum(c.r1), 0), 0) AS r1, string_agg(c.currency, ',') FILTER (WHERE c.n > 0) AS currencies FROM (${each}) c) k`;
}
