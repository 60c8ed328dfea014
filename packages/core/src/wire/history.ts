// Written out from ../records/history.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/history.ts';
import { nullable, object, oneOf, text, type CheckOf } from './check.ts';
import { id, instant } from './primitives.ts';

export const historyEntry: CheckOf<typeof source.historyEntry> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      customerId: id,
      field: oneOf('tier', 'stage', 'holder'),
      from: nullable(text()),
      to: nullable(text()),
      at: instant,
      by: text(),
    },
    { why: text(1000) },
  ))();
