import type { CustomerReview } from '../records/customer-review.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import type { SampleLanguage } from './words/wording.ts';

const reviews: Record<SampleLanguage, readonly (readonly [CustomerReview['recommendation'], string])[]> = {
  en: [
    ['visit', 'Orders have slowed since the summer; find out why before the contract is renewed.'],
    ['cross-sell', 'Buys one range only. Show the second at the next visit.'],
    ['repeat', 'Steady. Keep the present rhythm.'],
  ],
  'zh-CN': [
    ['visit', '夏季以来订单放缓,续约前需了解原因。'],
    ['cross-sell', '只购买一个系列,下次拜访介绍第二个系列。'],
    ['repeat', '情况稳定,保持现有节奏。'],
  ],
};

/** A sample review of a customer. */
export function sampleCustomerReview(
  random: Random,
  given: Partial<CustomerReview> & { language?: SampleLanguage } = {},
): CustomerReview {
  const { language = 'en', ...fields } = given;
  const [recommendation, text] = random.pick(reviews[language]);
  return {
    ...envelope(random, fields),
    customerId: sampleId(random),
    period: '2026-Q4',
    recommendation,
    text,
    ...fields,
  };
}
