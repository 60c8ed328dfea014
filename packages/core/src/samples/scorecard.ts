import type { CheckIn } from '../records/check-in.ts';
import type { Recognition } from '../records/recognition.ts';
import type { Review } from '../records/review.ts';
import type { ScorecardModelRecord } from '../records/scorecard-model.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';

const recently = (random: Random): string => instantOn(addDays(sampleToday, -random.integer(2, 40)), 600);

/** A sample check-in: a rep says how its goal stands. */
export function sampleCheckIn(random: Random, given: Partial<CheckIn> = {}): CheckIn {
  const at = given.at ?? recently(random);
  const authorId = sampleId(random);
  return {
    ...envelope(random, { createdAt: at, ...given }),
    goalId: sampleId(random),
    at,
    confidence: random.pick(['on-track', 'at-risk', 'off-track'] as const),
    authorId,
    subject: `rep:${given.authorId ?? authorId}`,
    period: '2026-Q4',
    ...given,
  };
}

/** A sample edition of a scorecard model, with a bonus. */
export function sampleScorecardModel(random: Random, given: Partial<ScorecardModelRecord> = {}): ScorecardModelRecord {
  return {
    ...envelope(random, given),
    model: 'customer-care',
    edition: 1,
    from: '2026-01-01',
    name: { en: 'Customer care', 'zh-CN': '客户关怀' },
    weights: [
      { kpi: 'retention-rate', weight: 40 },
      { kpi: 'nps', weight: 30 },
      { kpi: 'new-customers', weight: 30 },
    ],
    minimumCoverage: 0.5,
    bonus: {
      base: { minor: 300_000, currency: 'EUR' },
      steps: [
        { from: 0.7, share: 0.5 },
        { from: 1, share: 1 },
      ],
      between: 'linear',
      cap: 1.5,
    },
    ...given,
  };
}

/** A sample review: a superior's, shared. */
export function sampleReview(random: Random, given: Partial<Review> = {}): Review {
  const sharedAt = recently(random);
  return {
    ...envelope(random, { createdAt: sharedAt, ...given }),
    repId: sampleId(random),
    period: '2026-Q3',
    kind: 'superior',
    status: 'shared',
    authorId: sampleId(random),
    sharedAt,
    ratings: ['customers', 'reliability', 'teamwork'].map((topic) => ({ topic, rating: random.integer(2, 5) })),
    ...given,
  };
}

/** A sample recognition. */
export function sampleRecognition(random: Random, given: Partial<Recognition> = {}): Recognition {
  const at = given.at ?? recently(random);
  return {
    ...envelope(random, { createdAt: at, ...given }),
    repId: sampleId(random),
    authorId: sampleId(random),
    text: 'Thanks for taking over the visits at short notice.',
    at,
    ...given,
  };
}
