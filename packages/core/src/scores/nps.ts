import { clamp, type Estimate, netEstimate, normalWidth } from './intervals.ts';
import { tally } from './tally.ts';
import type { ScoreDetail, ScoreOptions, ScoreResult } from './types.ts';

export interface NpsOptions extends ScoreOptions {
  /**
   * `adjusted-wald` (default) puts 3/4 of an answer on promoters and detractors and 3/2 on passives before the interval
   * is taken; `wald` does not, and is only right for hundreds of answers.
   */
  readonly method?: 'adjusted-wald' | 'wald';
}

export interface NpsDetail extends ScoreDetail {
  /** Answers 9 and 10, unweighted. */
  readonly promoters: number;
  /** Answers 7 and 8, unweighted. */
  readonly passives: number;
  /** Answers 0 to 6, unweighted. */
  readonly detractors: number;
  /** What the interval is built around; not the figure to show. */
  readonly adjusted: Estimate;
}

export type NpsResult = ScoreResult<'nps', NpsDetail>;

const sum = (values: readonly number[], from: number, to: number): number =>
  values.slice(from, to).reduce((total, value) => total + value, 0);

/**
 * Net Promoter Score: share of promoters (9, 10) less share of detractors (0 to 6), from -1 to 1 (Reichheld 2003, HBR
 * 81(12)). The score is the plain one; its interval is the adjusted Wald interval of Rocks (2016), The American
 * Statistician 70:365, doi:10.1080/00031305.2016.1158124, so it need not be centred on the score; where it
 * would miss the score (a single answer) it is stretched to hold it.
 *
 * @param answers whole numbers 0 to 10; `null` is a blank and counts for nothing
 * @throws RangeError naming the index of an answer that is neither
 */
export function nps(answers: readonly (number | null)[], options: NpsOptions = {}): NpsResult {
  const { n, blanks, distribution, shares, effectiveN, withheld, level } = tally(answers, 0, 10, options);
  const base = { metric: 'nps', n, blanks, level } as const;
  if (withheld !== null)
    return {
      ...base,
      withheld,
      score: null,
      interval: null,
      promoters: null,
      passives: null,
      detractors: null,
      distribution: null,
      effectiveN: null,
      standardError: null,
      adjusted: null,
    };
  const promoterShare = sum(shares, 9, 11);
  const detractorShare = sum(shares, 0, 7);
  const plain = netEstimate(promoterShare, detractorShare, effectiveN, 0);
  const adjusted = options.method === 'wald' ? plain : netEstimate(promoterShare, detractorShare, effectiveN, 0.75);
  const half = normalWidth(level) * adjusted.standardError;
  return {
    ...base,
    withheld,
    score: plain.score,
    interval: [
      clamp(Math.min(adjusted.score - half, plain.score), -1, 1),
      clamp(Math.max(adjusted.score + half, plain.score), -1, 1),
    ],
    promoters: sum(distribution, 9, 11),
    passives: sum(distribution, 7, 9),
    detractors: sum(distribution, 0, 7),
    distribution,
    effectiveN,
    standardError: plain.standardError,
    adjusted,
  };
}
