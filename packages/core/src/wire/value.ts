// Written out from ../api/value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/value.ts';
import { call, page } from './call.ts';
import { list, nullable, number, object, oneOf, type CheckOf, whole } from './check.ts';
import { approval } from './approval.ts';
import { customerValue } from './customer-value.ts';
import { kpiSubject } from './goal.ts';
import { currency, day, instant } from './primitives.ts';

export const pyramidLevel: CheckOf<typeof source.pyramidLevel> = object({
  tier: oneOf('top', 'big', 'medium', 'small'),
  customers: whole(),
  share: nullable(number()),
  value: number(),
  valueShare: nullable(number()),
  threshold: nullable(number()),
});
export const valuePyramid: CheckOf<typeof source.valuePyramid> = object({
  subject: kpiSubject,
  asOf: nullable(instant),
  currency: nullable(currency),
  currencies: list(object({ currency, customers: whole() })),
  levels: list(pyramidLevel),
  without: whole(),
  moves: object({ since: day, up: whole(), down: whole() }),
  asked: list(approval),
});
export const readPyramid = call<typeof source.readPyramid>('GET', '/v1/value/pyramid', { answer: valuePyramid });
export const listValues = call<typeof source.listValues>('GET', '/v1/value/customers', { answer: page(customerValue) });
