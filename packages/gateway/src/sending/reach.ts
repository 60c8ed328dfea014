import { createHash } from 'node:crypto';
import type { Contact } from '@liaise/core/records/contact';
import type { Customer } from '@liaise/core/records/customer';
import type { Channel, Consent } from '@liaise/core/records/primitives';
import type { Work } from '../store/store.ts';

/** Whom a message goes to. */
export interface Recipient {
  readonly customer: Customer;
  /** Missing where the customer itself is written to. */
  readonly contact?: Contact;
  readonly address: string;
  readonly name: string;
  readonly language: string | undefined;
}

/** Which addresses serve a channel, the better first. */
const kinds: Readonly<Record<string, readonly Channel['kind'][]>> = {
  email: ['email'],
  sms: ['sms', 'mobile'],
  wechat: ['wechat'],
  whatsapp: ['whatsapp', 'mobile'],
};

const mailAddress = /^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/;
const isUsable = (kind: string, value: string): boolean => kind !== 'email' || mailAddress.test(value);

/** Which address of a channel, the preferred before others; undefined where there is none. */
function addressOf(channels: readonly Channel[] | undefined, channel: string): string | undefined {
  for (const kind of kinds[channel] ?? []) {
    const found = (channels ?? []).filter((one) => one.kind === kind && isUsable(kind, one.value));
    const best = found.find(({ preferred }) => preferred === true) ?? found[0];
    if (best) return best.value.trim();
  }
  return undefined;
}

/**
 * Whether somebody may be asked through a channel as far as their record says: nobody is who is not to be contacted, or whose last word on
 * surveys, on this channel or on everything was no.
 */
export function mayContact(
  { doNotContact, consent = [] }: { doNotContact?: boolean | undefined; consent?: readonly Consent[] | undefined },
  channel: string,
): boolean {
  if (doNotContact === true) return false;
  const last = new Map<string, Consent>();
  for (const one of consent) {
    const before = last.get(one.channel);
    if (!before || Date.parse(one.at) >= Date.parse(before.at)) last.set(one.channel, one);
  }
  return ['survey', 'any', channel].every((name) => (last.get(name)?.status ?? 'granted') === 'granted');
}

/** An address as it is remembered when nothing can be delivered to it. */
export const hashOfAddress = (channel: string, address: string): Buffer =>
  createHash('sha256').update(`${channel} ${address.trim().toLowerCase()}`).digest();

/** Whether nothing could be delivered to an address before. */
export async function isUndeliverable({ sql, actor }: Work, channel: string, address: string): Promise<boolean> {
  const row = await sql
    .selectFrom('undeliverable_addresses')
    .select('at')
    .where('tenant_id', '=', actor.tenantId)
    .where('channel', '=', channel)
    .where('address_hash', '=', hashOfAddress(channel, address))
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers that nothing can be delivered to an address. */
export async function markUndeliverable(
  { sql, actor, now }: Work,
  channel: string,
  addressHash: Buffer,
  why: string,
): Promise<void> {
  await sql
    .insertInto('undeliverable_addresses')
    .values({ tenant_id: actor.tenantId, channel, address_hash: addressHash, why, at: now })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'channel', 'address_hash']).doNothing())
    .execute();
}

/** The contact as somebody to write to, or null where it cannot be or may not be. */
export function contactBy(customer: Customer, contact: Contact, channel: string): Recipient | null {
  const address = addressOf(contact.channels, channel);
  if (address === undefined || !mayContact(customer, channel) || !mayContact(contact, channel)) return null;
  return { customer, contact, address, name: contact.name, language: contact.language ?? customer.language };
}

/** The customer itself as somebody to write to, or null where it cannot be or may not be. */
export function customerBy(customer: Customer, channel: string): Recipient | null {
  const address = addressOf(customer.channels, channel);
  if (address === undefined || !mayContact(customer, channel)) return null;
  return { customer, address, name: customer.name, language: customer.language };
}

/**
 * Who an invitation goes to; null where nobody can or may be written to any more.
 *
 * @param contactId the contact that it names
 */
export async function recipientOf(
  work: Work,
  customerId: string,
  contactId: string | undefined | null,
  channel: string,
): Promise<Recipient | null> {
  const customer = await work.read<Customer>('customers', customerId);
  if (!customer) return null;
  if (contactId == null) return customerBy(customer, channel);
  const contact = await work.read<Contact>('contacts', contactId);
  return contact?.customerId === customerId ? contactBy(customer, contact, channel) : null;
}
