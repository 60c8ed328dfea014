// Written out from ../records/forecast.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/forecast.ts';
import { flag, nullable, number, object, oneOf, pair, text, type CheckOf, whole } from './check.ts';
import { day, instant, money } from './primitives.ts';

export const wording: CheckOf<typeof source.wording> = /* @__PURE__ */ (() =>
  object({ en: text(), 'zh-CN': text() }))();
export const forecast: CheckOf<typeof source.forecast> = /* @__PURE__ */ (() =>
  object(
    {
      model: oneOf('bg-nbd', 'mbg-nbd', 'pareto-nbd'),
      identified: flag,
      alive: number(0, 1),
      within: object({ days: whole(), probability: number(0, 1) }, { interval: pair(number(), number()) }),
      window: object({ from: nullable(day), to: nullable(day) }),
      expected: object({ days: whole(), purchases: number(0) }, { interval: pair(number(), number()) }),
      asOf: instant,
    },
    { lifetimeValue: object({ amount: money }, { days: whole(), interval: pair(number(), number()) }), note: wording },
  ))();
