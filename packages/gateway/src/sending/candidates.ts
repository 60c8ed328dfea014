import { sql, type RawBuilder } from 'kysely';
import type { Distribution } from '@liaise/core/records/distribution';
import type { Work } from '../store/store.ts';

/** A customer whose turn it is. */
export interface Candidate {
  readonly customerId: string;
  /** What happened: a period's name, `visit:ID` or `case:ID`. */
  readonly occasion: string;
  /** Whom the visit met or the case names; nobody said where it is empty. */
  readonly contactIds: readonly string[];
}

/** Where candidates are looked for: in a period, or among what ended between two instants. */
export type Source =
  | { readonly period: string }
  | { readonly visitsEnded: { from: Date; to: Date } }
  | { readonly casesClosed: { from: Date; to: Date } };

type Condition = RawBuilder<unknown>;

const among = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined ? [] : [sql`${sql.ref(column)} = ANY (${[...values]}::text[])`];

/** The conditions of an audience on the customer `c`. */
function audienceOf({ audience = {} }: Distribution, today: string): Condition[] {
  const { kinds, stages, tiers, industries, repIds } = audience;
  return [
    ...among('c.kind', kinds),
    ...among('c.stage', stages),
    ...among('c.tier', tiers),
    ...among('c.industry', industries),
    ...(repIds === undefined
      ? []
      : [
          sql`EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = c.tenant_id AND h.customer_id = c.id AND h.role = 'holder' AND h.rep_id = ANY (${[...repIds]}::uuid[]) AND h.from_day <= ${today}::date AND (h.to_day IS NULL OR h.to_day > ${today}::date))`,
        ]),
  ];
}

/**
 * Customers of a distribution whose turn has come and who were not asked on that occasion, as far as the transaction's actor sees them. Those
 * who may not be asked yet are left out until then.
 */
export async function candidatesOf(
  work: Work,
  distribution: Distribution,
  source: Source,
  now: Date,
  limit: number,
): Promise<Candidate[]> {
  const { tenantId } = work.actor;
  const conditions: Condition[] = [
    sql`c.tenant_id = ${tenantId}`,
    sql`c.merged_into IS NULL`,
    ...audienceOf(distribution, now.toISOString().slice(0, 10)),
  ];
  const { from, occasion, contacts, order } = placeOf(tenantId, distribution, source, conditions);
  conditions.push(
    sql`NOT EXISTS (SELECT 1 FROM distribution_recipients r WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id AND r.distribution_id = ${distribution.id}::uuid AND r.occasion = ${occasion} AND (r.again_at IS NULL OR r.again_at > ${now}::timestamptz))`,
  );
  const { rows } = await sql<{ customer_id: string; occasion: string; contacts: string[] | null }>`
    SELECT c.id AS customer_id, ${occasion} AS occasion, ${contacts} AS contacts FROM ${from} WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${order} LIMIT ${sql.lit(limit)}`.execute(
    work.sql,
  );
  return rows.map(({ customer_id, occasion: name, contacts: met }) => ({
    customerId: customer_id,
    occasion: name,
    contactIds: met ?? [],
  }));
}

function placeOf(
  tenantId: string,
  { trigger }: Distribution,
  source: Source,
  conditions: Condition[],
): { from: Condition; occasion: Condition; contacts: Condition; order: Condition } {
  if ('period' in source)
    return {
      from: sql`customers c`,
      occasion: sql`${source.period}::text`,
      contacts: sql`NULL::jsonb`,
      order: sql`c.id`,
    };
  if ('visitsEnded' in source) {
    const { from, to } = source.visitsEnded;
    conditions.push(
      sql`v.tenant_id = ${tenantId}`,
      sql`v.checked_out_at >= ${from}::timestamptz`,
      sql`v.checked_out_at < ${to}::timestamptz`,
      sql`v.status IN ('checked-out', 'reported', 'reviewed')`,
      ...among('v.type', trigger.visitTypes),
    );
    return {
      from: sql`visits v JOIN customers c ON c.tenant_id = v.tenant_id AND c.id = v.customer_id`,
      occasion: sql`'visit:' || v.id::text`,
      contacts: sql`v.data -> 'contactIds'`,
      order: sql`v.checked_out_at, v.id`,
    };
  }
  const { from, to } = source.casesClosed;
  conditions.push(
    sql`k.tenant_id = ${tenantId}`,
    sql`k.closed_at >= ${from}::timestamptz`,
    sql`k.closed_at < ${to}::timestamptz`,
    sql`k.status = 'closed'`,
    ...among('k.kind', trigger.caseKinds),
  );
  return {
    from: sql`cases k JOIN customers c ON c.tenant_id = k.tenant_id AND c.id = k.customer_id`,
    occasion: sql`'case:' || k.id::text`,
    contacts: sql`CASE WHEN k.data ->> 'contactId' IS NULL THEN NULL ELSE jsonb_build_array(k.data ->> 'contactId') END`,
    order: sql`k.closed_at, k.id`,
  };
}
