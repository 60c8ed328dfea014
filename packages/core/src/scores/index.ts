export { timeBlocks, type TimeCell } from './blocks.ts';
export { ces, type CesDetail, type CesOptions, type CesResult } from './ces.ts';
export { csat, type CsatDetail, type CsatOptions, type CsatResult, defaultTopBoxes } from './csat.ts';
export { type Difference, difference } from './difference.ts';
export { type Estimate, wilson } from './intervals.ts';
export { nps, type NpsDetail, type NpsOptions, type NpsResult } from './nps.ts';
export { normalQuantile, studentQuantile } from './quantiles.ts';
export { type Rater, type RaterReport, raterReport, type RaterRole, type RatingMean } from './raters.ts';
export {
  type RaterGroup,
  spearmanBrown,
  suppressGroups,
  type SuppressedGroup,
  type SuppressedReport,
  type SuppressionReason,
  withinGroupAgreement,
} from './suppression.ts';
export type { Interval, ScoreOptions, WithheldReason } from './types.ts';
