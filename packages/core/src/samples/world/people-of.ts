import type { Contact } from '../../records/contact.ts';

/** The contacts of each customer, by the customer's id. */
export function peopleOf(contacts: readonly Contact[]): (customerId: string) => readonly Contact[] {
  const byCustomer = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const own = byCustomer.get(contact.customerId);
    if (own) own.push(contact);
    else byCustomer.set(contact.customerId, [contact]);
  }
  return (customerId) => byCustomer.get(customerId) ?? [];
}
