export { scoredAnswer, scoredAnswers } from './answers.ts';
export { findKpi, kpis } from './catalogue.ts';
export { cadence } from './catalogue-work.ts';
export { checkKpi, isKpi, type KpiFault } from './check.ts';
export { inLocale, type KpiDefinition, type Words } from './definition.ts';
export { createEvaluator, type Evaluation, type Evaluator, type Question, type Records } from './evaluate.ts';
export { holders } from './holders.ts';
export * from './measure.ts';
export { cutPeriod, type Moments, momentsOf, type Span, spanOf, windowSpan } from './moments.ts';
export { dayName, dayNumber, dayOf, startOfDay } from './days.ts';
export { periodLabel } from './period-label.ts';
export {
  type Calendar,
  comparableMoment,
  daysOf,
  earlierPeriod,
  parsePeriod,
  type Period,
  type PeriodKind,
  samePeriodLastYear,
  seriesOf,
  shareElapsed,
  stageOf,
} from './periods.ts';
export { parseSubject, type Subject } from './subject.ts';
export {
  addTallies,
  aggregatesOf,
  type Figure,
  figureOf,
  isAdditive,
  sourcesOf,
  type Tally,
  tallyCount,
} from './tally.ts';
export { bonus, type Bonus, type BonusFault, checkBonus, describeBonus } from './bonus.ts';
export { attainment, type Attainment, type AttainmentInput, reaches } from './attainment.ts';
export { comparisonOf } from './comparison.ts';
export { describeKpi, type Parts } from './describe.ts';
export { dash, formatChange, formatKpi } from './format.ts';
export {
  checkGoal,
  checkParent,
  type GoalFault,
  type GoalNode,
  type GoalShape,
  goalTree,
  missingOf,
  shortestWording,
} from './goal-tree.ts';
export { fewestForOutliers, type Outlier, outlierBound, outliers } from './outliers.ts';
export { pace, type Pace, type PaceInput } from './pace.ts';
export { rank, type Ranked } from './rank.ts';
export { fewestPeers, type Standing, standing } from './standing.ts';
export { modelOn, scorecard, type Scorecard, type ScorecardLine, type ScorecardModel } from './scorecard.ts';
export { type Status, statusOf, trend, type Trend } from './trend.ts';
export { type KpiPlan, type KpiRequest, kpiValueOf, planKpi, type PlanOptions } from './plan.ts';
