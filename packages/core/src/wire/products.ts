// Written out from ../api/products.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/products.ts';
import { calls } from './call.ts';
import { product } from './product.ts';

export const products = /* @__PURE__ */ (() => calls<typeof source.products>('products', product))();
