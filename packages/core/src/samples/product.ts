import type { Product } from '../records/product.ts';
import { envelope } from './identity.ts';
import { entry, type Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

/** Prices of the catalogue's items in euros. */
const prices = [3490, 690, 84, 26, 1190, 540, 48, 890, 320];
const rates = { EUR: 1, USD: 1.1, CNY: 8 } as const;

/** How many items the catalogue has. */
export const catalogueSize = prices.length;

/** A sample product: item `item` of the catalogue, priced in `currency`. */
export function sampleProduct(
  random: Random,
  given: Partial<Product> & { item?: number; currency?: keyof typeof rates } = {},
): Product {
  const { item = random.integer(0, catalogueSize - 1), currency = 'EUR', ...fields } = given;
  const language: SampleLanguage = currency === 'CNY' ? 'zh-CN' : 'en';
  const words = wordingIn[language];
  return {
    ...envelope(random, fields),
    name: entry(words.items, item),
    active: true,
    category: entry(words.categories, item),
    price: { minor: Math.round(entry(prices, item) * rates[currency]) * 100, currency },
    ...fields,
  };
}
