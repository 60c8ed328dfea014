import { sql, type RawBuilder } from 'kysely';
import type { Fields } from './descriptions.ts';
import type { StoredName, Work } from './store.ts';

/*
 * `purchase_months` holds each customer's purchases added up by calendar month in UTC and by currency. Every write of a purchase
 * moves the sums in its own transaction, by addition, so they equal the rows at any moment and for every snapshot; two
 * writers of one month wait for each other at its row, and nothing has to be marked, folded in or repaired later. The sums
 * know customers and UTC only: a hand-over, a rep's change of team, a customer's tier or another time zone changes none of
 * them.
 */

/** What a purchase adds to its month. */
export interface CountedPurchase {
  customer: string;
  /** RFC 3339. */
  at: string;
  minor: number;
  currency: string;
}

/** What the row of a table counts as, as a column for a statement that reads or removes it; null but for purchases. */
export function countedColumn(resource: StoredName): RawBuilder<unknown> {
  return resource === 'purchases'
    ? sql`jsonb_build_object('customer', customer_id, 'at', at, 'minor', minor, 'currency', currency)`
    : sql`NULL::jsonb`;
}

/** What a record counts as; null but for purchases. */
export function countedOf(resource: StoredName, fields: Fields): CountedPurchase | null {
  if (resource !== 'purchases') return null;
  const { customerId, at, amount } = fields as { customerId: string; at: string; amount: Omit<CountedPurchase, 'at'> };
  return { customer: customerId, at, minor: amount.minor, currency: amount.currency };
}

/**
 * Moves the sums of months by purchases that came and went. Call it in the transaction that writes the purchases, after their
 * rows. Months are taken in one order, so that two writers do not wait for each other in a circle.
 */
export async function countPurchases(
  { sql: transaction, actor }: Pick<Work, 'sql' | 'actor'>,
  come: readonly CountedPurchase[],
  gone: readonly CountedPurchase[] = [],
): Promise<void> {
  const moves = [...come.map((one) => ({ ...one, sign: 1 })), ...gone.map((one) => ({ ...one, sign: -1 }))];
  if (moves.length === 0) return;
  await sql`INSERT INTO purchase_months AS kept (tenant_id, customer_id, month, currency, n, sum, squares, orders, order_sum, order_squares) SELECT ${actor.tenantId}::uuid, ${sums(sql`g.sign`)} FROM (SELECT customer AS customer_id, ${monthOf(sql`at`)} AS month, currency, minor, sign FROM json_to_recordset(${JSON.stringify(moves)}::json) AS given (customer uuid, at timestamptz, minor bigint, currency text, sign integer)) g GROUP BY g.customer_id, g.month, g.currency ORDER BY g.customer_id, g.month, g.currency COLLATE "C" ON CONFLICT (tenant_id, customer_id, month, currency) DO UPDATE SET n = kept.n + excluded.n, sum = kept.sum + excluded.sum, squares = kept.squares + excluded.squares, orders = kept.orders + excluded.orders, order_sum = kept.order_sum + excluded.order_sum, order_squares = kept.order_squares + excluded.order_squares`.execute(
    transaction,
  );
}

/**
 * Makes the sums of a whole tenant anew from its purchases: for rows that were put into the table past the repository (a
 * restored table, a bulk load by the owner). Takes the locks that keep writers of purchases out until it is done.
 */
export async function recountPurchases(work: Work): Promise<void> {
  const { tenantId } = work.actor;
  await sql`SELECT set_config('statement_timeout', '0', true)`.execute(work.sql);
  await sql`LOCK TABLE purchases IN SHARE ROW EXCLUSIVE MODE`.execute(work.sql);
  await sql`DELETE FROM purchase_months WHERE tenant_id = ${tenantId}::uuid`.execute(work.sql);
  await sql`INSERT INTO purchase_months (tenant_id, customer_id, month, currency, n, sum, squares, orders, order_sum, order_squares) SELECT ${tenantId}::uuid, ${sums(sql`1`)} FROM (SELECT r.customer_id, ${monthOf(sql`r.at`)} AS month, r.currency, r.minor FROM purchases r WHERE r.tenant_id = ${tenantId}::uuid) g GROUP BY g.customer_id, g.month, g.currency ORDER BY g.customer_id, g.month, g.currency COLLATE "C"`.execute(
    work.sql,
  );
}

const monthOf = (at: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`date_trunc('month', ${at} AT TIME ZONE 'UTC')::date`;

const sums = (sign: RawBuilder<unknown>): RawBuilder<unknown> => {
  const all = sql`sum(${sign}), sum(${sign} * g.minor::numeric), sum(${sign} * g.minor::numeric * g.minor)`;
  const orders = [sql`${sign}`, sql`${sign} * g.minor::numeric`, sql`${sign} * g.minor::numeric * g.minor`].map(
    (value) => sql`coalesce(sum(${value}) FILTER (WHERE g.minor > 0), 0)`,
  );
  return sql`g.customer_id, g.month, g.currency, ${all}, ${sql.join(orders)}`;
};
