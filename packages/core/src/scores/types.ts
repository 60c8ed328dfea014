/** Lower and upper bound. */
export type Interval = [low: number, high: number];

/** Why no figure is given: nobody answered, or fewer than the minimum asked for. */
export type WithheldReason = 'no-answers' | 'below-minimum';

/** What every score can be asked. */
export interface ScoreOptions {
  /** Confidence level of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /** A weight for each answer, in the same order, none negative. The interval then rests on Kish's effective n. */
  readonly weights?: readonly number[];
  /** Below this number of answers the figure and its counts are withheld. Default 1. */
  readonly minimum?: number;
}

/** What a score says of itself whether it is shown or withheld. */
export interface ScoreBase<Metric extends string> {
  readonly metric: Metric;
  /** Answers that are not blank. */
  readonly n: number;
  readonly blanks: number;
  /** Confidence level of the interval. */
  readonly level: number;
}

/** What a shown score rests on, besides the counts of its own metric. */
export interface ScoreDetail {
  /** How often each value was given, unweighted, from the lowest to the highest. */
  readonly distribution: readonly number[];
  /** Kish's effective sample size; equals `n` without weights. */
  readonly effectiveN: number;
  /** Standard error of `score`, without small-sample correction. */
  readonly standardError: number;
}

/**
 * A score with its interval, or the reason why there is none. Test `withheld === null` and TypeScript knows that the
 * figures are there.
 */
export type ScoreResult<Metric extends string, Detail extends ScoreDetail, Traits = object> = ScoreBase<Metric> &
  Traits &
  (
    | ({ readonly withheld: null; readonly score: number; readonly interval: Interval } & Detail)
    | ({ readonly withheld: WithheldReason; readonly score: null; readonly interval: null } & {
        readonly [Key in keyof Detail]: null;
      })
  );
