import type { Customer } from '../../records/customer.ts';
import type { Product } from '../../records/product.ts';
import type { Purchase } from '../../records/purchase.ts';
import { pyramid } from '../../value/pyramid.ts';
import { addDays, instantOn } from '../calendar.ts';
import { demoId } from '../identity.ts';
import { catalogueSize, sampleProduct } from '../product.ts';
import { samplePurchase } from '../purchase.ts';
import { entry, type Random } from '../random.ts';
import type { CustomerPlan } from './plan.ts';

const currencies = ['EUR', 'USD', 'CNY'] as const;

/** How often each item of the catalogue is ordered, and how many of it a customer of size 1 takes. */
const demand: readonly (readonly [item: number, weight: number, most: number])[] = [
  [0, 2, 1],
  [1, 3, 1],
  [2, 40, 3],
  [3, 20, 4],
  [4, 3, 1],
  [5, 6, 1],
  [6, 22, 5],
  [7, 2, 1],
  [8, 2, 1],
];

/** The catalogue: nine items, each in three currencies. */
export function makeProducts(random: Random, today: string): Product[] {
  const createdAt = `${addDays(today, -900)}T08:00:00.000Z`;
  return currencies.flatMap((currency, block) =>
    Array.from({ length: catalogueSize }, (_, item) => {
      const index = block * catalogueSize + item;
      return sampleProduct(random.fork(`product/${index}`), {
        id: demoId('product', index),
        item,
        currency,
        createdAt,
      });
    }),
  );
}

/** The products that are priced in a currency. */
export const pricedIn = (products: readonly Product[], currency: string): Product[] =>
  products.filter((product) => product.price?.currency === currency);

/**
 * The purchases of the last 18 months, oldest first. Each customer buys at a rate of its own, day by day, until it stops;
 * whoever is not known to have stopped drops out after a purchase with a chance of 2 %.
 */
export function makePurchases(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  products: readonly Product[],
): Purchase[] {
  const orders = plans.flatMap((plan) => {
    const draw = random.fork(`purchases/${plan.index}`);
    const catalogue = pricedIn(products, plan.place.currency);
    const made: { age: number; plan: CustomerPlan; product: Product; count: number }[] = [];
    if (plan.buyingFor === undefined) return made;
    for (let age = plan.buyingFor; age > (plan.gone ?? 0); age--) {
      if (age < plan.buyingFor && !draw.chance(plan.rate)) continue;
      const [item, , most] = draw.weighted(demand.map((row) => [row, row[1]] as const));
      const count = draw.integer(1, most * plan.size);
      made.push({ age, plan, product: entry(catalogue, item), count: draw.chance(0.012) ? -1 : count });
      if (plan.index > 1 && draw.chance(0.02)) break;
    }
    return made;
  });
  return orders
    .toSorted((one, other) => other.age - one.age || one.plan.index - other.plan.index)
    .map(({ age, plan, product, count }, index) => {
      const draw = random.fork(`purchase/${index}`);
      return samplePurchase(draw, {
        id: demoId('purchase', index),
        customerId: plan.id,
        at: instantOn(addDays(today, -age), draw.integer(500, 1040), plan.place.offset),
        product,
        count,
      });
    });
}

/**
 * The tier of each customer who ever bought: where the value pyramid of its currency puts the spend of the last twelve months, so
 * that the first night finds nothing to move.
 */
export function tiersBySpend(
  today: string,
  purchases: readonly Purchase[],
): Map<string, NonNullable<Customer['tier']>> {
  const from = addDays(today, -364);
  const spends = new Map<string, Map<string, number>>();
  for (const { customerId, at, amount } of purchases) {
    const spend = spends.get(amount.currency) ?? new Map<string, number>();
    spends.set(amount.currency, spend);
    spend.set(customerId, (spend.get(customerId) ?? 0) + (at >= from ? amount.minor : 0));
  }
  return new Map(
    [...spends.values()].flatMap((spend) => {
      const { of } = pyramid([...spend.values()]);
      return [...spend.keys()].map((customerId, i) => [customerId, of[i] ?? 'small'] as const);
    }),
  );
}
