import { approvals } from '@liaise/core/wire/approvals';
import { notes } from '@liaise/core/wire/notes';
import { products } from '@liaise/core/wire/products';
import { relations } from '@liaise/core/wire/relations';
import { reconcile } from '@liaise/core/wire/together';
import type { BodyOf, ReadOptions } from './client.ts';
import type { Connection } from './connection.ts';
import { resourceOf } from './resource.ts';

/** Records that fewer pages speak of, beside a client: `recordsOf(client).notes.list({ customerId })`. */
export const recordsOf = ({ connection }: { readonly connection: Connection }) => ({
  approvals: resourceOf(connection, approvals),
  notes: resourceOf(connection, notes),
  products: resourceOf(connection, products),
  /** Who belongs to whom among customers and contacts. */
  relations: resourceOf(connection, relations),
  /** Which of these records the gateway holds. */
  reconcile: (body: BodyOf<typeof reconcile>, read?: ReadOptions) => connection.call(reconcile, { body }, read),
});
