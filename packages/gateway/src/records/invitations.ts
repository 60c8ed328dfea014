import { createHash } from 'node:crypto';
import type { Invitation, InvitationChange, InvitationCreate, SurveyRecord } from '@liaise/core/records/survey';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { randomToken } from '../http/secrets.ts';
import type { Call } from '../routes/call.ts';
import { definitionOf } from '../survey/definition.ts';
import { checkFields } from '../survey/fields.ts';
import { checkVerdict, mayAsk } from '../survey/politeness.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** What of a link's token is stored. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Gives an invitation its link: the token, of which only the hash is kept. */
export async function giveToken({ work, actor }: Call, invitationId: string): Promise<string> {
  const token = `${actor.tenantRef}.${randomToken()}`;
  await work.sql
    .updateTable('invitations')
    .set({ token_hash: hashOfToken(token) })
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', invitationId)
    .execute();
  return token;
}

/** An invitation's token is told once, in the answer to its creation. Removing one revokes its link and keeps the record. */
export const invitations: Hooks<Invitation & { token?: string; url?: string }, InvitationCreate, InvitationChange> = {
  sealed: true,
  // The session of somebody unknown on a page: nobody was invited.
  hidden: ({ customerId }) => (customerId as string | undefined) === undefined,
  refers: { surveyId: 'surveys', contactId: 'contacts', aboutRepId: 'reps' },
  async create(call, body) {
    const { repId, role } = call.actor;
    if (body.aboutRepId !== undefined && (role === 'rep' || body.aboutRepId === repId))
      throw forbidden('Who leads a rep asks customers about it.', 'body.aboutRepId');
    if (body.raterRole !== undefined && (body.aboutRepId === undefined || body.raterRole !== 'customer'))
      throw bodyRefusal('raterRole', 'not-a-customer', 'Whoever answers by a link answers as a customer, about a rep.');
    const survey = await call.work.read<SurveyRecord>('surveys', body.surveyId);
    const asking = { customerId: body.customerId, contactId: body.contactId };
    if (survey) checkFields(definitionOf(survey.definition), body.fields);
    if (survey) checkVerdict(await mayAsk(call.work, { survey, ...asking }), call.work.now);
    return { ...enveloped(call, body), status: 'created', ...(repId === undefined ? {} : { repId }) };
  },
  async answer(call, record) {
    const token = await giveToken(call, record.id);
    const { publicUrl } = call.services;
    return { ...record, token, ...(publicUrl === null ? {} : { url: `${publicUrl}/s/${token}` }) };
  },
  change(_call, before, after) {
    for (const field of ['surveyId', 'customerId', 'contactId', 'aboutRepId', 'raterRole'] as const) {
      if (after[field] !== before[field]) {
        throw bodyRefusal(field, 'fixed', 'This stays as it was made: revoke the invitation and create another.');
      }
    }
    return after;
  },
  async remove(call, record) {
    if (record.status === 'revoked') return;
    await call.work.replace<Invitation>('invitations', {
      ...record,
      status: 'revoked',
      version: record.version + 1,
      updatedAt: call.now,
    });
  },
};
