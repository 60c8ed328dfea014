// Written out from ../api/scorecards.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/scorecards.ts';
import { call } from './call.ts';
import { dictionary, either, flag, list, nullable, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { approval } from './approval.ts';
import { kpiPeriod } from './goal.ts';
import { kpiValue } from './kpi-value.ts';
import { day, id, instant, money, slug } from './primitives.ts';
import { recognition } from './recognition.ts';
import { review } from './review.ts';
import { bonusRule } from './scorecard-model.ts';

export const words: CheckOf<typeof source.words> = /* @__PURE__ */ (() => object({ en: text(), 'zh-CN': text() }))();
export const appliedModel: CheckOf<typeof source.appliedModel> = /* @__PURE__ */ (() =>
  object({ model: slug, version: whole(), from: day }, { name: either(text(), dictionary(text(), text())) }))();
export const scorecardLine: CheckOf<typeof source.scorecardLine> = /* @__PURE__ */ (() =>
  object({
    kpi: slug,
    name: words,
    weight: number(),
    share: number(),
    points: number(),
    attainment: nullable(number()),
    value: kpiValue,
  }))();
export const raterResult: CheckOf<typeof source.raterResult> = /* @__PURE__ */ (() =>
  object({
    role: oneOf('self', 'superior', 'peer', 'report', 'customer'),
    n: nullable(whole()),
    mean: nullable(number()),
    suppressed: nullable(oneOf('no-answers', 'too-few', 'few-new', 'secondary')),
  }))();
export const shownCertification: CheckOf<typeof source.shownCertification> = /* @__PURE__ */ (() =>
  object({ name: slug, tier: whole(), expired: flag }, { validUntil: day }))();
export const shownOfRep: CheckOf<typeof source.shownOfRep> = /* @__PURE__ */ (() =>
  object(
    { workload: object({ customers: whole(), openTasks: whole(), openCases: whole() }, { capacity: whole() }) },
    { grade: oneOf('junior', 'intermediate', 'senior', 'principal'), certifications: list(shownCertification) },
  ))();
export const scorecardAnswer: CheckOf<typeof source.scorecardAnswer> = /* @__PURE__ */ (() =>
  object(
    {
      subject: text(),
      name: text(),
      period: kpiPeriod,
      model: appliedModel,
      score: nullable(number()),
      coveredWeight: number(),
      totalWeight: number(),
      lines: list(scorecardLine),
      appeals: list(approval),
      reviews: list(review),
      asOf: instant,
    },
    {
      reason: oneOf('no-data', 'too-little-covered'),
      minimumCoverage: number(),
      previousScore: nullable(number()),
      bonus: object({ amount: nullable(money), rule: words, terms: bonusRule }),
      raters: list(raterResult),
      shown: shownOfRep,
    },
  ))();
export const readScorecard = /* @__PURE__ */ (() =>
  call<typeof source.readScorecard>('GET', '/v1/scorecards', { answer: scorecardAnswer }))();
export const leaderboardItem: CheckOf<typeof source.leaderboardItem> = /* @__PURE__ */ (() =>
  object(
    {
      repId: id,
      name: text(),
      position: nullable(whole()),
      ties: whole(),
      of: whole(),
      value: nullable(number()),
      n: whole(),
    },
    { reason: text(), previousPosition: nullable(whole()) },
  ))();
export const outlier: CheckOf<typeof source.outlier> = /* @__PURE__ */ (() =>
  object({ repId: id, kpi: slug, side: oneOf('learn-from', 'help'), deviation: number() }))();
export const leaderboard: CheckOf<typeof source.leaderboard> = /* @__PURE__ */ (() =>
  object(
    {
      scope: text(),
      name: text(),
      period: kpiPeriod,
      title: words,
      direction: oneOf('higher', 'lower', 'neutral'),
      rule: words,
      items: list(leaderboardItem),
      recognitions: list(recognition),
      complete: flag,
      asOf: instant,
    },
    {
      kpi: slug,
      model: appliedModel,
      unit: oneOf('count', 'share', 'money', 'days', 'hours', 'score', 'mean'),
      currency: text(),
      outliers: list(outlier),
    },
  ))();
export const readLeaderboard = /* @__PURE__ */ (() =>
  call<typeof source.readLeaderboard>('GET', '/v1/leaderboards', { answer: leaderboard }))();
