// Written out from ../api/survey-results.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/survey-results.ts';
import { call, page } from './call.ts';
import {
  dictionary,
  either,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  pair,
  text,
  type CheckOf,
  whole,
} from './check.ts';
import { id, instant, language } from './primitives.ts';

export const earlierScore: CheckOf<typeof source.earlierScore> = /* @__PURE__ */ (() =>
  object({
    from: instant,
    to: instant,
    n: whole(),
    score: nullable(number()),
    difference: nullable(number()),
    interval: nullable(pair(number(), number())),
    change: nullable(oneOf('better', 'worse', 'within-noise')),
  }))();
export const questionResult: CheckOf<typeof source.questionResult> = /* @__PURE__ */ (() =>
  object(
    {
      id: text(),
      type: text(),
      title: either(text(), dictionary(text(), text())),
      n: whole(),
      score: nullable(number()),
      interval: nullable(pair(number(), number())),
      withheld: nullable(oneOf('no-answers', 'below-minimum')),
      counts: dictionary(text(), whole()),
      passed: nullable(whole()),
      left: nullable(whole()),
    },
    {
      scale: whole(),
      topBoxes: whole(),
      easy: oneOf('high', 'low'),
      options: list(object({ id: text(), label: either(text(), dictionary(text(), text())) })),
      rows: list(object({ id: text(), label: either(text(), dictionary(text(), text())) })),
      earlier: earlierScore,
    },
  ))();
export const scoreMoment: CheckOf<typeof source.scoreMoment> = /* @__PURE__ */ (() =>
  object({
    period: text(),
    from: instant,
    to: instant,
    n: whole(),
    score: nullable(number()),
    interval: nullable(pair(number(), number())),
    withheld: nullable(oneOf('no-answers', 'below-minimum')),
  }))();
export const resultGroup: CheckOf<typeof source.resultGroup> = /* @__PURE__ */ (() =>
  object({
    id: nullable(text()),
    name: nullable(text()),
    n: whole(),
    score: nullable(number()),
    interval: nullable(pair(number(), number())),
    withheld: nullable(oneOf('no-answers', 'below-minimum')),
    invitations: nullable(whole()),
    finished: nullable(whole()),
    responseRate: nullable(number()),
  }))();
export const reportedRole: CheckOf<typeof source.reportedRole> = /* @__PURE__ */ (() =>
  object({
    role: oneOf('self', 'superior', 'peer', 'report', 'customer'),
    n: nullable(whole()),
    mean: nullable(number()),
    suppressed: nullable(oneOf('no-answers', 'too-few', 'few-new', 'secondary')),
    questions: dictionary(text(), object({ n: whole(), mean: number() })),
  }))();
export const raterReport: CheckOf<typeof source.raterReport> = /* @__PURE__ */ (() =>
  object({
    repId: id,
    name: text(),
    roles: list(reportedRole),
    overall: nullable(
      object({
        n: whole(),
        mean: nullable(number()),
        questions: dictionary(text(), object({ n: whole(), mean: number() })),
      }),
    ),
  }))();
export const surveyResults: CheckOf<typeof source.surveyResults> = /* @__PURE__ */ (() =>
  object(
    {
      surveyId: id,
      name: text(),
      anonymous: flag,
      closed: flag,
      minimum: whole(),
      level: number(),
      responses: whole(),
      partial: whole(),
      invitations: whole(),
      started: whole(),
      finished: whole(),
      responseRate: nullable(number()),
      responseRateInterval: nullable(pair(number(), number())),
      leftAtStart: nullable(whole()),
      questions: list(questionResult),
      question: nullable(text()),
      series: list(scoreMoment),
      reports: list(object({ repId: id, name: text() })),
      asOf: instant,
    },
    {
      from: instant,
      to: instant,
      groups: object({
        by: oneOf('rep', 'team', 'customer', 'source', 'channel', 'language'),
        items: list(resultGroup),
        more: flag,
      }),
      report: raterReport,
    },
  ))();
export const readResults = /* @__PURE__ */ (() =>
  call<typeof source.readResults>('GET', '/v1/surveys/{id}/results', { answer: surveyResults }))();
export const surveyComment: CheckOf<typeof source.surveyComment> = /* @__PURE__ */ (() =>
  object(
    {
      id: text(),
      question: text(),
      text: text(),
      score: nullable(number()),
      group: nullable(oneOf('good', 'middle', 'poor')),
    },
    { at: instant, responseId: id, customerId: id, customerName: text(), repId: id, repName: text(), language },
  ))();
export const listComments = /* @__PURE__ */ (() =>
  call<typeof source.listComments>('GET', '/v1/surveys/{id}/comments', { answer: page(surveyComment) }))();
export const exportResults = /* @__PURE__ */ (() =>
  call<typeof source.exportResults>('GET', '/v1/surveys/{id}/results.csv', { answerType: 'csv' }))();
