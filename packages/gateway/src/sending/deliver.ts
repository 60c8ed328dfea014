import type { Distribution } from '@liaise/core/records/distribution';
import type { Invitation } from '@liaise/core/records/survey';
import type { Job, JobContext } from '../jobs/job.ts';
import type { Work } from '../store/store.ts';
import type { Sent } from './adapter.ts';
import {
  dueDeliveries,
  enqueue,
  lockInvitation,
  noteDelivery,
  settle,
  type Delivery,
  type Settlement,
} from './outbox.ts';
import { prepare, type Prepared } from './prepare.ts';
import { markUndeliverable } from './reach.ts';
import type { Sending } from './settings.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long a message waits after each failed attempt. Webhooks by the schedule of Standard Webhooks; mails over two days, as RFC 5321, 4.5.4.1,
 * has it: at least half an hour apart once the first quick attempts have failed.
 */
const waits: Readonly<Record<'email' | 'webhook', readonly number[]>> = {
  email: [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour],
  webhook: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
};

/** How long something waits that cannot be sent because of a setting. */
const heldFor = 15 * minute;
const batch = 20;
const atOnce = 4;

/** How long to wait after an attempt that failed, in milliseconds; undefined when it was the last. */
export const waitAfter = (channel: string, attempts: number): number | undefined =>
  waits[channel === 'email' ? 'email' : 'webhook'][attempts - 1];

/** What is noted of an attempt. */
function settlementOf(delivery: Delivery, sent: Sent, now: Date): Settlement {
  const attempts = delivery.attempts + 1;
  if (sent.state === 'sent') return { state: 'sent', why: null, attempts };
  if (sent.state === 'refused')
    return { state: sent.badAddress === true ? 'bounced' : 'failed', why: sent.why, attempts };
  const wait = waitAfter(delivery.channel, attempts);
  if (wait === undefined)
    return { state: 'failed', why: `${sent.why} Given up after ${String(attempts)} attempts.`, attempts };
  return { state: 'waiting', why: sent.why, attempts, dueAt: new Date(now.getTime() + wait) };
}

/** Puts the next reminder of a distribution into the queue once a message has gone out. */
async function planReminder(
  work: Work,
  { number, ...delivery }: Delivery,
  invitation: Invitation,
  now: Date,
): Promise<void> {
  if (invitation.distributionId === undefined) return;
  const distribution = await work.read<Distribution>('distributions', invitation.distributionId);
  const { reminders = 0, remindAfterDays } = distribution ?? {};
  if (remindAfterDays === undefined || number >= reminders) return;
  await enqueue(
    work,
    {
      key: `invitation:${invitation.id}:${String(number + 1)}`,
      kind: 'reminder',
      channel: delivery.channel,
      endpoint: delivery.endpoint,
      number: number + 1,
      customer_id: delivery.customer_id,
      contact_id: delivery.contact_id,
      invitation_id: invitation.id,
    },
    now,
    new Date(now.getTime() + remindAfterDays * day),
  );
}

/** Notes what came of a delivery on its row, on its invitation, and on an address that does not exist. */
async function note(work: Work, delivery: Delivery, settlement: Settlement, now: Date): Promise<void> {
  const invitation = delivery.invitation_id === null ? null : await lockInvitation(work, delivery.invitation_id);
  if (!(await settle(work, delivery.id, settlement, now))) return;
  const { state, why, addressHash } = settlement;
  if (state === 'bounced' && addressHash && why !== null)
    await markUndeliverable(work, delivery.channel, addressHash, why);
  if (!invitation) return;
  if (state === 'sent') await planReminder(work, delivery, invitation, now);
  // A reminder that need not go out says nothing about the message before it.
  if (delivery.kind === 'reminder' && state === 'cancelled') return;
  await noteDelivery(work, invitation, {
    state,
    channel: delivery.channel,
    at: now.toISOString(),
    reminders:
      delivery.kind === 'reminder' && state === 'sent' ? delivery.number : (invitation.delivery?.reminders ?? 0),
    ...(why === null ? {} : { why }),
  });
}

async function deliverOne(context: JobContext, delivery: Delivery, prepared: Prepared): Promise<'sent' | 'not-sent'> {
  const { now, signal } = context;
  let settlement: Settlement;
  if ('hold' in prepared)
    settlement = {
      state: 'waiting',
      why: prepared.hold,
      attempts: delivery.attempts,
      dueAt: new Date(now.getTime() + heldFor),
    };
  else if ('cancel' in prepared) settlement = { state: 'cancelled', why: prepared.cancel, attempts: delivery.attempts };
  else {
    const { message, adapter, addressHash } = prepared;
    const sent = await adapter.send(message, signal);
    settlement = { ...settlementOf(delivery, sent, now), addressHash };
  }
  await context.write((work) => note(work, delivery, settlement, now));
  return settlement.state === 'sent' ? 'sent' : 'not-sent';
}

/** What the job is called and when it runs. */
export const deliverJobListed = {
  name: 'deliver',
  summary: 'sends invitations, reminders and alerts that wait',
  schedule: { everyMinutes: 1 },
} as const;

/**
 * Sends what waits. Each message is sent and then noted: where a gateway is killed in between it is sent again, under the same message id, so that
 * nothing is lost and receivers can tell.
 */
export const deliverJob = (sending: Sending): Job => ({
  ...deliverJobListed,
  async run(context) {
    const { now, tenant, signal } = context;
    let sent = 0;
    let others = 0;
    const seen = new Set<string>();
    for (;;) {
      signal.throwIfAborted();
      const due = await context.read((work) => dueDeliveries(work, now, batch));
      const fresh = due.filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) break;
      for (let from = 0; from < fresh.length; from += atOnce) {
        const some = fresh.slice(from, from + atOnce);
        const outcomes = await Promise.all(
          some.map(async (delivery) => {
            seen.add(delivery.id);
            const prepared = await context.read((work) => prepare(work, sending, tenant, delivery, now));
            return deliverOne(context, delivery, prepared);
          }),
        );
        for (const outcome of outcomes)
          if (outcome === 'sent') sent += 1;
          else others += 1;
      }
    }
    return `${String(sent)} sent, ${String(others)} not sent.`;
  },
});
