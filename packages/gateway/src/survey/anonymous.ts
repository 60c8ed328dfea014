import { createHash, randomFillSync } from 'node:crypto';
import { sql } from 'kysely';
import { identifierFrom } from '@liaise/core/records/identifier';
import type { ResponseRecord } from '@liaise/core/records/survey';
import { systemActor } from '../access/directory.ts';
import type { Store, Work } from '../store/store.ts';

const day = 86_400_000;

/** The beginning of the week, Monday 00:00 UTC, that an instant lies in. */
export function weekOf(instant: Date): Date {
  const days = Math.floor(instant.getTime() / day);
  // 1 January 1970 was a Thursday.
  return new Date((days - ((days + 3) % 7)) * day);
}

/** What of a receipt is stored. */
export const hashOfReceipt = (secret: string): Buffer => createHash('sha256').update(`receipt ${secret}`).digest();

/** A response that names nobody, with the hash of its receipt where its giver keeps one. */
export interface Nobodys {
  record: ResponseRecord;
  receiptHash: Buffer | null;
}

/**
 * Cuts an answer off whoever gave it. Of the draft stay the answers, the survey, the language, whom a review is about, and the week; the id is
 * drawn anew, of which the time is that week's and everything else is random.
 */
export function nobodysOf(draft: ResponseRecord, now: Date, receipt: string | undefined): Nobodys {
  const week = weekOf(now);
  const at = week.toISOString();
  const twelve = new Uint16Array(1);
  randomFillSync(twelve);
  const { surveyId, surveyVersion, answers, language, source, aboutRepId, raterRole } = draft;
  return {
    record: {
      id: identifierFrom(week.getTime(), (twelve[0] ?? 0) & 0xfff, (bytes) => void randomFillSync(bytes)),
      version: 1,
      createdAt: at,
      updatedAt: at,
      surveyId,
      surveyVersion,
      answers,
      final: true,
      startedAt: at,
      finishedAt: at,
      source,
      anonymous: true,
      ...(language === undefined ? {} : { language }),
      ...(aboutRepId === undefined ? {} : { aboutRepId }),
      ...(raterRole === undefined ? {} : { raterRole }),
    },
    receiptHash: receipt === undefined ? null : hashOfReceipt(receipt),
  };
}

/** Writes answers of nobody. No event tells of them: it would tell when. */
export async function keepNobodys({ sql: db, actor }: Work, all: readonly Nobodys[]): Promise<void> {
  for (const { record, receiptHash } of all) {
    const { id, createdAt, surveyId, surveyVersion, aboutRepId } = record;
    const { answers, language, source, raterRole, startedAt, finishedAt, final, anonymous } = record;
    const data = {
      surveyId,
      surveyVersion,
      answers,
      final,
      startedAt,
      finishedAt,
      source,
      anonymous,
      language,
      aboutRepId,
      raterRole,
    };
    await sql`INSERT INTO responses (tenant_id, id, version, created_at, updated_at, data, survey_id, survey_version, final, started_at, finished_at, about_rep_id, anonymous, receipt_hash) VALUES (${actor.tenantId}, ${id}, 1, ${createdAt}, ${createdAt}, ${JSON.stringify(data)}::jsonb, ${surveyId}, ${surveyVersion}, true, ${createdAt}, ${createdAt}, ${aboutRepId ?? null}::uuid, true, ${receiptHash}::bytea)`.execute(
      db,
    );
  }
}

/** Forgets drafts under links, and what was answered to their saves: either holds what was said and by whom. */
export async function forgetDrafts({ sql: db, actor }: Work, invitationIds: readonly string[]): Promise<void> {
  if (invitationIds.length === 0) return;
  const ids = [...invitationIds];
  await sql`DELETE FROM responses WHERE tenant_id = ${actor.tenantId} AND invitation_id = ANY (${ids}::uuid[]) AND anonymous`.execute(
    db,
  );
  await sql`DELETE FROM idempotency_keys WHERE tenant_id = ${actor.tenantId} AND actor = ANY (${ids.map((id) => `link ${id}`)}::text[])`.execute(
    db,
  );
}

/**
 * Writes the anonymous answers of each survey that got new ones again, all in one transaction and in the order of their random ids: where a row
 * lies, and which transaction wrote it, tells then no more in which order answers came. Run by the gateway each hour.
 */
export async function mixAnonymous(store: Store, since: Date): Promise<void> {
  for (const { id, ref } of await store.tenants()) {
    await store.transact(systemActor({ tenantId: id, tenantRef: ref }), async (work) => {
      const { rows } = await sql<{
        survey_id: string;
      }>`SELECT DISTINCT t.survey_id FROM responses t WHERE t.tenant_id = ${id} AND t.anonymous AND t.final AND t.finished_at >= ${weekOf(since)}::timestamptz`.execute(
        work.sql,
      );
      for (const { survey_id } of rows) {
        await sql`WITH moved AS (DELETE FROM responses WHERE tenant_id = ${id} AND survey_id = ${survey_id}::uuid AND anonymous AND final RETURNING *) INSERT INTO responses SELECT * FROM moved ORDER BY id`.execute(
          work.sql,
        );
      }
    });
  }
}
