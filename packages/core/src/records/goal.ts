import * as z from 'zod/mini';
import { day, id, prose, slug } from './primitives.ts';
import { record } from './record.ts';

/** Whose value it is: `rep:ID`, `team:ID`, `customer:ID` or `tenant`. */
export const kpiSubject = z
  .string()
  .check(
    z.maxLength(400),
    z.regex(
      /^(?:tenant|(?:rep|team):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|customer:\S.{2,319})$/,
      'Expected rep:ID, team:ID, customer:ID or tenant.',
    ),
  );

/** A period: a year, a quarter, a month, an ISO week, or the last 7, 30, 90 or 365 days. */
export const kpiPeriod = z
  .string()
  .check(
    z.regex(
      /^(?:\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]|W(?:0[1-9]|[1-4]\d|5[0-3])))?|last-(?:7|30|90|365)-days)$/,
      'Expected a period such as 2026, 2026-Q4, 2026-11, 2026-W47 or last-30-days.',
    ),
  );

const schemas = record({
  required: { kpi: slug, subject: kpiSubject, period: kpiPeriod, target: z.number() },
  defaults: {},
  values: {},
  optional: {
    baseline: z.number(),
    warn: z.number(),
    wording: prose(1000),
    ownerId: id,
    dueOn: day,
    parentId: id,
  },
  server: {},
});

/**
 * A goal: the target of one KPI for one subject and period, in the KPI's unit. `wording` says it in words, `baseline` is where it begins,
 * `parentId` is the goal that it serves, one step up the tree. What else makes a goal fit is said by `checkGoal` of `@liaise/core/kpi`.
 */
export const goalCreate = schemas.create;
/** A merge patch for a goal. */
export const goalChange = schemas.change;
/** A goal, as the gateway answers it. */
export const goal = schemas.stored;

export type GoalCreate = z.input<typeof goalCreate>;
export type GoalChange = z.input<typeof goalChange>;
export type Goal = z.output<typeof goal>;
