import type { Fields } from './descriptions.ts';

/**
 * Text as searches compare it: compatibility forms folded (full width, ligatures), case folded as far as it goes without
 * a locale (`ß` is `ss`, both Turkish i are `i`), single spaces.
 */
export function foldText(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('i\u0307', 'i');
  return folded
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere; its wildcards stand for themselves. */
export function containsPattern(text: string): string {
  return `%${foldText(text).replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** A mail address as it is compared: folded and lower case. */
export function mailKey(address: string): string {
  return foldText(address);
}

/**
 * A phone number as it is compared: its digits, an international `00` read as `+`. Numbers are the same when all
 * digits are; one without its country code is another key.
 */
export function phoneKey(number: string): string {
  return number.normalize('NFKC').replace(/\D/g, '').replace(/^00/, '');
}

/** A name by which a customer is found. */
export interface CustomerKey {
  kind: 'email' | 'phone';
  value: string;
}

const phoneKinds = new Set<unknown>(['phone', 'mobile', 'sms', 'whatsapp']);

/** The mail addresses and phone numbers among a record's channels, each once. */
export function keysOf(fields: Fields): CustomerKey[] {
  const channels: unknown = fields['channels'];
  if (!Array.isArray(channels)) return [];
  const keys = new Map<string, CustomerKey>();
  for (const channel of channels as readonly Fields[]) {
    const { kind, value } = channel;
    if (typeof value !== 'string') continue;
    if (kind === 'email') keys.set(`email ${mailKey(value)}`, { kind, value: mailKey(value) });
    else if (phoneKinds.has(kind) && phoneKey(value).length >= 5) {
      keys.set(`phone ${phoneKey(value)}`, { kind: 'phone', value: phoneKey(value) });
    }
  }
  return [...keys.values()];
}

/** How a writer named a customer. */
export type CustomerName = { by: 'id' | 'ref' | 'email' | 'phone'; value: string };

/** Reads a reference to a customer: an id, `system:Collection/row`, a mail address or a phone number. */
export function readCustomerName(reference: string): CustomerName {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference)) return { by: 'id', value: reference };
  if (/^[a-z][a-z0-9-]{0,31}:\S+$/.test(reference)) return { by: 'ref', value: reference };
  if (reference.includes('@')) return { by: 'email', value: mailKey(reference) };
  return { by: 'phone', value: phoneKey(reference) };
}
