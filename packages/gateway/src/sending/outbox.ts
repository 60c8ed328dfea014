import { newId } from '@liaise/core/records/identifier';
import type { Invitation } from '@liaise/core/records/survey';
import type { Tables } from '../store/tables.ts';
import type { Work } from '../store/store.ts';

/** What waits to be sent: the row of a delivery as it is read. */
export interface Delivery {
  id: string;
  key: string;
  kind: 'invitation' | 'reminder' | 'alert';
  channel: string;
  endpoint: string | null;
  number: number;
  customer_id: string;
  contact_id: string | null;
  invitation_id: string | null;
  case_id: string | null;
  rep_id: string | null;
  attempts: number;
  created_at: string;
}

/** What is put into the queue. `key` says what it is: put in twice it is sent once. */
export type Waiting = Pick<Delivery, 'key' | 'kind' | 'channel' | 'customer_id'> &
  Partial<Pick<Delivery, 'endpoint' | 'number' | 'contact_id' | 'invitation_id' | 'case_id' | 'rep_id'>>;

/**
 * Puts a message into the queue, in the transaction of what it tells of.
 *
 * @param dueAt when it may go out
 * @returns `false` where it was put in before
 */
export async function enqueue({ sql, actor }: Work, waiting: Waiting, now: Date, dueAt: Date = now): Promise<boolean> {
  const rows = await sql
    .insertInto('deliveries')
    .values({
      tenant_id: actor.tenantId,
      id: newId(),
      number: 0,
      endpoint: null,
      contact_id: null,
      invitation_id: null,
      case_id: null,
      rep_id: null,
      ...waiting,
      state: 'waiting',
      attempts: 0,
      due_at: dueAt,
      sent_at: null,
      address_hash: null,
      why: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing())
    .returning('id')
    .execute();
  return rows.length === 1;
}

const columns = [
  'id',
  'key',
  'kind',
  'channel',
  'endpoint',
  'number',
  'customer_id',
  'contact_id',
  'invitation_id',
  'case_id',
  'rep_id',
  'attempts',
  'created_at',
] as const satisfies readonly (keyof Tables['deliveries'])[];

/** What is due, the longest first. */
export async function dueDeliveries({ sql, actor }: Work, now: Date, limit: number): Promise<Delivery[]> {
  const rows = await sql
    .selectFrom('deliveries')
    .select(columns)
    .where('tenant_id', '=', actor.tenantId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now.toISOString())
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as Delivery[];
}

/** What came of a delivery. */
export interface Settlement {
  state: 'waiting' | 'sent' | 'bounced' | 'failed' | 'cancelled';
  why: string | null;
  attempts: number;
  /** When it is tried again, where it waits. */
  dueAt?: Date;
  addressHash?: Buffer | null;
}

/** Notes what came of a delivery, unless that is known already. @returns whether it was noted */
export async function settle(
  { sql, actor }: Work,
  id: string,
  { state, why, attempts, dueAt, addressHash }: Settlement,
  now: Date,
): Promise<boolean> {
  const rows = await sql
    .updateTable('deliveries')
    .set({
      state,
      why,
      attempts,
      ...(dueAt === undefined ? {} : { due_at: dueAt }),
      ...(addressHash == null ? {} : { address_hash: addressHash }),
      ...(state === 'sent' ? { sent_at: now } : {}),
    })
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .execute();
  return rows.length === 1;
}

/** Locks an invitation and reads it as it stands; null where it is gone. */
export async function lockInvitation(work: Work, id: string): Promise<Invitation | null> {
  await work.sql
    .selectFrom('invitations')
    .select('id')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return work.read<Invitation>('invitations', id);
}

/** Says on an invitation how far its message came. Lock the invitation first. */
export async function noteDelivery(
  work: Work,
  invitation: Invitation,
  delivery: NonNullable<Invitation['delivery']>,
): Promise<void> {
  const { why, ...rest } = delivery;
  await work.replace<Invitation>('invitations', {
    ...invitation,
    delivery: { ...rest, ...(why === undefined ? {} : { why }) },
    version: invitation.version + 1,
    updatedAt: work.now.toISOString(),
  });
}
