import { sql } from 'kysely';
import { Refusal } from '../http/refusal.ts';
import { insertMany } from '../store/bulk.ts';
import { replaceMany } from '../store/bulk-replace.ts';
import type { Work } from '../store/store.ts';
import { forgetDrafts, keepNobodys } from './anonymous.ts';
import type { Plan } from './planning.ts';

/** Writes a batch. @throws {Refusal} `conflict` unless every row of it was written: none is then */
export async function write(work: Work, plans: readonly Plan[]): Promise<void> {
  if (plans.length === 0) return;
  let missing = 0;
  for (const quiet of [false, true]) {
    const some = plans.filter((plan) => plan.quiet === quiet);
    if (some.length === 0) continue;
    const records = some.flatMap(({ record }) => record ?? []);
    const first = records.filter(({ version }) => version === 1);
    const links = some.flatMap(({ invitation }) => invitation ?? []);
    if (first.length > 0) missing += first.length - (await insertMany(work, 'responses', first, { quiet })).count;
    missing += records.length - first.length;
    missing -= await replaceMany(
      work,
      'responses',
      records.filter(({ version }) => version > 1),
      { quiet },
    );
    missing += links.length - (await replaceMany(work, 'invitations', links, { quiet }));
    work.changed ||= !quiet;
  }
  const cut = plans.filter(({ nobodys }) => nobodys !== null);
  await keepNobodys(
    work,
    cut.flatMap(({ nobodys }) => nobodys ?? []),
  );
  await forgetDrafts(
    work,
    cut.map(({ invitationId }) => invitationId),
  );
  const keys = plans.flatMap(({ key }) => key ?? []);
  missing += keys.length - (await keepAnswers(work, keys));
  if (missing !== 0) throw new Refusal('conflict', { detail: 'The answers are being saved elsewhere: try again.' });
}

async function keepAnswers(work: Work, keys: readonly NonNullable<Plan['key']>[]): Promise<number> {
  if (keys.length === 0) return 0;
  const given = keys.map(({ actor, key, hash, body }) => ({
    actor,
    key,
    hash,
    answer: { text: JSON.stringify(body), sealed: false, etag: null },
  }));
  const { rows } = await sql<{
    key: string;
  }>`INSERT INTO idempotency_keys (tenant_id, actor, key, request_hash, status, answer, created_at) SELECT ${work.actor.tenantId}::uuid, actor, key, decode(hash, 'hex'), 200, answer, ${work.now}::timestamptz FROM json_to_recordset(${JSON.stringify(given)}::json) AS given (actor text, key text, hash text, answer jsonb) ON CONFLICT (tenant_id, actor, key) DO NOTHING RETURNING key`.execute(
    work.sql,
  );
  return rows.length;
}
