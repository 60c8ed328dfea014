import type { HistoryEntry } from '@liaise/core/records/history';
import { newId } from '@liaise/core/records/identifier';
import type { Call } from '../routes/call.ts';

/** Writes down that a customer's tier, stage or holder changed, by whom and why. */
export async function writeHistory(
  { work, actor }: Pick<Call, 'work' | 'actor'>,
  entry: Pick<HistoryEntry, 'customerId' | 'field' | 'from' | 'to' | 'why'>,
): Promise<void> {
  if (entry.from === entry.to) return;
  await work.sql
    .insertInto('customer_history')
    .values({
      tenant_id: actor.tenantId,
      id: newId(),
      customer_id: entry.customerId,
      field: entry.field,
      from_value: entry.from,
      to_value: entry.to,
      at: work.now,
      by: actor.repId ?? actor.subject,
      why: entry.why ?? null,
    })
    .execute();
}

/** A page of a customer's history, oldest first. The caller sees it where it sees the customer. */
export async function listHistory(
  { work, actor }: Pick<Call, 'work' | 'actor'>,
  customerId: string,
  after: string | undefined,
  limit: number,
): Promise<HistoryEntry[]> {
  let query = work.sql
    .selectFrom('customer_history')
    .selectAll()
    .where('tenant_id', '=', actor.tenantId)
    .where('customer_id', '=', customerId);
  if (after !== undefined) query = query.where('id', '>', after);
  const rows = await query.orderBy('id').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    field: fieldOf(row.field),
    from: row.from_value,
    to: row.to_value,
    at: row.at,
    by: row.by,
    ...(row.why === null ? {} : { why: row.why }),
  }));
}

const fieldOf = (field: string): HistoryEntry['field'] => (field === 'tier' || field === 'stage' ? field : 'holder');
