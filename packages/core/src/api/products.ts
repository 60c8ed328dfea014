import { externalRef, line } from '../records/primitives.ts';
import { product, productChange, productCreate } from '../records/product.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/products` */
export const products = resource({
  name: 'products',
  one: 'product',
  stored: product,
  create: productCreate,
  change: productChange,
  filters: { category: line(120), externalRef },
  writers: leaders,
});
