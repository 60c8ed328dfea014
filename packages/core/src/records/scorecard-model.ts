import * as z from 'zod/mini';
import { day, language, line, money, slug } from './primitives.ts';
import { record } from './record.ts';

/** How a bonus goes from one step to the next: it jumps at each, or rises in a straight line between them. */
export const bonusShapes = ['step', 'linear'] as const;

/** From which score on which share of the base is paid. */
export const bonusStep = z.strictObject({
  from: z.number().check(z.gte(0), z.lte(10)),
  share: z.number().check(z.gte(0), z.lte(10)),
});

/**
 * A bonus by the score: `base` is paid at share 1; below the first step nothing. `linear` rises between two steps in proportion and
 * goes on past the last at the same slope as long as `cap`, the highest share, allows; without a cap it stays.
 */
export const bonusRule = z.strictObject({
  base: money,
  steps: z.array(bonusStep).check(z.minLength(1), z.maxLength(20)),
  between: z.enum(bonusShapes),
  cap: z.optional(z.number().check(z.gte(0), z.lte(10))),
});

/** How much one KPI weighs among the others of its model. */
export const scorecardWeight = z.strictObject({
  kpi: slug,
  weight: z.number().check(z.gte(0.001), z.lte(1_000_000)),
});

const schemas = record({
  required: {
    model: slug,
    edition: z.int().check(z.gte(1), z.lte(100_000)),
    from: day,
    weights: z.array(scorecardWeight).check(z.minLength(1), z.maxLength(50)),
  },
  defaults: {},
  values: {},
  optional: {
    name: z.union([line(200), z.record(language, line(200))]),
    minimumCoverage: z.number().check(z.gte(0), z.lte(1)),
    bonus: bonusRule,
  },
  server: {},
});

/**
 * One edition of a scorecard model, as a writer sends it: which KPIs count how much from which day on, and the bonus that follows. A new
 * edition begins on its own day; one that has begun is never changed.
 */
export const scorecardModelCreate = schemas.create;
/** A merge patch for an edition that has not begun. */
export const scorecardModelChange = schemas.change;
/** An edition of a scorecard model, as the gateway answers it. */
export const scorecardModel = schemas.stored;

export type BonusRule = z.output<typeof bonusRule>;
export type ScorecardModelCreate = z.input<typeof scorecardModelCreate>;
export type ScorecardModelChange = z.input<typeof scorecardModelChange>;
export type ScorecardModelRecord = z.output<typeof scorecardModel>;
