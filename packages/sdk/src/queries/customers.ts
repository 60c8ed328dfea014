import { customers } from '@liaise/core/wire/customers';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'customers'> = {
  ask: async (connection, { search, limit }, signal) => {
    const filter = search === undefined || search === '' ? {} : { search };
    const page = await connection.call(
      customers.list,
      { query: { ...filter, limit: String(limit ?? 20) } },
      { signal },
    );
    return page.items;
  },
};
