import { cadence, dayName } from '@liaise/core/kpi';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import {
  followStages,
  isForward,
  levels,
  nextLevel,
  pyramid,
  recommend,
  recommendationWords,
  rfm,
  signalWords,
  stageWords,
  type Level,
  type LifecyclePath,
  type RfmScore,
} from '@liaise/core/value';
import type { CustomerFacts, Days, PurchaseFacts, Tails } from './facts.ts';

/** The pyramid of the customers of one currency: scores, and the level that each customer's value calls for. */
export interface Standing {
  score: RfmScore;
  /** The level to be served at from now on: the present one, unless its value has called for another long enough. */
  level: Level;
  /** The value has called for a lower level; somebody decides. */
  lower: Level | null;
}

export interface Ranking {
  /** Least value of each level in minor units, highest first; null for the lowest. */
  thresholds: readonly (number | null)[];
  of: ReadonlyMap<string, Standing>;
}

/** Least value of a level as it can be written down: nothing for the lowest, the least amount where any will do. */
const written = (threshold: number): number | null =>
  Number.isFinite(threshold) ? Math.max(1, Math.ceil(threshold)) : null;

/**
 * Ranks the customers of one currency: recency, frequency and monetary scores, and levels with hysteresis. A level changes
 * where the value called for it at the end of last month and calls for it now. Who has none yet takes the one of today.
 */
export function rankCustomers(
  purchases: readonly PurchaseFacts[],
  tierOf: (customerId: string) => Level | null,
  { today, monthEnd }: Days,
  shares?: readonly number[],
): Ranking {
  const options = shares ? { shares } : {};
  const scores = rfm(
    purchases.map(({ customerId, days, last, total }) => ({
      id: customerId,
      sinceLast: today - last,
      frequency: days,
      monetary: total,
    })),
  ).customers;
  const now = pyramid(
    purchases.map(({ value }) => value),
    options,
  );
  const then = pyramid(
    purchases.filter(({ first }) => first <= monthEnd).map(({ valueAtMonthEnd }) => valueAtMonthEnd),
    options,
  );
  const thresholds = now.levels.map(({ threshold }) => threshold);
  const earlier = then.customers > 0 ? then.levels.map(({ threshold }) => threshold) : thresholds;
  const of = new Map<string, Standing>();
  purchases.forEach(({ customerId, value, valueAtMonthEnd, first }, i) => {
    const score = scores[i];
    const reached = now.of[i];
    if (!score || !reached) return;
    const level = tierOf(customerId);
    if (level === null) {
      of.set(customerId, { score, level: reached, lower: null });
      return;
    }
    const before = first <= monthEnd ? nextLevel({ level, pending: null }, valueAtMonthEnd, earlier) : null;
    const next = before ? nextLevel(before, value, thresholds) : null;
    of.set(customerId, {
      score,
      level: next?.moved === 'up' ? next.level : level,
      lower: next?.moved === 'down' ? next.level : null,
    });
  });
  return { thresholds: thresholds.map(written), of };
}

/** What a customer's row says beside its forecast. */
export type Assessment = Pick<
  CustomerValue,
  'signals' | 'recommendation' | 'proposedTier' | 'proposedStage' | 'stageReason' | 'previousValue'
> & { rfm: Omit<CustomerValue['rfm'], 'recency'> & { last: string } };

/** Who moves customers between stages of life: the job, or somebody whom it asks. */
export type StageMoves = NonNullable<CompanySettings['stageMoves']>;

/** What is assessed, and the moves between stages that go with it. */
export interface Assessed {
  assessment: Assessment;
  stages: LifecyclePath;
}

/** Signals with their reasons, what to do, and where the customer should stand once its moves are made. */
export function assess(
  facts: PurchaseFacts,
  customer: CustomerFacts,
  standing: Standing,
  {
    tails,
    offered,
    today,
    stageMoves,
  }: { tails: Tails | null; offered: number; today: number; stageMoves?: StageMoves },
): Assessed {
  const { value, previousValue, customerId } = facts;
  const { formerTier, tier, recommend: answer, lastContact, groupsBought } = customer;
  const previousLevel = formerTier ?? tier ?? undefined;
  const recommendation = recommend({
    id: customerId,
    level: standing.level,
    ...(previousLevel ? { previousLevel } : {}),
    value,
    previousValue,
    ...(tails ? { probabilityAlive: tails.alive } : {}),
    ...(tails?.aliveBefore === undefined ? {} : { previousProbabilityAlive: tails.aliveBefore }),
    ...(tails?.lower === undefined ? {} : { lowerTail: tails.lower }),
    ...(tails?.upper === undefined ? {} : { upperTail: tails.upper }),
    openComplaints: customer.complaints,
    openDisputes: customer.disputes,
    ...(answer === null ? {} : { recommend: answer }),
    ...(lastContact === null ? {} : { daysSinceContact: today - lastContact, cadenceDays: cadence[standing.level] }),
    ...(groupsBought === null || offered < 2 ? {} : { groupsBought, groupsOffered: offered }),
  });
  const { forward = 'automatic', back = 'propose' } = stageMoves ?? {};
  const stages = followStages(
    customer.stage,
    {
      purchases: facts.days,
      ...(tails ? { probabilityAlive: tails.alive } : {}),
      ...(previousValue > 0 ? { valueChange: value / previousValue - 1 } : {}),
      // Where nobody wrote down when it was given up, a purchase of the last quarter says that it has come back.
      boughtSince: customer.lostOn === null ? today - facts.last <= 90 : facts.last > customer.lostOn,
    },
    (move) => (isForward(move) ? forward : back) === 'automatic',
  );
  const stage = stages.proposed;
  const { recency, frequency, monetary, cell } = standing.score;
  const assessment: Assessment = {
    rfm: {
      last: dayName(facts.last),
      frequency: facts.days,
      monetary: facts.total,
      scores: { recency, frequency, monetary, cell },
    },
    signals: recommendation.signals.map((signal) => ({
      code: signal.code,
      kind: signal.kind,
      reason: signalWords(signal),
    })),
    recommendation: {
      action: recommendation.action,
      because: recommendation.because,
      reason: recommendationWords(recommendation),
    },
    ...(standing.lower ? { proposedTier: standing.lower } : {}),
    ...(stage ? { proposedStage: stage.to, stageReason: stageWords(stage) } : {}),
    previousValue,
  };
  return { assessment, stages };
}

/** Whether a level stands above another. */
export const isAbove = (one: Level, other: Level): boolean => levels.indexOf(one) < levels.indexOf(other);
