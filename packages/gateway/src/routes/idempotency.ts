import { sql } from 'kysely';
import { Refusal } from '../http/refusal.ts';
import { sha256 } from '../http/secrets.ts';
import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import type { Store } from '../store/store.ts';
import type { Call } from './call.ts';
import type { Outcome } from './pipeline.ts';

const visible = /^[\x21-\x7e]{1,255}$/;

/**
 * A write's `Idempotency-Key`.
 *
 * @param required a write with a body needs one; a removal, which is idempotent by itself, may carry one
 */
export function idempotencyKeyOf(request: Request, required: boolean): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) {
    if (!required) return null;
    throw new Refusal('idempotency-key-required', {
      detail: 'Send a key of your own making, such as a UUID, and the same one when you repeat the request.',
    });
  }
  if (visible.test(key)) return key;
  throw new Refusal('invalid-idempotency-key', { detail: 'The key takes 1 to 255 visible ASCII characters.' });
}

/** The name a key is kept under: two callers never meet under one key, even where two issuers give the same subject. */
export const keyNameOf = ({ role, subject, repId, contactId, invitationId }: Actor, key: string): string =>
  sha256(JSON.stringify([role, subject, repId ?? null, contactId ?? null, invitationId ?? null, key]));

/** The answer as it was sent: its JSON as text, since a database that reads JSON does not keep its order; sealed where it holds a secret. */
export interface KeptAnswer {
  text: string;
  sealed: boolean;
  etag: string | null;
}

/** A key as it is stored, with the answer once there is one. */
export interface KeyRow {
  request_hash: Uint8Array;
  status: number | null;
  answer: KeptAnswer | null;
}

/**
 * What was answered when a key first came.
 *
 * @param open the text of an answer, unsealed where it was sealed
 * @throws {Refusal} `idempotency-key-reused` where the key came with another request
 */
export function replayOf(
  row: KeyRow | undefined,
  hash: Uint8Array,
  open: (kept: KeptAnswer) => string | null,
): Outcome {
  if (!row?.answer || row.status === null) throw new Refusal('conflict', { detail: 'The same request is under way.' });
  if (!Buffer.from(row.request_hash).equals(hash)) {
    throw new Refusal('idempotency-key-reused', { detail: 'Make a new key for each new request.' });
  }
  const text = open(row.answer);
  if (text === null)
    throw new Refusal('conflict', { detail: 'This was done, and its answer can no longer be opened.' });
  return { status: row.status, body: JSON.parse(text) as unknown, etag: row.answer.etag };
}

/**
 * Does a write once for its key, within the write's own transaction: the same request again gets the answer of the first; one
 * that runs at the same time waits for it. Where the write fails nothing is kept, since the key is rolled back with it.
 *
 * @throws {Refusal} `idempotency-key-reused` where the key came with another request
 */
export async function once(
  { work, services, actor }: Call,
  { key, fingerprint, sealed }: { key: string; fingerprint: string; sealed: boolean },
  write: () => Promise<Outcome>,
): Promise<{ outcome: Outcome; replayed: boolean }> {
  const name = keyNameOf(actor, key);
  const hash = Buffer.from(fingerprint, 'hex');
  const purpose = `answer ${actor.tenantId} ${name}`;
  const claimed = await sql<{ key: string }>`
    INSERT INTO idempotency_keys (tenant_id, actor, key, request_hash, created_at)
    VALUES (${actor.tenantId}, ${actor.subject}, ${name}, ${hash}, ${work.now})
    ON CONFLICT (tenant_id, actor, key) DO NOTHING
    RETURNING key`.execute(work.sql);
  if (claimed.rows.length === 0) return { outcome: await replay(), replayed: true };

  const outcome = await write();
  const { status, body, etag } = outcome;
  const text = JSON.stringify(body ?? null);
  const kept: KeptAnswer = { text: sealed ? services.secrets.seal(purpose, text) : text, sealed, etag };
  await sql`
    UPDATE idempotency_keys SET status = ${status}, answer = ${JSON.stringify(kept)}::jsonb
    WHERE tenant_id = ${actor.tenantId} AND actor = ${actor.subject} AND key = ${name}`.execute(work.sql);
  return { outcome, replayed: false };

  async function replay(): Promise<Outcome> {
    const { rows } = await sql<KeyRow>`
      SELECT request_hash, status, answer FROM idempotency_keys
      WHERE tenant_id = ${actor.tenantId} AND actor = ${actor.subject} AND key = ${name}`.execute(work.sql);
    return replayOf(rows[0], hash, ({ text, sealed: closed }) =>
      closed ? services.secrets.open(purpose, text) : text,
    );
  }
}

/** Drops the answers kept for requests made before a time: nobody repeats those any more. */
export async function forgetOldKeys(store: Store, before: Date): Promise<void> {
  for (const { id, ref } of await store.tenants()) {
    await store.transact(systemActor({ tenantId: id, tenantRef: ref }), async (work) => {
      await sql`DELETE FROM idempotency_keys WHERE tenant_id = ${id} AND created_at < ${before}`.execute(work.sql);
    });
  }
}
