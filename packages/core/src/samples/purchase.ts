import type { Product } from '../records/product.ts';
import type { Purchase } from '../records/purchase.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import { sampleProduct } from './product.ts';
import type { Random } from './random.ts';

/** A sample purchase of a product, so many of it; a negative count is a return, with a negative amount. */
export function samplePurchase(
  random: Random,
  given: Partial<Purchase> & { product?: Product; count?: number } = {},
): Purchase {
  const { product = sampleProduct(random), count = random.integer(1, 6), ...fields } = given;
  const at = fields.at ?? instantOn(addDays(sampleToday, -random.integer(1, 500)), random.integer(480, 1080));
  const price = product.price ?? { minor: 10_000, currency: 'EUR' };
  // Larger orders get a little off, in whole per cents.
  const share = count >= 10 ? 90 : count >= 5 ? 95 : 100;
  return {
    ...envelope(random, { createdAt: at, ...fields }),
    customerId: sampleId(random),
    at,
    amount: { minor: Math.round((price.minor * count * share) / 100), currency: price.currency },
    productId: product.id,
    quantity: Math.abs(count),
    description: product.name,
    ...fields,
  };
}
