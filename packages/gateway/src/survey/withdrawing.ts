import { sql } from 'kysely';
import type { readReceipt, withdrawReceipt, withdrawSession } from '@liaise/core/api/survey-links';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import type { Incoming, WorkHandler } from '../routes/call.ts';
import type { Work } from '../store/store.ts';
import { hashOfReceipt } from './anonymous.ts';
import { open, shown } from './answering.ts';
import { forgetFiles } from './files.ts';

const shape = /^([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\.([A-Za-z0-9_-]{22})$/;

/**
 * Takes back what the transaction's actor answered under its link. Repeating it changes nothing.
 *
 * @throws {Refusal} `conflict` where nothing can be taken back
 */
export async function withdraw(work: Work): Promise<OpenedSurvey> {
  const { invitation, response, survey, definition } = await open(work);
  if (invitation.status !== 'withdrawn') {
    if (!response)
      throw new Refusal('conflict', { detail: 'Under this link nothing is kept that could be taken back.' });
    // A draft that is anonymous was never told of; its removal is not either.
    if (response.anonymous === true)
      await sql`DELETE FROM responses WHERE tenant_id = ${work.actor.tenantId} AND id = ${response.id}`.execute(
        work.sql,
      );
    else await work.remove('responses', response.id);
    await sql`DELETE FROM survey_files WHERE tenant_id = ${work.actor.tenantId} AND invitation_id = ${invitation.id}`.execute(
      work.sql,
    );
    const now = work.now.toISOString();
    const after = { ...invitation, status: 'withdrawn', version: invitation.version + 1, updatedAt: now } as const;
    if (!(await work.replace('invitations', after)))
      throw new Refusal('conflict', { detail: 'The answer is being saved at this moment: try again.' });
  }
  return shown({ invitation: { ...invitation, status: 'withdrawn' }, survey, definition, response: null }, work.now);
}

/** Forgets what saves under a link were answered: the answers taken back stand in it. */
async function forgetSaves(work: Work, invitationId: string): Promise<void> {
  await sql`DELETE FROM idempotency_keys WHERE tenant_id = ${work.actor.tenantId} AND actor = ${`link ${invitationId}`} AND answer ->> 'text' LIKE '%"answers"%'`.execute(
    work.sql,
  );
}

/** `POST /v1/s/{token}/withdrawal` */
export const withdrawSessionHandler: WorkHandler<typeof withdrawSession> = {
  actor: async ({ services }, { params }) => {
    const actor = await services.links.holder(params.token);
    services.limiter.take('link', actor.invitationId ?? '');
    return actor;
  },
  async run(call) {
    const answer = await withdraw(call.work);
    const { actor, services } = call;
    call.afterwards.push(() =>
      services.store.transact(systemActor(actor), (work) => forgetSaves(work, actor.invitationId ?? '')),
    );
    return answer;
  },
};

/** Whose receipt it is. Every receipt that nothing is behind is told the same. */
async function tenantOf({ services, address }: Incoming, receipt: string): Promise<Actor> {
  services.limiter.take('open', address);
  const [, ref] = shape.exec(receipt) ?? [];
  const tenant = ref === undefined ? null : await services.store.tenant(ref);
  if (!tenant) throw new Refusal('not-found');
  return systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'receipt');
}

const secretOf = (receipt: string): string => shape.exec(receipt)?.[2] ?? '';

/** What was answered under a receipt, or null. */
export async function readByReceipt(work: Work, receipt: string): Promise<OpenedSurvey | null> {
  const row = await work.sql
    .selectFrom('responses')
    .select('id')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('receipt_hash', '=', hashOfReceipt(secretOf(receipt)))
    .executeTakeFirst();
  const response = row ? await work.read<ResponseRecord>('responses', row.id) : null;
  const survey = response ? await work.read<SurveyRecord>('surveys', response.surveyId) : null;
  if (!response || !survey) return null;
  const { name, definition } = survey;
  const { answers, language, updatedAt } = response;
  return {
    name,
    definition,
    answers,
    status: 'finished',
    savedAt: updatedAt,
    fields: {},
    ...(language === undefined ? {} : { language }),
  };
}

/** Takes an anonymous answer back. No event tells of it. */
export async function withdrawByReceipt(work: Work, receipt: string): Promise<void> {
  const found = await readByReceipt(work, receipt);
  if (found) await forgetFiles(work, found.answers);
  await sql`DELETE FROM responses WHERE tenant_id = ${work.actor.tenantId} AND receipt_hash = ${hashOfReceipt(secretOf(receipt))}::bytea`.execute(
    work.sql,
  );
}

/** `POST /v1/receipts` */
export const readReceiptHandler: WorkHandler<typeof readReceipt> = {
  actor: (incoming, { body }) => tenantOf(incoming, body.receipt),
  async run({ work }, { body }) {
    const found = await readByReceipt(work, body.receipt);
    if (!found) throw new Refusal('not-found');
    return found;
  },
};

/** `POST /v1/receipts/withdrawals` */
export const withdrawReceiptHandler: WorkHandler<typeof withdrawReceipt> = {
  actor: (incoming, { body }) => tenantOf(incoming, body.receipt),
  writes: true,
  async run({ work }, { body }) {
    await withdrawByReceipt(work, body.receipt);
    return { withdrawn: true };
  },
};
