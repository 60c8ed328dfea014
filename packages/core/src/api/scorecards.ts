import * as z from 'zod/mini';
import { approval } from '../records/approval.ts';
import { kpiPeriod } from '../records/goal.ts';
import { kpiUnits, kpiValue } from '../records/kpi-value.ts';
import { day, id, instant, money, slug } from '../records/primitives.ts';
import { recognition } from '../records/recognition.ts';
import { grades } from '../records/rep.ts';
import { review } from '../records/review.ts';
import { bonusRule } from '../records/scorecard-model.ts';
import { raterRoles } from '../records/survey.ts';
import { route, staff } from './route.ts';

/** A text in both languages of the house. */
export const words = z.object({ en: z.string(), 'zh-CN': z.string() });

/** Of whom a scorecard is: a rep, a team or the whole company. */
export const scorecardSubject = z
  .string()
  .check(
    z.maxLength(60),
    z.regex(
      /^(?:tenant|(?:rep|team):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      'Expected rep:ID, team:ID or tenant.',
    ),
  );

/** Which edition of a model was applied. */
export const appliedModel = z.object({
  model: slug,
  version: z.int(),
  from: day,
  name: z.optional(z.union([z.string(), z.record(z.string(), z.string())])),
});

/** One KPI of a scorecard: its value whole, how far it got, and what that adds to the score. */
export const scorecardLine = z.object({
  kpi: slug,
  name: words,
  weight: z.number(),
  share: z.number(),
  points: z.number(),
  attainment: z.nullable(z.number()),
  value: kpiValue,
});

/** What raters of one role said, from 1 to 5; hidden where few answered, or where a hidden one could be worked out from it. */
export const raterResult = z.object({
  role: z.enum(raterRoles),
  n: z.nullable(z.int()),
  mean: z.nullable(z.number()),
  suppressed: z.nullable(z.enum(['no-answers', 'too-few', 'few-new', 'secondary'])),
});

/** A certificate of a rep, told beside a score: `validUntil` is its last day, and once that has passed it has `expired`. */
export const shownCertification = z.object({
  name: slug,
  tier: z.int(),
  validUntil: z.optional(day),
  expired: z.boolean(),
});

/** What is told of a rep beside its score and counts nothing there: its training, and the work it has at the moment of the answer. */
export const shownOfRep = z.object({
  grade: z.optional(z.enum(grades)),
  certifications: z.optional(z.array(shownCertification)),
  workload: z.object({
    customers: z.int(),
    capacity: z.optional(z.int()),
    openTasks: z.int(),
    openCases: z.int(),
  }),
});

/** A scorecard with all that explains it. */
export const scorecardAnswer = z.object({
  subject: z.string(),
  name: z.string(),
  period: kpiPeriod,
  model: appliedModel,
  score: z.nullable(z.number()),
  reason: z.optional(z.enum(['no-data', 'too-little-covered'])),
  coveredWeight: z.number(),
  totalWeight: z.number(),
  minimumCoverage: z.optional(z.number()),
  lines: z.array(scorecardLine),
  previousScore: z.optional(z.nullable(z.number())),
  bonus: z.optional(z.object({ amount: z.nullable(money), rule: words, terms: bonusRule })),
  appeals: z.array(approval),
  reviews: z.array(review),
  raters: z.optional(z.array(raterResult)),
  shown: z.optional(shownOfRep),
  asOf: instant,
});

/** `GET /v1/scorecards?subject=&period=&model=`: without `model` the company's usual one. */
export const readScorecard = route({
  name: 'scorecards.read',
  method: 'GET',
  path: '/v1/scorecards',
  summary: 'A scorecard: the KPIs of a model, weighed, with appeals, reviews and the bonus that follows.',
  roles: staff,
  query: z.strictObject({ subject: scorecardSubject, period: kpiPeriod, model: z.optional(slug) }),
  status: 200,
  answer: scorecardAnswer,
});

/** One rep on a leaderboard. Who has no value is not ranked, and the reason is said. */
export const leaderboardItem = z.object({
  repId: id,
  name: z.string(),
  position: z.nullable(z.int()),
  ties: z.int(),
  of: z.int(),
  value: z.nullable(z.number()),
  n: z.int(),
  reason: z.optional(z.string()),
  previousPosition: z.optional(z.nullable(z.int())),
});

/** Somebody far from the others by one KPI: to learn from, or to help. */
export const outlier = z.object({ repId: id, kpi: slug, side: z.enum(['learn-from', 'help']), deviation: z.number() });

/** A leaderboard with its rule in words. */
export const leaderboard = z.object({
  scope: z.string(),
  name: z.string(),
  period: kpiPeriod,
  kpi: z.optional(slug),
  model: z.optional(appliedModel),
  title: words,
  direction: z.enum(['higher', 'lower', 'neutral']),
  unit: z.optional(z.enum(kpiUnits)),
  currency: z.optional(z.string()),
  rule: words,
  items: z.array(leaderboardItem),
  outliers: z.optional(z.array(outlier)),
  recognitions: z.array(recognition),
  complete: z.boolean(),
  asOf: instant,
});

/** `GET /v1/leaderboards?kpi=|model=&team=&period=`: without `team` the caller's own, or the whole company for those who run it. */
export const readLeaderboard = route({
  name: 'leaderboards.read',
  method: 'GET',
  path: '/v1/leaderboards',
  summary: "A team's reps by one KPI or by a scorecard's score, best first, with the rule in words.",
  roles: staff,
  query: z.strictObject({
    kpi: z.optional(slug),
    model: z.optional(slug),
    team: z.optional(id),
    period: kpiPeriod,
  }),
  status: 200,
  answer: leaderboard,
});

export type ScorecardAnswer = z.output<typeof scorecardAnswer>;
export type ScorecardAnswerLine = z.output<typeof scorecardLine>;
export type RaterResult = z.output<typeof raterResult>;
export type ShownOfRep = z.output<typeof shownOfRep>;
export type Leaderboard = z.output<typeof leaderboard>;
export type LeaderboardItem = z.output<typeof leaderboardItem>;
export type Outlier = z.output<typeof outlier>;
