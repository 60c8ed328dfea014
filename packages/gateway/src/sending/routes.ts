import type { giveInvitationLink, sendInvitation } from '@liaise/core/api/sending';
import type { Invitation, SurveyRecord } from '@liaise/core/records/survey';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import type { AnyRecord } from '../records/hooks.ts';
import type { Call, WorkHandler } from '../routes/call.ts';
import { readOne } from '../routes/common.ts';
import { isOpen } from '../survey/answering.ts';
import { openBySentToken } from './links.ts';
import { enqueue, lockInvitation, noteDelivery } from './outbox.ts';
import { isUndeliverable, recipientOf } from './reach.ts';
import { endpointOf } from './settings.ts';

/** The invitation of a path, which can still be answered. */
async function openInvitation(call: Call, id: string): Promise<Invitation> {
  await readOne<Invitation & AnyRecord>(call, 'invitations', id);
  const invitation = await lockInvitation(call.work, id);
  if (!invitation) throw new Refusal('not-found');
  if (!['created', 'opened', 'started'].includes(invitation.status))
    throw new Refusal('conflict', { detail: `This invitation is ${invitation.status}: create another.` });
  return invitation;
}

/** `POST /v1/invitations/{id}/link` */
export const giveLinkHandler: WorkHandler<typeof giveInvitationLink> = {
  sealed: true,
  async run(call, { params }) {
    const { id } = await openInvitation(call, params.id);
    const { secrets, publicUrl } = call.services;
    const token = await openBySentToken(call.work, secrets, id);
    return { token, ...(publicUrl === null ? {} : { url: `${publicUrl}/s/${token}` }) };
  },
};

const conflict = (detail: string): Refusal => new Refusal('conflict', { detail });

/** `POST /v1/invitations/{id}/send`: puts the invitation into the queue; what came of it is read on the invitation. */
export const sendInvitationHandler: WorkHandler<typeof sendInvitation> = {
  async run(call, { params, body }) {
    const { services, work, actor } = call;
    const { sending } = services;
    const { channel, endpoint } = body;
    const invitation = await openInvitation(call, params.id);
    if (!sending || services.publicUrl === null)
      throw conflict('This gateway sends nothing: its operator has to set that up.');
    if (channel === 'email' && endpoint !== undefined)
      throw bodyRefusal('endpoint', 'not-taken', 'Mail goes through no webhook.');
    if (channel === 'email' && !sending.mail)
      throw conflict('This gateway has no mail server: its operator has to name one.');
    if (channel !== 'email' && !endpointOf(sending, actor.tenantRef, endpoint))
      throw bodyRefusal('endpoint', 'unknown-webhook', 'Name a webhook that the operator of the gateway has set up.');
    const survey = await work.read<SurveyRecord>('surveys', invitation.surveyId);
    if (!survey || !isOpen(survey, work.now)) throw conflict('The survey takes no answers.');
    const recipient = await recipientOf(work, invitation.customerId, invitation.contactId, channel);
    if (!recipient) throw conflict(`They have no address for ${channel}, or do not want to be written to.`);
    const isDead = await work.overAllRows((all) => isUndeliverable(all, channel, recipient.address));
    if (isDead) throw conflict('Nothing could be delivered to this address before: ask for another.');
    const { rows } = await countOf(call, invitation.id);
    if (rows.some(({ state }) => state === 'waiting')) throw conflict('It is on its way already.');
    await openBySentToken(work, services.secrets, invitation.id);
    await enqueue(
      work,
      {
        key: `invitation:${invitation.id}:by-hand:${String(rows.length)}`,
        kind: 'invitation',
        channel,
        endpoint: endpoint ?? null,
        customer_id: invitation.customerId,
        contact_id: invitation.contactId ?? null,
        invitation_id: invitation.id,
      },
      work.now,
    );
    await noteDelivery(work, { ...invitation, channel }, { state: 'waiting', channel, at: call.now, reminders: 0 });
    return readOne<Invitation & AnyRecord>({ ...call, ahead: new Map() }, 'invitations', invitation.id);
  },
};

async function countOf({ work, actor }: Call, invitationId: string): Promise<{ rows: { state: string }[] }> {
  const rows = await work.sql
    .selectFrom('deliveries')
    .select('state')
    .where('tenant_id', '=', actor.tenantId)
    .where('invitation_id', '=', invitationId)
    .where('kind', '=', 'invitation')
    .execute();
  return { rows };
}
