import * as z from 'zod/mini';
import { customerRef, extra, id, instant, line, money } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: { customerId: customerRef, at: instant, amount: money },
  defaults: {},
  values: {},
  optional: {
    productId: id,
    quantity: z.number().check(z.gte(0), z.lte(1_000_000_000)),
    description: line(300),
    extra,
  },
  server: {},
});

/** A purchase, as a writer sends it. Smallest: `{ id, customerId, at, amount: { minor, currency } }`. A return has a negative amount. */
export const purchaseCreate = schemas.create;
/** A merge patch for a purchase. */
export const purchaseChange = schemas.change;
/** A purchase, as the gateway answers it. */
export const purchase = schemas.stored;

export type PurchaseCreate = z.input<typeof purchaseCreate>;
export type PurchaseChange = z.input<typeof purchaseChange>;
export type Purchase = z.output<typeof purchase>;
