import { customerReviews } from '@liaise/core/wire/customer-reviews';
import { tierChanges } from '@liaise/core/wire/tier-changes';
import { listValues, readPyramid } from '@liaise/core/wire/value';
import type { QueryOf, ReadOptions, RouteOf } from './client.ts';
import type { Connection } from './connection.ts';
import { listOf, resourceOf, type Filters, type ListOptions } from './resource.ts';

/** What a client asks about the value of customers, beside a client: `valueOf(client).pyramid({ subject: 'tenant' })`. */
export function valueOf({ connection }: { readonly connection: Connection }) {
  const { call } = connection;
  return {
    /** The value pyramid of a rep, a team or the company. */
    pyramid: (question: QueryOf<typeof readPyramid>, read?: ReadOptions) =>
      call(readPyramid, { query: question }, read),
    /** Customers with their value, signals, recommendation and forecast, the most valuable first. */
    customers: (filters: Filters<RouteOf<typeof listValues>>, read?: ListOptions) =>
      listOf(connection, listValues, filters, read),
    reviews: resourceOf(connection, customerReviews),
    /** How customers moved between the levels of the value pyramid. */
    tierChanges: {
      list: (filters?: Filters<RouteOf<typeof tierChanges.list>>, read?: ListOptions) =>
        listOf(connection, tierChanges.list, filters, read),
      read: (id: string, read?: ReadOptions) => call(tierChanges.read, { params: { id } }, read),
    },
  };
}
