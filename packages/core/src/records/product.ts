import * as z from 'zod/mini';
import { line, money, prose } from './primitives.ts';
import { record } from './record.ts';

const schemas = record({
  required: { name: line(200) },
  defaults: { active: z.boolean() },
  values: { active: true },
  optional: { category: line(120), price: money, description: prose(2000) },
  server: {},
});

/** Something the company sells. */
export const productCreate = schemas.create;
/** A merge patch for a product. */
export const productChange = schemas.change;
/** A product, as the gateway answers it. */
export const product = schemas.stored;

export type ProductCreate = z.input<typeof productCreate>;
export type ProductChange = z.input<typeof productChange>;
export type Product = z.output<typeof product>;
