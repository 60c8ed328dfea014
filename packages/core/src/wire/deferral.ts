// Written out from ../records/deferral.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/deferral.ts';
import { nullable, object, oneOf, type CheckOf } from './check.ts';
import { id, instant } from './primitives.ts';

export const deferral: CheckOf<typeof source.deferral> = /* @__PURE__ */ (() =>
  object(
    { customerId: id, of: oneOf('contact', 'customer', 'account'), until: nullable(instant), at: instant },
    { contactId: id },
  ))();
