/** What a customer is worth, how that changes, and what to do about it. */
export { midrankScores, type Scores } from './fifths.ts';
export {
  followStages,
  isForward,
  lifecycleMoves,
  lifecycleStages,
  proposeStage,
  type LifecycleFacts,
  type LifecyclePath,
  type LifecycleProposal,
  type LifecycleStage,
} from './lifecycle.ts';
export {
  classicShares,
  levels,
  nextLevel,
  pyramid,
  type HysteresisOptions,
  type Level,
  type LevelState,
  type Pyramid,
  type PyramidLevel,
  type PyramidOptions,
} from './pyramid.ts';
export { actions, recommend, type Action, type Recommendation } from './recommend.ts';
export {
  cohorts,
  contractualRetention,
  revenueRetention,
  silentRetention,
  type Activity,
  type Cohort,
  type Revenue,
  type RevenueRetention,
  type Share,
  type SilentRetention,
} from './retention.ts';
export { rfm, type Rfm, type RfmInput, type RfmScore } from './rfm.ts';
export {
  defaultSignalRules,
  signalCodes,
  signalKinds,
  signalsOf,
  type Signal,
  type SignalCode,
  type SignalKind,
  type SignalRules,
  type Signals,
} from './signals.ts';
export {
  levelNames,
  levelWords,
  recommendationWords,
  signalWords,
  stageNames,
  stageWords,
  type Words,
} from './words.ts';
