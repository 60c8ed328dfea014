import { sql } from 'kysely';
import type { HistoryEntry } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { insertMany } from './bulk.ts';
import type { Store, StoredName, StoredRecord, Tenant, Work } from './store.ts';
import { writingOrder } from './writing-order.ts';

/** Records to load, by resource; `history` is that of customers. */
export type World = Partial<Record<StoredName, readonly StoredRecord[]>> & { history?: readonly HistoryEntry[] };

/**
 * Makes a tenant and loads a whole world of records into it, in one transaction: all of it is there, or none. Nothing is
 * noted for `/v1/events`.
 */
export async function loadWorld(store: Store, tenant: Tenant, world: World): Promise<void> {
  if ((await store.tenant(tenant.ref)) === null) await store.createTenant(tenant);
  const actor: Actor = { tenantId: tenant.id, tenantRef: tenant.ref, role: 'system', subject: 'system', teamIds: [] };
  await store.transact(actor, async (work) => {
    for (const resource of writingOrder) await insertMany(work, resource, world[resource] ?? [], { quiet: true });
    await insertHistory(work, world.history ?? []);
  });
}

async function insertHistory(work: Work, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ customerId, from, to, ...rest }) => ({
    ...rest,
    customer: customerId,
    before: from,
    after: to,
  }));
  await sql`INSERT INTO customer_history (tenant_id, id, customer_id, field, from_value, to_value, at, by, why) SELECT ${work.actor.tenantId}::uuid, id, customer, field, before, after, at, by, why FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given (id uuid, customer uuid, field text, before text, after text, at timestamptz, by text, why text) ON CONFLICT (tenant_id, id) DO NOTHING`.execute(
    work.sql,
  );
}
