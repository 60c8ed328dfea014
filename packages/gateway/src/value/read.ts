import { sql, type RawBuilder } from 'kysely';
import type { CustomerCard } from '@liaise/core/api/customers';
import type { AskedDowngrade, ValuePyramid } from '@liaise/core/api/value';
import { parseSubject } from '@liaise/core/kpi';
import type { Approval } from '@liaise/core/records/approval';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import { levels, type Level, type LifecycleStage } from '@liaise/core/value';
import { overAllRows } from '../kpi/subjects.ts';
import type { Work } from '../store/store.ts';
import { parseInstant } from '../store/values.ts';
import type { KeptValue } from './store.ts';

/** How many days back moves between levels are counted. */
const movesOver = 90;
const mostAsked = 200;
const day = 86_400_000;

const served = sql`coalesce(c.tier, v.tier)`;

/** Whether a customer `c` belongs to a subject today: held by the rep, or by somebody of the team. */
function heldBy({ actor, now }: Work, subject: string): RawBuilder<unknown> {
  const parsed = parseSubject(subject);
  if (parsed.kind === 'tenant') return sql`true`;
  const today = now.toISOString().slice(0, 10);
  const whose = parsed.kind === 'team' ? sql`h.team_id` : sql`h.rep_id`;
  return sql`EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = ${actor.tenantId} AND h.customer_id = c.id AND h.role = 'holder' AND h.from_day <= ${today}::date AND (h.to_day IS NULL OR h.to_day > ${today}::date) AND ${whose} = ${parsed.id}::uuid)`;
}

/**
 * The value pyramid of a subject whose figures the actor may see. Counts and sums are the same for whoever may see them;
 * the proposals asked are those that the actor sees.
 *
 * @param options `currency`: whose pyramid, where there are several; `preferred`: taken where none is asked for
 */
export async function readPyramid(
  work: Work,
  subject: string,
  { currency: wanted, preferred }: { currency?: string | undefined; preferred?: string | undefined } = {},
): Promise<ValuePyramid> {
  const tenant = work.actor.tenantId;
  const mine = heldBy(work, subject);
  const since = new Date(work.now.getTime() - movesOver * day).toISOString().slice(0, 10);
  const sums = await overAllRows(work, async (all) => {
    const cells = await sql<{
      currency: string;
      tier: Level;
      customers: number;
      value: number;
    }>`SELECT v.currency, ${served} AS tier, count(*)::integer AS customers, sum(v.value)::float8 AS value FROM customer_values v JOIN customers c ON c.tenant_id = v.tenant_id AND c.id = v.customer_id WHERE v.tenant_id = ${tenant} AND ${mine} GROUP BY 1, 2`.execute(
      all.sql,
    );
    const others = await sql<{
      without: number;
    }>`SELECT count(*)::integer AS without FROM customers c WHERE c.tenant_id = ${tenant} AND c.merged_into IS NULL AND ${mine} AND NOT EXISTS (SELECT 1 FROM customer_values v WHERE v.tenant_id = ${tenant} AND v.customer_id = c.id)`.execute(
      all.sql,
    );
    const moved = await sql<{
      from_value: string;
      to_value: string;
      moves: number;
    }>`SELECT y.from_value, y.to_value, count(*)::integer AS moves FROM customer_history y JOIN customers c ON c.tenant_id = y.tenant_id AND c.id = y.customer_id WHERE y.tenant_id = ${tenant} AND y.field = 'tier' AND y.at >= ${since}::timestamptz AND y.from_value IS NOT NULL AND y.to_value IS NOT NULL AND ${mine} GROUP BY 1, 2`.execute(
      all.sql,
    );
    return { cells: cells.rows, without: others.rows[0]?.without ?? 0, moved: moved.rows };
  });
  const models = await readModels(work);
  const counts = new Map<string, number>();
  for (const { currency, customers } of sums.cells) counts.set(currency, (counts.get(currency) ?? 0) + customers);
  const currencies = [...counts]
    .map(([currency, customers]) => ({ currency, customers }))
    .sort((a, b) => b.customers - a.customers || (a.currency < b.currency ? -1 : 1));
  const present = (one: string | undefined): string | undefined => (one && counts.has(one) ? one : undefined);
  const currency = wanted ?? present(preferred) ?? currencies[0]?.currency ?? models[0]?.currency ?? null;
  const model = models.find((one) => one.currency === currency);
  const own = sums.cells.filter((cell) => cell.currency === currency);
  const total = own.reduce((sum, cell) => sum + cell.customers, 0);
  const value = own.reduce((sum, cell) => sum + cell.value, 0);
  const rank = (tier: string): number => levels.findIndex((level) => level === tier);
  const count = (isMove: (from: number, to: number) => boolean): number =>
    sums.moved.reduce((sum, move) => (isMove(rank(move.from_value), rank(move.to_value)) ? sum + move.moves : sum), 0);
  return {
    subject,
    asOf: model?.at ?? models[0]?.at ?? null,
    currency,
    currencies,
    levels: levels.map((tier, i) => {
      const cell = own.find((one) => one.tier === tier);
      return {
        tier,
        customers: cell?.customers ?? 0,
        share: total === 0 ? null : (cell?.customers ?? 0) / total,
        value: cell?.value ?? 0,
        valueShare: value > 0 ? (cell?.value ?? 0) / value : null,
        threshold: model?.thresholds[i] ?? null,
      };
    }),
    without: sums.without,
    moves: { since, up: count((from, to) => to < from), down: count((from, to) => to > from) },
    asked: await askedMoves(work, mine, models),
  };
}

/** The proposals that wait for a decision, of customers that the actor sees, with the name and the figures of each. */
async function askedMoves(
  work: Work,
  mine: RawBuilder<unknown>,
  models: readonly ValueModel[],
): Promise<AskedDowngrade[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    tier: Level | null;
    stage: LifecycleStage;
    because: AskedDowngrade['because'] | null;
    currency: string | null;
    value: number | null;
  }>`SELECT a.id, c.name, c.tier, c.stage, v.data -> 'stageReason' AS because, v.currency, v.value::float8 AS value FROM approvals a JOIN customers c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id LEFT JOIN customer_values v ON v.tenant_id = c.tenant_id AND v.customer_id = c.id WHERE a.tenant_id = ${work.actor.tenantId} AND a.kind IN ('downgrade', 'stage-move') AND a.status = 'asked' AND ${mine} ORDER BY a.id LIMIT ${sql.lit(mostAsked)}`.execute(
    work.sql,
  );
  const about = new Map(rows.map((row) => [row.id, row]));
  const approvals = await work.readMany<Approval>('approvals', [...about.keys()]);
  return approvals.map((approval) => {
    const found = about.get(approval.id);
    if (!found) return approval;
    const { name, tier, stage, because, currency, value } = found;
    if (approval.kind === 'stage-move')
      return { ...approval, customerName: name, fromStage: stage, ...(because ? { because } : {}) };
    const model = models.find((one) => one.currency === currency);
    const threshold = tier === null ? undefined : model?.thresholds[levels.indexOf(tier)];
    return {
      ...approval,
      customerName: name,
      ...(tier === null ? {} : { from: tier }),
      ...(value === null || currency === null ? {} : { value, currency }),
      ...(typeof threshold === 'number' ? { threshold } : {}),
    };
  });
}

interface ValueModel {
  currency: string;
  at: string;
  thresholds: readonly (number | null)[];
}

/** What the job found of all customers of a currency, the most recent first. */
async function readModels(work: Work): Promise<ValueModel[]> {
  const { rows } = await sql<{
    currency: string;
    at: string;
    data: { thresholds?: readonly (number | null)[] };
  }>`SELECT currency, at, data FROM value_models WHERE tenant_id = ${work.actor.tenantId} ORDER BY at DESC, currency COLLATE "C"`.execute(
    work.sql,
  );
  return rows.map(({ currency, at, data }) => ({ currency, at, thresholds: data.thresholds ?? [] }));
}

/** Which customers a list of values holds. */
export interface ValueFilters {
  subject: string;
  tier?: string | undefined;
  signal?: string | undefined;
  action?: string | undefined;
  currency?: string | undefined;
}

/** A value with the place in the list after which one may go on. */
export type PlacedValue = CustomerValue & { place: string };

const placePattern = /^([A-Z]{3}) (-?\d+) ([0-9a-f-]{36})$/;

/** The values of customers that the actor sees, by currency, the most valuable first. */
export async function listValues(
  work: Work,
  { subject, tier, signal, action, currency }: ValueFilters,
  after: string | undefined,
  limit: number,
): Promise<PlacedValue[]> {
  const conditions = [sql`v.tenant_id = ${work.actor.tenantId}`, heldBy(work, subject)];
  if (tier !== undefined) conditions.push(sql`${served} = ${tier}`);
  if (signal !== undefined) conditions.push(sql`${signal}::text = ANY (v.codes)`);
  if (action !== undefined) conditions.push(sql`v.action = ${action}`);
  if (currency !== undefined) conditions.push(sql`v.currency = ${currency}`);
  const [, fromCurrency, fromValue, fromId] = placePattern.exec(after ?? '') ?? [];
  if (fromId !== undefined)
    conditions.push(
      sql`(v.currency COLLATE "C" > ${fromCurrency} OR (v.currency = ${fromCurrency} AND (v.value < ${fromValue}::bigint OR (v.value = ${fromValue}::bigint AND v.customer_id > ${fromId}::uuid))))`,
    );
  const { rows } =
    await sql<ValueRow>`${valueColumns} WHERE ${sql.join(conditions, sql` AND `)} ORDER BY v.currency COLLATE "C", v.value DESC, v.customer_id LIMIT ${sql.lit(limit)}`.execute(
      work.sql,
    );
  return rows.map((row) => ({ ...valueOf(row), place: `${row.currency} ${String(row.value)} ${row.customer_id}` }));
}

/** The value of one customer that the actor sees; null where there is none. */
export async function readValue(work: Work, customerId: string): Promise<CustomerValue | null> {
  const { rows } =
    await sql<ValueRow>`${valueColumns} WHERE v.tenant_id = ${work.actor.tenantId} AND v.customer_id = ${customerId}`.execute(
      work.sql,
    );
  return rows[0] ? valueOf(rows[0]) : null;
}

interface ValueRow {
  customer_id: string;
  name: string;
  tier: Level;
  stage: NonNullable<CustomerValue['stage']>;
  currency: string;
  value: number;
  at: string;
  data: KeptValue;
}

const valueColumns = sql`SELECT v.customer_id, c.name, ${served} AS tier, c.stage, v.currency, v.value, m.at, v.data FROM customer_values v JOIN customers c ON c.tenant_id = v.tenant_id AND c.id = v.customer_id JOIN value_models m ON m.tenant_id = v.tenant_id AND m.currency = v.currency`;

function valueOf({ customer_id, name, tier, stage, currency, value, at, data }: ValueRow): CustomerValue {
  const { tails: _tails, rfm, ...kept } = data;
  return { customerId: customer_id, name, tier, stage, ...kept, rfm: rfmOf(rfm, at), currency, value, asOf: at };
}

/** Days since the last purchase are counted up to when the values were computed. */
function rfmOf({ last, ...rest }: KeptValue['rfm'], at: string): CustomerValue['rfm'] {
  return { recency: Math.max(0, Math.floor((Date.parse(at) - Date.parse(`${last}T00:00:00Z`)) / day)), ...rest };
}

/** What a card's statement answers of a customer's value, as JSON; instants in it are as PostgreSQL writes them. */
export interface PackedValue {
  tier: Level;
  currency: string;
  value: number;
  at: string;
  data: KeptValue;
}

/** The two parts of a card that come from the job: the forecast, and what the customer is worth. */
export function cardParts(packed: PackedValue | null): Pick<CustomerCard, 'forecast' | 'value'> {
  if (!packed) return {};
  const { forecast, previousValue, rfm, signals, recommendation, proposedTier, proposedStage, stageReason } =
    packed.data;
  const at = parseInstant(packed.at);
  return {
    ...(forecast ? { forecast } : {}),
    value: {
      tier: packed.tier,
      ...(proposedTier ? { proposedTier } : {}),
      ...(proposedStage ? { proposedStage } : {}),
      ...(stageReason ? { stageReason } : {}),
      rfm: rfmOf(rfm, at),
      signals,
      recommendation,
      currency: packed.currency,
      value: packed.value,
      previousValue,
      asOf: at,
    },
  };
}
