import { sql } from 'kysely';
import { newId } from '@liaise/core/records/identifier';
import type { Contact } from '@liaise/core/records/contact';
import type { Customer } from '@liaise/core/records/customer';
import type { Distribution } from '@liaise/core/records/distribution';
import type { Rep } from '@liaise/core/records/rep';
import type { Invitation, SurveyRecord } from '@liaise/core/records/survey';
import type { Actor } from '../access/actor.ts';
import type { Job, JobContext } from '../jobs/job.ts';
import { readCompanySettings } from '../settings/settings.ts';
import type { Work } from '../store/store.ts';
import { holderOf, isOpen } from '../survey/answering.ts';
import { mayAsk } from '../survey/politeness.ts';
import { candidatesOf, type Candidate, type Source } from './candidates.ts';
import { openBySentToken } from './links.ts';
import { endedBetween, periodOccasion } from './occasions.ts';
import { enqueue } from './outbox.ts';
import { contactBy, customerBy, isUndeliverable, mayContact, type Recipient } from './reach.ts';
import { endpointOf, type Sending } from './settings.ts';

const day = 86_400_000;
/** How many customers are looked up, and how many are invited in one transaction. */
const lookUp = 100;
const together = 20;

type Ready = { readonly source: Source } | { readonly held: string };

/** Where a distribution's candidates are looked for now, or why it sends nothing. */
async function readiness(work: Work, distribution: Distribution, sending: Sending, now: number): Promise<Ready | null> {
  const { channel, endpoint, trigger, activeSince } = distribution;
  const survey = await work.read<SurveyRecord>('surveys', distribution.surveyId);
  if (!survey || !isOpen(survey, new Date(now))) return null;
  if (channel !== 'link') {
    if (sending.publicUrl === null) return { held: 'LIAISE_PUBLIC_URL is not set, so that no link can be sent' };
    if (channel === 'email' && !sending.mail) return { held: 'LIAISE_SMTP_URL is not set' };
    if (channel !== 'email' && !endpointOf(sending, work.actor.tenantRef, endpoint))
      return { held: `there is no webhook ${endpoint ?? ''}` };
  }
  const since = Date.parse(activeSince ?? distribution.createdAt);
  if (trigger.on === 'visit' || trigger.on === 'case') {
    const between = endedBetween(trigger, since, now);
    if (!between) return null;
    return { source: trigger.on === 'visit' ? { visitsEnded: between } : { casesClosed: between } };
  }
  const occasion = periodOccasion(trigger, await readCompanySettings(work), since, now);
  return occasion && { source: { period: occasion.key } };
}

/** By whose view of customers a distribution sends; null where its owner has left. */
async function viewOf(work: Work, { ownerId }: Distribution): Promise<Actor | null> {
  const { tenantId, tenantRef } = work.actor;
  const subject = 'job invite';
  if (ownerId === undefined) return { tenantId, tenantRef, role: 'admin', subject, teamIds: [] };
  const owner = await work.read<Rep>('reps', ownerId);
  if (owner?.active !== true) return null;
  const led = await work.sql
    .selectFrom('teams')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('manager_id', '=', ownerId)
    .execute();
  const teamIds = [...new Set([...led.map(({ id }) => id), owner.teamId])].sort();
  return { tenantId, tenantRef, role: 'manager', subject, repId: ownerId, teamIds };
}

/** The people of a customer who may be asked by their own record, the most influential first; the customer itself where it names nobody. */
function reachable(
  customer: Customer,
  contacts: readonly Contact[],
  { channel, audience }: Distribution,
  met: readonly string[],
): Recipient[] {
  const by = (contact: Contact): Recipient | null =>
    channel === 'link'
      ? mayContact(customer, 'link') && mayContact(contact, 'link')
        ? { customer, contact, address: '', name: contact.name, language: contact.language ?? customer.language }
        : null
      : contactBy(customer, contact, channel);
  const wanted = contacts
    .filter(({ id, role }) => (met.length === 0 || met.includes(id)) && (audience?.roles?.includes(role) ?? true))
    .toSorted((a, b) => (b.influence ?? 0) - (a.influence ?? 0) || (a.id < b.id ? -1 : 1));
  const people = wanted.flatMap((contact) => by(contact) ?? []);
  if (people.length > 0 || met.length > 0 || audience?.roles !== undefined) return people;
  if (channel !== 'link') return [customerBy(customer, channel) ?? []].flat();
  const isFree = contacts.length === 0 && mayContact(customer, 'link');
  return isFree ? [{ customer, address: '', name: customer.name, language: customer.language }] : [];
}

/** Claims an occasion for a recipient; `false` where it is claimed already. */
async function claim(
  { sql: db, actor }: Work,
  distribution: Distribution,
  { occasion, customerId }: Candidate,
  recipientId: string,
  outcome: { invitationId: string } | { why: string; againAt: Date | null },
  now: Date,
): Promise<boolean> {
  const invitation = 'invitationId' in outcome ? outcome.invitationId : null;
  const why = 'why' in outcome ? outcome.why : null;
  const again = 'againAt' in outcome ? outcome.againAt : null;
  const { rows } = await sql<{ claimed: boolean }>`
    INSERT INTO distribution_recipients (tenant_id, distribution_id, occasion, recipient_id, customer_id, invitation_id, why, again_at, at)
    VALUES (${actor.tenantId}, ${distribution.id}, ${occasion}, ${recipientId}, ${customerId}, ${invitation}::uuid, ${why}, ${again}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (tenant_id, distribution_id, occasion, recipient_id) DO UPDATE SET invitation_id = excluded.invitation_id, why = excluded.why, again_at = excluded.again_at, at = excluded.at
    WHERE distribution_recipients.invitation_id IS NULL AND distribution_recipients.again_at <= excluded.at
    RETURNING true AS claimed`.execute(db);
  return rows.length === 1;
}

async function makeInvitation(
  work: Work,
  sending: Sending,
  distribution: Distribution,
  { occasion, customerId }: Candidate,
  recipient: Recipient,
  id: string,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const { channel, expiresAfterDays, endpoint } = distribution;
  const repId = await holderOf(work, customerId);
  const contactId = recipient.contact?.id;
  await work.insert<Invitation>('invitations', {
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
    surveyId: distribution.surveyId,
    customerId,
    ...(contactId === undefined ? {} : { contactId }),
    channel,
    status: 'created',
    ...(repId === undefined ? {} : { repId }),
    ...(expiresAfterDays === undefined
      ? {}
      : { expiresAt: new Date(now.getTime() + expiresAfterDays * day).toISOString() }),
    distributionId: distribution.id,
    occasion,
    ...(channel === 'link' ? {} : { delivery: { state: 'waiting', channel, at, reminders: 0 } }),
  });
  await openBySentToken(work, sending.secrets, id);
  if (channel === 'link') return;
  await enqueue(
    work,
    {
      key: `invitation:${id}:0`,
      kind: 'invitation',
      channel,
      endpoint: endpoint ?? null,
      customer_id: customerId,
      contact_id: contactId ?? null,
      invitation_id: id,
    },
    now,
  );
}

/** Invites a candidate's people, or notes why not and when to look again. @returns how many were invited */
async function inviteCandidate(
  work: Work,
  sending: Sending,
  distribution: Distribution,
  survey: SurveyRecord,
  candidate: Candidate,
  now: Date,
): Promise<number> {
  const { customerId } = candidate;
  const customer = await work.read<Customer>('customers', customerId);
  if (!customer) return 0;
  const contacts = await work.list<Contact>('contacts', { filters: { customerId }, limit: 500 });
  let invited = 0;
  let why = 'Nobody there can be written to.';
  let againAt: Date | null = new Date(now.getTime() + day);
  for (const recipient of reachable(customer, contacts, distribution, candidate.contactIds)) {
    if (distribution.channel !== 'link' && (await isUndeliverable(work, distribution.channel, recipient.address)))
      continue;
    const contactId = recipient.contact?.id;
    const verdict = await mayAsk(work, { survey, customerId, contactId });
    if (!verdict.ask) {
      why = `May not be asked now: ${verdict.reason}.`;
      againAt =
        verdict.retryAt === null ? null : new Date(Math.max(Date.parse(verdict.retryAt), now.getTime() + 60_000));
      continue;
    }
    const id = newId();
    if (!(await claim(work, distribution, candidate, contactId ?? customerId, { invitationId: id }, now))) continue;
    await makeInvitation(work, sending, distribution, candidate, recipient, id, now);
    invited += 1;
    if (distribution.audience?.people !== 'all') break;
  }
  if (invited === 0) await claim(work, distribution, candidate, customerId, { why, againAt }, now);
  return invited;
}

async function runDistribution(
  context: JobContext,
  sending: Sending,
  distribution: Distribution,
  source: Source,
): Promise<number> {
  const { store, now, signal } = context;
  const view = await context.read((work) => viewOf(work, distribution));
  if (!view) return 0;
  let invited = 0;
  for (;;) {
    signal.throwIfAborted();
    const candidates = await store.transact(view, (work) => candidatesOf(work, distribution, source, now, lookUp), {
      readOnly: true,
    });
    for (let from = 0; from < candidates.length; from += together) {
      const some = candidates.slice(from, from + together);
      invited += await context.write(async (work) => {
        const survey = await work.read<SurveyRecord>('surveys', distribution.surveyId);
        const current = await work.read<Distribution>('distributions', distribution.id);
        if (!survey || !isOpen(survey, now) || current?.status !== 'active') return 0;
        let count = 0;
        // In one order everywhere: each locks its customer.
        for (const candidate of some.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1)))
          count += await inviteCandidate(work, sending, distribution, survey, candidate, now);
        return count;
      });
    }
    if (candidates.length < lookUp) return invited;
    const [first] = candidates;
    const again = await store.transact(view, (work) => candidatesOf(work, distribution, source, now, 1), {
      readOnly: true,
    });
    // Paused meanwhile: nothing was written for them.
    if (again[0]?.customerId === first?.customerId && again[0]?.occasion === first?.occasion) return invited;
  }
}

/** What the job is called and when it runs. */
export const inviteJobListed = {
  name: 'invite',
  summary: 'invites customers to surveys, as distributions say',
  schedule: { everyMinutes: 5 },
} as const;

/**
 * Makes the invitations whose time has come. Each occasion of each customer is claimed by a row with a unique key, in the transaction that makes the
 * invitation, its link and the message: killed in the middle it goes on where it was, and two gateways make one invitation.
 */
export const inviteJob = (sending: Sending): Job => ({
  ...inviteJobListed,
  async run(context) {
    let invited = 0;
    const held: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await context.read((work) =>
        work.list<Distribution>('distributions', { filters: { status: 'active' }, after, limit: 100 }),
      );
      for (const distribution of page) {
        const ready = await context.read((work) => readiness(work, distribution, sending, context.now.getTime()));
        if (ready && 'held' in ready) held.push(`${distribution.id} waits: ${ready.held}.`);
        else if (ready) invited += await runDistribution(context, sending, distribution, ready.source);
      }
      after = page.at(-1)?.id;
      if (page.length < 100) break;
    }
    return [`${String(invited)} invited.`, ...held].join(' ');
  },
});
