import { sql, type Transaction } from 'kysely';
import type { StoredEvent } from './store.ts';
import type { Tables } from './tables.ts';

const NIL = '00000000-0000-0000-0000-000000000000';

/** A place between events: all that lie before it have been told. Opaque to whoever carries it. */
function encode(xid: string, id: string): string {
  return Buffer.from(`${xid}.${id}`).toString('base64url');
}

function decode(cursor: string): { xid: string; id: string } {
  const parts = /^(\d{1,20})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  const [, xid, id] = parts ?? [];
  if (xid === undefined || id === undefined || BigInt(xid) > 0xffff_ffff_ffff_ffffn || encode(xid, id) !== cursor) {
    throw new RangeError('Not a cursor of events.');
  }
  return { xid, id };
}

/**
 * Reads the events after a cursor that the transaction's actor may see, in the order of their transactions. Only those
 * of transactions older than every one still running are told, so that one that commits late is never passed over.
 *
 * @throws RangeError for a cursor that was not made here
 */
export async function readEvents(
  transaction: Transaction<Tables>,
  tenantId: string,
  after: string | undefined,
  limit: number,
): Promise<{ events: StoredEvent[]; horizon: string }> {
  const from = after === undefined ? { xid: '0', id: NIL } : decode(after);
  const { rows } = await sql<{
    id: string | null;
    xid: string | null;
    at: string;
    kind: StoredEvent['kind'];
    resource: string;
    record_id: string;
    customer_id: string | null;
    horizon: string;
  }>`SELECT e.id, e.xid, e.at, e.kind, e.resource, e.record_id, e.customer_id, edge.horizon FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) edge LEFT JOIN LATERAL (SELECT * FROM events WHERE events.tenant_id = ${tenantId} AND (events.xid, events.id) > (${from.xid}::xid8, ${from.id}::uuid) AND events.xid < edge.horizon ORDER BY events.xid, events.id LIMIT ${sql.lit(limit)}) e ON true ORDER BY e.xid, e.id`.execute(
    transaction,
  );
  const events: StoredEvent[] = [];
  for (const row of rows) {
    if (row.id === null || row.xid === null) continue;
    events.push({
      id: encode(row.xid, row.id),
      at: row.at,
      kind: row.kind,
      resource: row.resource,
      recordId: row.record_id,
      ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    });
  }
  // A full page ends at its last event; otherwise everything before the horizon has been told.
  const edge = rows[0]?.horizon ?? '0';
  const whole = BigInt(edge) > BigInt(from.xid) ? encode(edge, NIL) : encode(from.xid, from.id);
  return { events, horizon: events.length === limit ? (events.at(-1)?.id ?? whole) : whole };
}
