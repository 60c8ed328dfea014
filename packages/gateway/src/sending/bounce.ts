import type { Store, Work } from '../store/store.ts';
import { systemActor } from '../access/directory.ts';
import { lockInvitation, noteDelivery } from './outbox.ts';
import { markUndeliverable } from './reach.ts';

/** What a returned mail says: which message it was, and whether it will never arrive. */
export interface Bounce {
  readonly messageId: string;
  readonly isPermanent: boolean;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status: string;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** No report of a mail server is larger; what is longer is not read. */
const longest = 256 * 1024;

/**
 * Reads a delivery status notification (RFC 3464): the id of our message, from the address that it came back to, else from the headers of the mail it
 * returns; and its status. Null where it is no such report, or one of a mail that arrived.
 *
 * @param text the whole mail
 * @param recipient the address that it came to, where the mail server says
 */
export function readBounce(text: string, recipient = ''): Bounce | null {
  const mail = text.slice(0, longest).replaceAll('\r\n', '\n');
  const to = `${recipient}\n${[...mail.matchAll(/^(?:to|delivered-to|x-original-to):.*$/gim)].map(([line]) => line).join('\n')}`;
  const messageId =
    new RegExp(`\\+(${uuid})@`, 'i').exec(to)?.[1] ??
    new RegExp(`^x-liaise-message:\\s*(${uuid})\\s*$`, 'im').exec(mail)?.[1];
  const action = /^action:\s*([a-z]+)/im.exec(mail)?.[1]?.toLowerCase();
  const status = /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(mail)?.[1];
  if (messageId === undefined || status === undefined || action === undefined) return null;
  if (action !== 'failed' && action !== 'delayed') return null;
  return { messageId: messageId.toLowerCase(), isPermanent: action === 'failed' && status.startsWith('5'), status };
}

/** Whether a status says that the address is at fault (RFC 3463: 5.1.x, 5.2.1) rather than the message. */
const isOfAddress = (status: string): boolean => /^5\.1\.|^5\.2\.1$/.test(status);

async function note(work: Work, { messageId, status }: Bounce): Promise<boolean> {
  const why = `The mail came back (${status}).`;
  const { sql, actor } = work;
  const row = await sql
    .selectFrom('deliveries')
    .select(['invitation_id', 'channel', 'address_hash', 'state'])
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!row) return false;
  const invitation = row.invitation_id === null ? null : await lockInvitation(work, row.invitation_id);
  await sql
    .updateTable('deliveries')
    .set({ state: 'bounced', why })
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', messageId)
    .execute();
  if (row.address_hash && isOfAddress(status))
    await markUndeliverable(work, row.channel, Buffer.from(row.address_hash), why);
  if (row.state !== 'bounced' && invitation)
    await noteDelivery(work, invitation, {
      state: 'bounced',
      channel: row.channel,
      at: work.now.toISOString(),
      reminders: invitation.delivery?.reminders ?? 0,
      why,
    });
  return true;
}

/**
 * Notes a mail that came back: on the message, on the invitation, and, where the address is at fault, so that nothing is sent there again. A delay
 * changes nothing.
 *
 * @returns whether it was one of ours that will not arrive
 */
export async function noteBounce(store: Store, bounce: Bounce): Promise<boolean> {
  if (!bounce.isPermanent) return false;
  for (const { id, ref } of await store.tenants()) {
    const actor = systemActor({ tenantId: id, tenantRef: ref }, 'bounce');
    if (await store.transact(actor, (work) => note(work, bounce))) return true;
  }
  return false;
}
