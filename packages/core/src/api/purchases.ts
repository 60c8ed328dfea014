import { customerRef, externalRef, id } from '../records/primitives.ts';
import { purchase, purchaseChange, purchaseCreate } from '../records/purchase.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/purchases` */
export const purchases = resource({
  name: 'purchases',
  one: 'purchase',
  stored: purchase,
  create: purchaseCreate,
  change: purchaseChange,
  filters: { customerId: customerRef, productId: id, externalRef },
  removers: leaders,
});
