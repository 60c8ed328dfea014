import type { Opportunity } from '../records/opportunity.ts';
import type { Product } from '../records/product.ts';
import { addDays, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import { sampleProduct } from './product.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';

const probabilities = { prospecting: 0.1, engaging: 0.3, proposal: 0.5, negotiation: 0.75, won: 1, lost: 0 } as const;

/** A sample opportunity. Its probability and days fit its stage; `today` is the day on which it stands there. */
export function sampleOpportunity(
  random: Random,
  given: Partial<Opportunity> & { product?: Product; today?: string } = {},
): Opportunity {
  const { product = sampleProduct(random), today = sampleToday, ...fields } = given;
  const words = wordingIn[product.price?.currency === 'CNY' ? 'zh-CN' : 'en'];
  const stage =
    fields.stage ?? random.pick(['prospecting', 'engaging', 'proposal', 'negotiation', 'won', 'lost'] as const);
  const isClosed = stage === 'won' || stage === 'lost';
  const age = random.integer(isClosed ? 40 : 4, isClosed ? 300 : 80);
  const price = product.price ?? { minor: 100_000, currency: 'EUR' };
  const closedOn = addDays(today, -random.integer(1, age - 20 > 1 ? age - 20 : 1));
  return {
    ...envelope(random, { createdAt: `${addDays(today, -age)}T08:00:00.000Z`, ...fields }),
    customerId: sampleId(random),
    stage,
    name: random.pick(words.opportunities(product.name)),
    productId: product.id,
    amount: { minor: price.minor * random.pick([1, 2, 2, 3, 4, 6]), currency: price.currency },
    probability: probabilities[stage],
    ...(stage !== 'prospecting' && { engagedOn: addDays(today, -age) }),
    ...(isClosed ? { closedOn } : { expectedOn: addDays(today, random.integer(5, 120)) }),
    ...(stage === 'lost' && { note: random.pick(words.lostDeals) }),
    ...fields,
  };
}
