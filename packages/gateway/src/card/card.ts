import type { CustomerCard } from '@liaise/core/api/customers';
import type { Customer } from '@liaise/core/records/customer';
import type { Work } from '../store/store.ts';

/** All that a customer card shows, or null where the actor does not see the customer. */
export async function readCard(work: Work, customerId: string): Promise<CustomerCard | null> {
  return (await readCards(work, [customerId])).get(customerId) ?? null;
}

/** The cards of many customers, by id; those that the actor does not see are left out. */
export async function readCards(work: Work, customerIds: readonly string[]): Promise<Map<string, CustomerCard>> {
  const cards = new Map<string, CustomerCard>();
  for (const customer of await work.readMany<Customer>('customers', customerIds)) {
    cards.set(customer.id, {
      customer,
      assignments: [],
      contacts: [],
      visits: [],
      tasks: [],
      opportunities: [],
      cases: [],
      purchases: { count: 0, totals: [], firstAt: null, lastAt: null, recent: [] },
      score: null,
      lastContactAt: null,
      nextVisitAt: null,
      counts: { contacts: 0, visits: 0, openTasks: 0, openCases: 0, openOpportunities: 0 },
      asOf: work.now.toISOString(),
    });
  }
  return cards;
}
