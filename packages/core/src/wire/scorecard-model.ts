// Written out from ../records/scorecard-model.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/scorecard-model.ts';
import { dictionary, either, list, number, object, oneOf, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { day, externalRef, id, instant, language, money, slug } from './primitives.ts';

export const bonusStep: CheckOf<typeof source.bonusStep> = /* @__PURE__ */ (() =>
  object({ from: number(0, 10), share: number(0, 10) }))();
export const bonusRule: CheckOf<typeof source.bonusRule> = /* @__PURE__ */ (() =>
  object({ base: money, steps: list(bonusStep, 20, 1), between: oneOf('step', 'linear') }, { cap: number(0, 10) }))();
export const scorecardWeight: CheckOf<typeof source.scorecardWeight> = /* @__PURE__ */ (() =>
  object({ kpi: slug, weight: number(0.001, 1000000) }))();
export const scorecardModel: CheckOf<typeof source.scorecardModel> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      model: slug,
      edition: whole(1, 100000),
      from: day,
      weights: list(scorecardWeight, 50, 1),
    },
    {
      name: either(line(200), dictionary(language, line(200))),
      minimumCoverage: number(0, 1),
      bonus: bonusRule,
      externalRefs: list(externalRef, 20),
    },
  ))();
