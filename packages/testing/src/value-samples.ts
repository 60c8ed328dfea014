import { kpis } from '@liaise/core/kpi';
import type { CatalogueKpi } from '@liaise/core/api/kpis';
import type { ValuePyramid } from '@liaise/core/api/value';
import type { Approval } from '@liaise/core/records/approval';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import type { Forecast } from '@liaise/core/records/forecast';
import type { Goal } from '@liaise/core/records/goal';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import type { Answer } from '@liaise/sdk/source';
import { ids, sampleKpi } from './samples.ts';

/** Further ids of what these samples show. */
export const valueIds = {
  companyGoal: '01930b5e-7c00-7000-8000-000000000301',
  teamGoal: '01930b5e-7c00-7000-8000-000000000302',
  repGoal: '01930b5e-7c00-7000-8000-000000000303',
  visitsGoal: '01930b5e-7c00-7000-8000-000000000304',
  checkIn: '01930b5e-7c00-7000-8000-000000000311',
  model: '01930b5e-7c00-7000-8000-000000000321',
  downgrade: '01930b5e-7c00-7000-8000-000000000331',
  stageMove: '01930b5e-7c00-7000-8000-000000000332',
} as const;

const envelope = (id: string) => ({
  id,
  version: 1,
  createdAt: '2026-10-01T08:00:00Z',
  updatedAt: '2026-11-02T08:00:00Z',
});
const asOf = '2026-11-21T02:00:00Z';

/** A forecast of a customer who buys about every six weeks. */
export function sampleForecast(change: Partial<Forecast> = {}): Forecast {
  return {
    model: 'bg-nbd',
    identified: true,
    alive: 0.91,
    within: { days: 90, probability: 0.62, interval: [0.48, 0.74] },
    window: { from: '2026-12-03', to: '2027-03-14' },
    expected: { days: 365, purchases: 4.2, interval: [3.1, 5.6] },
    lifetimeValue: { amount: { minor: 1_230_000, currency: 'EUR' }, interval: [820_000, 1_790_000] },
    asOf,
    ...change,
  };
}

/** A customer that is valuable, buys less than before and has a complaint open. */
export function sampleCustomerValue(change: Partial<CustomerValue> = {}): CustomerValue {
  return {
    customerId: ids.customer,
    name: 'Hengtong Precision Instruments',
    tier: 'big',
    proposedTier: 'medium',
    stage: 'retain',
    rfm: {
      recency: 24,
      frequency: 14,
      monetary: 18_650_000,
      scores: { recency: 5, frequency: 4, monetary: 4, cell: '544' },
    },
    signals: [
      {
        code: 'high-level',
        kind: 'valuable',
        reason: { en: 'Stands in the big tier.', 'zh-CN': '属于大客户。' },
      },
      {
        code: 'value-down',
        kind: 'changing',
        reason: { en: 'Value fell by 38 %.', 'zh-CN': '价值下降 38%。' },
      },
      {
        code: 'complaint-open',
        kind: 'problem',
        reason: { en: 'Open complaints: 1.', 'zh-CN': '未结投诉：1 件。' },
      },
    ],
    recommendation: {
      action: 'visit',
      because: 'complaint-open',
      reason: {
        en: 'Visit, and settle what is open before anything is sold.',
        'zh-CN': '先拜访并解决未结事项，再谈销售。',
      },
    },
    forecast: sampleForecast(),
    currency: 'EUR',
    value: 4_120_000,
    previousValue: 6_650_000,
    asOf,
    ...change,
  };
}

/** The pyramid of a rep's customers: few bring much. */
export function samplePyramid(change: Partial<ValuePyramid> = {}): ValuePyramid {
  return {
    subject: `rep:${ids.rep}`,
    asOf,
    currency: 'EUR',
    currencies: [{ currency: 'EUR', customers: 119 }],
    levels: [
      { tier: 'top', customers: 2, share: 2 / 119, value: 31_400_000, valueShare: 0.378, threshold: 12_000_000 },
      { tier: 'big', customers: 5, share: 5 / 119, value: 24_900_000, valueShare: 0.3, threshold: 5_500_000 },
      { tier: 'medium', customers: 18, share: 18 / 119, value: 18_200_000, valueShare: 0.219, threshold: 600_000 },
      { tier: 'small', customers: 94, share: 94 / 119, value: 8_560_000, valueShare: 0.103, threshold: null },
    ],
    without: 41,
    moves: { since: '2026-10-01', up: 3, down: 1 },
    asked: [],
    ...change,
  };
}

/** A downgrade that waits for a decision. */
export function sampleDowngrade(change: Partial<Approval> = {}): Approval {
  return {
    ...envelope(valueIds.downgrade),
    kind: 'downgrade',
    title: 'Hengtong Precision Instruments: big tier to medium tier',
    status: 'asked',
    customerId: ids.customer,
    tier: 'medium',
    text: 'The value of the last 365 days has stayed more than 15 % below the threshold for two periods.',
    ...change,
  };
}

/** A move between stages of life that waits for a decision. */
export function sampleStageMove(change: Partial<Approval> = {}): Approval {
  return {
    ...envelope(valueIds.stageMove),
    kind: 'stage-move',
    title: 'Retained → Lost',
    status: 'asked',
    customerId: ids.customer,
    stage: 'lost',
    text: 'Is still a customer with a probability of only 7 %.',
    ...change,
  };
}

/** A goal of each storey, from the company to a rep, and one that stands for itself. */
export function sampleGoals(): Goal[] {
  const quarter = { kpi: 'retention-rate', period: '2026-Q4' };
  return [
    {
      ...envelope(valueIds.companyGoal),
      ...quarter,
      subject: 'tenant',
      target: 0.9,
      baseline: 0.82,
      wording: 'Nine of ten customers stay with us over the winter.',
      dueOn: '2026-12-31',
    },
    {
      ...envelope(valueIds.teamGoal),
      ...quarter,
      subject: `team:${ids.team}`,
      target: 0.92,
      ownerId: ids.otherRep,
      dueOn: '2026-12-20',
      parentId: valueIds.companyGoal,
    },
    {
      ...envelope(valueIds.repGoal),
      ...quarter,
      subject: `rep:${ids.rep}`,
      target: 0.95,
      baseline: 0.9,
      wording: 'Talk to every customer who bought less than last year before December.',
      ownerId: ids.rep,
      dueOn: '2026-12-15',
      parentId: valueIds.teamGoal,
    },
    {
      ...envelope(valueIds.visitsGoal),
      kpi: 'visits-done',
      period: '2026-Q4',
      subject: `rep:${ids.rep}`,
      target: 60,
      ownerId: ids.rep,
    },
  ];
}

export function sampleCheckIn(change: Partial<CheckIn> = {}): CheckIn {
  return {
    ...envelope(valueIds.checkIn),
    goalId: valueIds.repGoal,
    at: '2026-11-16T09:00:00Z',
    confidence: 'at-risk',
    value: 0.91,
    note: 'Two customers wait for a new offer.',
    authorId: ids.rep,
    subject: `rep:${ids.rep}`,
    period: '2026-Q4',
    ...change,
  };
}

/** The house's own catalogue, as the gateway answers it. */
export function sampleCatalogue(): CatalogueKpi[] {
  return kpis.map(({ id, name, unit, direction, formula, minimumN, cumulative, ahead = false }) => ({
    id,
    name: { en: name.en, 'zh-CN': name['zh-CN'] },
    unit,
    direction,
    formula: { en: formula.en, 'zh-CN': formula['zh-CN'] },
    minimumN,
    cumulative,
    ahead,
    own: false,
  }));
}

/** Goals of the quarter with all that a page shows beside them. */
export function sampleGoalsAnswer(): Answer<'goals'> {
  const shares = { numerator: 0, denominator: 0 };
  return {
    goals: sampleGoals(),
    checkIns: [sampleCheckIn()],
    values: [
      sampleKpi({
        ...shares,
        subject: 'tenant',
        value: 0.871,
        target: 0.9,
        pace: 0.9,
        attainment: 0.64,
        thresholds: { good: 0.9, warn: 0.892 },
      }),
      sampleKpi({
        ...shares,
        subject: `team:${ids.team}`,
        value: 0.93,
        target: 0.92,
        pace: 0.92,
        attainment: 1.01,
        thresholds: { good: 0.92, warn: 0.85 },
      }),
      sampleKpi({ target: 0.95, pace: 0.95, attainment: 0.48, thresholds: { good: 0.95, warn: 0.9 } }),
      sampleKpi({
        kpi: 'visits-done',
        value: 41,
        unit: 'count',
        previous: 38,
        target: 60,
        pace: 34,
        attainment: 0.683,
        thresholds: { good: 60, warn: 54 },
      }),
    ],
    subjects: [
      { subject: 'tenant', name: '' },
      { subject: `team:${ids.team}`, name: 'Field team North', of: 'tenant' },
      { subject: `rep:${ids.rep}`, name: 'Lin Yue', of: `team:${ids.team}` },
      { subject: `rep:${ids.otherRep}`, name: 'Maria Keller', of: `team:${ids.team}` },
    ],
    kpis: sampleCatalogue(),
  };
}

/** An edition of a scorecard model that has begun. */
export function sampleModel(change: Partial<ScorecardModelRecord> = {}): ScorecardModelRecord {
  return {
    ...envelope(valueIds.model),
    model: 'sales',
    edition: 3,
    from: '2026-01-01',
    name: { en: 'Field sales', 'zh-CN': '外勤销售' },
    weights: [
      { kpi: 'retention-rate', weight: 50 },
      { kpi: 'visits-done', weight: 30 },
      { kpi: 'nps', weight: 20 },
    ],
    minimumCoverage: 0.6,
    bonus: {
      base: { minor: 200_000, currency: 'EUR' },
      steps: [
        { from: 0.8, share: 0.8 },
        { from: 1, share: 1 },
      ],
      between: 'linear',
      cap: 1.2,
    },
    ...change,
  };
}

/** The same as records of a memory source. */
export function sampleValueWorld() {
  const { goals, checkIns, values, subjects = [], kpis: catalogue = [] } = sampleGoalsAnswer();
  return {
    goals,
    checkIns,
    kpis: values,
    subjects,
    catalogue,
    models: [sampleModel()],
    pyramids: [samplePyramid()],
    approvals: [sampleDowngrade()],
    customerValues: [sampleCustomerValue()],
  };
}
