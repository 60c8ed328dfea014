import * as z from 'zod/mini';
import { kpiPeriod } from '../records/goal.ts';
import { customerRef, id, instant, language, slug } from '../records/primitives.ts';
import { raterRoles } from '../records/survey.ts';
import { page, paging } from './page.ts';
import { route, staff } from './route.ts';

/** A text of a survey: plain, or by language tag. */
const localized = z.union([z.string(), z.record(z.string(), z.string())]);
const interval = z.nullable(z.tuple([z.number(), z.number()]));
const withheld = z.nullable(z.enum(['no-answers', 'below-minimum']));
const share = z.nullable(z.number());

/** A score that is never bare: with the number it rests on and its 95 % interval, or why it is withheld. */
const score = { n: z.int(), score: z.nullable(z.number()), interval, withheld };

/** By what the figures of one score can be divided. */
export const resultDivisions = ['rep', 'team', 'customer', 'source', 'channel', 'language'] as const;

/** How good an answer to a scored question is: promoters, passives and detractors; or in the best boxes or not. */
export const scoreGroups = ['good', 'middle', 'poor'] as const;

/** What was before, and whether the score has moved by more than noise. */
export const earlierScore = z.object({
  from: instant,
  to: instant,
  n: z.int(),
  score: z.nullable(z.number()),
  difference: z.nullable(z.number()),
  interval,
  change: z.nullable(z.enum(['better', 'worse', 'within-noise'])),
});

/** One question's figures. `counts` by value, option or `row/option`, and of a score also its groups by name. */
export const questionResult = z.object({
  id: z.string(),
  type: z.string(),
  title: localized,
  ...score,
  counts: z.record(z.string(), z.int()),
  scale: z.optional(z.int()),
  topBoxes: z.optional(z.int()),
  easy: z.optional(z.enum(['high', 'low'])),
  options: z.optional(z.array(z.object({ id: z.string(), label: localized }))),
  rows: z.optional(z.array(z.object({ id: z.string(), label: localized }))),
  /** How many came past this question, finished or not; null where that is not told. */
  passed: z.nullable(z.int()),
  /** How many went no further than this question. */
  left: z.nullable(z.int()),
  earlier: z.optional(earlierScore),
});

/** The main score in one stretch of time. */
export const scoreMoment = z.object({ period: z.string(), from: instant, to: instant, ...score });

/** The main score of one rep, team, customer, source, channel or language. */
export const resultGroup = z.object({
  /** Null: of nobody, or not said. */
  id: z.nullable(z.string()),
  name: z.nullable(z.string()),
  ...score,
  invitations: z.nullable(z.int()),
  finished: z.nullable(z.int()),
  responseRate: share,
});

const rating = z.object({ n: z.int(), mean: z.number() });

/** What raters of one role said of somebody, from 1 to 5, as far as nobody can be singled out. */
export const reportedRole = z.object({
  role: z.enum(raterRoles),
  n: z.nullable(z.int()),
  mean: z.nullable(z.number()),
  suppressed: z.nullable(z.enum(['no-answers', 'too-few', 'few-new', 'secondary'])),
  questions: z.record(z.string(), rating),
});

/** A rep's 360-degree report. */
export const raterReport = z.object({
  repId: id,
  name: z.string(),
  roles: z.array(reportedRole),
  overall: z.nullable(z.object({ n: z.int(), mean: z.nullable(z.number()), questions: z.record(z.string(), rating) })),
});

/** A survey's figures. */
export const surveyResults = z.object({
  surveyId: id,
  name: z.string(),
  /** An anonymous survey is told whole or by blocks of time, and to leaders only. */
  anonymous: z.boolean(),
  /** Whether it takes no more answers. */
  closed: z.boolean(),
  /** Below this number of answers there is neither score nor counts. */
  minimum: z.int(),
  /** Confidence level of every interval. */
  level: z.number(),
  from: z.optional(instant),
  to: z.optional(instant),
  responses: z.int(),
  partial: z.int(),
  invitations: z.int(),
  started: z.int(),
  finished: z.int(),
  /** Finished invitations of those sent; null where none was, and where what is asked for is no trait of invitations. */
  responseRate: share,
  responseRateInterval: interval,
  /** How many opened it and answered nothing. */
  leftAtStart: z.nullable(z.int()),
  questions: z.array(questionResult),
  /** The question that series and groups are about. */
  question: z.nullable(z.string()),
  series: z.array(scoreMoment),
  groups: z.optional(z.object({ by: z.enum(resultDivisions), items: z.array(resultGroup), more: z.boolean() })),
  /** Of whom the caller may open a 360-degree report, once the survey is closed. */
  reports: z.array(z.object({ repId: id, name: z.string() })),
  report: z.optional(raterReport),
  asOf: instant,
});

const filters = {
  period: z.optional(kpiPeriod),
  from: z.optional(instant),
  to: z.optional(instant),
  repId: z.optional(id),
  teamId: z.optional(id),
  customerId: z.optional(customerRef),
  source: z.optional(slug),
  channel: z.optional(slug),
  language: z.optional(language),
  question: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
};

/** `GET /v1/surveys/{id}/results` */
export const readResults = route({
  name: 'surveys.results',
  method: 'GET',
  path: '/v1/surveys/{id}/results',
  summary: "A survey's figures with their sample size and interval.",
  roles: staff,
  query: z.strictObject({ ...filters, by: z.optional(z.enum(resultDivisions)), aboutRepId: z.optional(id) }),
  status: 200,
  answer: surveyResults,
});

/** What somebody wrote. Of an anonymous survey and of a 360-degree report nothing but the words is told. */
export const surveyComment = z.object({
  id: z.string(),
  question: z.string(),
  text: z.string(),
  score: z.nullable(z.number()),
  group: z.nullable(z.enum(scoreGroups)),
  at: z.optional(instant),
  responseId: z.optional(id),
  customerId: z.optional(id),
  customerName: z.optional(z.string()),
  repId: z.optional(id),
  repName: z.optional(z.string()),
  language: z.optional(language),
});

/** `GET /v1/surveys/{id}/comments`: newest first. */
export const listComments = route({
  name: 'surveys.comments',
  method: 'GET',
  path: '/v1/surveys/{id}/comments',
  summary: 'What people wrote, newest first, with the score that they gave.',
  roles: staff,
  query: z.strictObject({
    ...filters,
    scoreGroup: z.optional(z.enum(scoreGroups)),
    search: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    aboutRepId: z.optional(id),
    ...paging,
  }),
  status: 200,
  answer: page(surveyComment),
});

/** `GET /v1/surveys/{id}/results.csv`: a line a response; of an anonymous survey a line a count. */
export const exportResults = route({
  name: 'surveys.results-csv',
  method: 'GET',
  path: '/v1/surveys/{id}/results.csv',
  summary: 'The responses as a table for a spreadsheet, without anything that it would take for a formula.',
  roles: staff,
  query: z.strictObject(filters),
  status: 200,
  answerType: 'csv',
});

export type SurveyResults = z.output<typeof surveyResults>;
export type QuestionResult = z.output<typeof questionResult>;
export type ScoreMoment = z.output<typeof scoreMoment>;
export type ResultGroup = z.output<typeof resultGroup>;
export type ReportedRole = z.output<typeof reportedRole>;
export type ReportOnRep = z.output<typeof raterReport>;
export type SurveyComment = z.output<typeof surveyComment>;
export type ResultDivision = (typeof resultDivisions)[number];
export type ScoreGroup = (typeof scoreGroups)[number];
