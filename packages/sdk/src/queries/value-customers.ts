import { listValues } from '@liaise/core/wire/value';
import { flag, list, object } from '@liaise/core/wire/check';
import { customerValue } from '@liaise/core/wire/customer-value';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'value-customers'> = {
  ask: async (connection, { limit = 20, ...filters }, signal) => {
    const page = await connection.call(listValues, { query: { ...filters, limit: String(limit) } }, { signal });
    return { items: page.items, more: page.next !== null };
  },
  kept: object({ items: list(customerValue), more: flag }),
  leadsTo: ['review-customer'],
  concerns: (event) => event.resource === 'customers',
};
