import type { Case } from '@liaise/core/records/case';
import type { Customer } from '@liaise/core/records/customer';
import type { Distribution } from '@liaise/core/records/distribution';
import type { Rep } from '@liaise/core/records/rep';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { readCompanySettings } from '../settings/settings.ts';
import type { Tenant, Work } from '../store/store.ts';
import { isOpen } from '../survey/answering.ts';
import { definitionOf } from '../survey/definition.ts';
import type { Adapter, Message } from './adapter.ts';
import { alertLetter, invitationLetter, shownBy } from './compose.ts';
import { opensBySentToken, sentToken, unsubscribeUrl } from './links.ts';
import { lowScore } from './low-score.ts';
import type { Delivery } from './outbox.ts';
import { hashOfAddress, isUndeliverable, recipientOf } from './reach.ts';
import { endpointOf, type Sending } from './settings.ts';

/** A delivery ready to go; or why it never goes; or why it waits, which is no attempt. */
export type Prepared =
  | { readonly message: Message; readonly adapter: Adapter; readonly addressHash: Buffer | null }
  | { readonly cancel: string }
  | { readonly hold: string };

const unanswered = new Set<Invitation['status']>(['created', 'opened', 'started']);

function adapterFor(sending: Sending, tenant: string, { channel, endpoint }: Delivery): Adapter | null {
  if (channel === 'email') return sending.mail;
  const found = endpointOf(sending, tenant, endpoint);
  return found ? sending.adapterOf(found) : null;
}

/** Puts together what a delivery says, from the records as they are now. */
export async function prepare(
  work: Work,
  sending: Sending,
  tenant: Pick<Tenant, 'ref' | 'name'>,
  delivery: Delivery,
  now: Date,
): Promise<Prepared> {
  const adapter = adapterFor(sending, tenant.ref, delivery);
  if (!adapter)
    return {
      hold:
        delivery.channel === 'email'
          ? 'LIAISE_SMTP_URL is not set.'
          : `There is no webhook ${delivery.endpoint ?? ''}.`,
    };
  const brand = shownBy(await readCompanySettings(work), tenant.name);
  const common = { id: delivery.id, tenant: tenant.ref, at: new Date(delivery.created_at).toISOString() };
  if (delivery.kind === 'alert') {
    const alert = await alertOf(work, delivery, brand);
    return 'cancel' in alert ? alert : { adapter, addressHash: null, message: { ...common, ...alert } };
  }
  if (sending.publicUrl === null) return { hold: 'LIAISE_PUBLIC_URL is not set.' };
  const invitation = await work.read<Invitation>('invitations', delivery.invitation_id ?? '');
  const survey = invitation && (await work.read<SurveyRecord>('surveys', invitation.surveyId));
  if (!invitation || !survey) return { cancel: 'The invitation is gone.' };
  if (!unanswered.has(invitation.status)) return { cancel: `The invitation is ${invitation.status}.` };
  if (!isOpen(survey, now)) return { cancel: 'The survey takes no more answers.' };
  if (invitation.expiresAt !== undefined && Date.parse(invitation.expiresAt) <= now.getTime())
    return { cancel: 'The link has expired.' };
  const token = sentToken(sending.secrets, work.actor, invitation.id);
  if (!(await opensBySentToken(work, token, invitation.id)))
    return { cancel: 'The link was made anew since, or the secret of the gateway was changed.' };
  const recipient = await recipientOf(work, invitation.customerId, invitation.contactId, delivery.channel);
  if (!recipient) return { cancel: 'They can or may not be written to any more.' };
  if (await isUndeliverable(work, delivery.channel, recipient.address))
    return { cancel: 'Nothing could be delivered to this address before.' };
  const distribution =
    invitation.distributionId === undefined
      ? null
      : await work.read<Distribution>('distributions', invitation.distributionId);
  const rep = invitation.repId === undefined ? null : await work.read<Rep>('reps', invitation.repId);
  const url = `${sending.publicUrl}/s/${token}`;
  const unsubscribe = unsubscribeUrl(sending.publicUrl, sending.secrets, work.actor, invitation.id);
  const isReminder = delivery.kind === 'reminder';
  const { letter, short } = invitationLetter({
    survey,
    definition: definitionOf(survey.definition),
    invitation,
    distribution,
    recipient,
    brand,
    url,
    unsubscribe,
    isReminder,
  });
  return {
    adapter,
    addressHash: hashOfAddress(delivery.channel, recipient.address),
    message: {
      ...common,
      type: delivery.kind,
      to: { address: recipient.address, name: recipient.name },
      ...(rep?.email === undefined ? {} : { replyTo: rep.email }),
      fromName: distribution?.sender === 'rep' && rep ? `${rep.name} (${brand.name})` : brand.name,
      letter,
      short,
      url,
      unsubscribeUrl: unsubscribe,
      ids: { invitationId: invitation.id, surveyId: survey.id, customerId: invitation.customerId },
    },
  };
}

async function alertOf(
  work: Work,
  delivery: Delivery,
  brand: ReturnType<typeof shownBy>,
): Promise<Omit<Message, 'id' | 'tenant' | 'at'> | { cancel: string }> {
  const opened = await work.read<Case>('cases', delivery.case_id ?? '');
  const customer = await work.read<Customer>('customers', delivery.customer_id);
  const response =
    opened?.source?.kind === 'response' ? await work.read<ResponseRecord>('responses', opened.source.id) : null;
  const survey = response && (await work.read<SurveyRecord>('surveys', response.surveyId));
  const low = survey && lowScore(survey, definitionOf(survey.definition), response);
  if (!opened || !customer || !low) return { cancel: 'The case or the answer is gone.' };
  const rep = delivery.rep_id === null ? null : await work.read<Rep>('reps', delivery.rep_id);
  if (delivery.channel === 'email' && rep?.email === undefined) return { cancel: 'The owner has no mail address.' };
  const { letter, short } = alertLetter({
    brand,
    language: rep?.language,
    customer: customer.name,
    survey: survey.name,
    score: low.score,
    scale: low.scale,
    comment: low.comment,
    dueAt: opened.dueAt,
  });
  return {
    type: 'case-opened',
    to: { address: rep?.email ?? '', name: rep?.name ?? '' },
    fromName: brand.name,
    letter,
    short,
    ids: {
      caseId: opened.id,
      customerId: opened.customerId,
      ...(opened.ownerId === undefined ? {} : { ownerId: opened.ownerId }),
    },
  };
}
