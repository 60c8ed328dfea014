import type { CustomerCard } from '@liaise/core/api/customers';
import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Visit } from '@liaise/core/records/visit';
import type { FigureSources } from './memory-scorecards.ts';
import type { OpenSurvey } from './memory-source.ts';

/** Records that tests show: fixed ids and instants, so that what is expected can be written down. */
export const ids = {
  customer: '01930b5e-7c00-7000-8000-000000000001',
  otherCustomer: '01930b5e-7c00-7000-8000-000000000002',
  rep: '01930b5e-7c00-7000-8000-0000000000aa',
  visit: '01930b5e-7c00-7000-8000-000000000101',
  otherRep: '01930b5e-7c00-7000-8000-0000000000ab',
  team: '01930b5e-7c00-7000-8000-0000000000ba',
} as const;

let counter = 0x1000;
const nextId = (): string => `01930b5e-7c00-7000-8000-${(counter++).toString(16).padStart(12, '0')}`;
const envelope = (id: string = nextId()) => ({
  id,
  version: 1,
  createdAt: '2026-01-05T08:00:00Z',
  updatedAt: '2026-11-02T08:00:00Z',
});

/** A visit that is planned, unless said. */
export function sampleVisit(change: Partial<Visit> = {}): Visit {
  return {
    ...envelope(ids.visit),
    customerId: ids.customer,
    repId: ids.rep,
    type: 'regular-visit',
    status: 'planned',
    unplanned: false,
    plannedStart: '2026-11-24T09:00:00Z',
    purpose: 'Renewal of the service contract',
    moves: [],
    ...change,
  };
}

/** A customer's card with something in each of its sections. */
export function sampleCard(change: Partial<CustomerCard> = {}): CustomerCard {
  const customerId = change.customer?.id ?? ids.customer;
  return {
    customer: {
      ...envelope(customerId),
      kind: 'organization',
      name: 'Hengtong Precision Instruments',
      stage: 'retain',
      tier: 'big',
      industry: 'Instruments',
      externalRefs: ['zoho:Accounts/123'],
      channels: [{ kind: 'email', value: 'office@hengtong.example' }],
    },
    assignments: [
      { role: 'holder', repId: ids.rep, name: 'Lin Yue', from: '2026-02-01', why: 'Speciality: instruments' },
      { role: 'deputy', repId: nextId(), name: 'Maria Keller', from: '2026-02-01' },
    ],
    contacts: [
      { ...envelope(), customerId, name: 'Chen Wei', role: 'decision-maker', title: 'Managing director' },
      { ...envelope(), customerId, name: 'Anna Sommer', role: 'influencer', title: 'Head of purchasing' },
    ],
    visits: [
      sampleVisit({ ...envelope(), customerId }),
      sampleVisit({
        ...envelope(),
        customerId,
        status: 'reported',
        plannedStart: '2026-10-20T09:00:00Z',
        checkedInAt: '2026-10-20T09:05:00Z',
        checkedOutAt: '2026-10-20T10:00:00Z',
        outcome: 'agreed',
      }),
    ],
    tasks: [
      {
        ...envelope(),
        ownerId: ids.rep,
        customerId,
        title: 'Send the renewal offer',
        status: 'open',
        priority: 'high',
        dueOn: '2026-11-27',
      },
    ],
    opportunities: [],
    cases: [
      {
        ...envelope(),
        customerId,
        kind: 'complaint',
        title: 'Delivery came late',
        status: 'in-progress',
        severity: 'high',
        openedAt: '2026-11-10T08:00:00Z',
      },
    ],
    purchases: {
      count: 14,
      totals: [
        { minor: 18_650_000, currency: 'EUR' },
        { minor: 42_000_050, currency: 'CNY' },
      ],
      firstAt: '2024-03-02T10:00:00Z',
      lastAt: '2026-10-28T10:00:00Z',
      recent: [],
    },
    score: { kind: 'nps', value: 0.42, at: '2026-10-21T10:00:00Z', n: 19 },
    lastContactAt: '2026-11-12T14:00:00Z',
    nextVisitAt: '2026-11-24T09:00:00Z',
    counts: { contacts: 2, visits: 9, openTasks: 1, openCases: 1, openOpportunities: 0 },
    asOf: '2026-11-21T09:00:00Z',
    ...change,
  };
}

/** A KPI's value with all that explains it. */
export function sampleKpi(change: Partial<KpiValue> = {}): KpiValue {
  return {
    kpi: 'retention-rate',
    subject: `rep:${ids.rep}`,
    period: '2026-Q4',
    value: 0.924,
    unit: 'share',
    direction: 'higher',
    numerator: 110,
    denominator: 119,
    n: 119,
    interval: [0.863, 0.959],
    previous: 0.9,
    target: 0.95,
    pace: 0.97,
    attainment: 0.9726,
    thresholds: { good: 0.95, warn: 0.85 },
    series: [
      { period: '2026-Q1', value: 0.88 },
      { period: '2026-Q2', value: 0.91 },
      { period: '2026-Q3', value: 0.9 },
      { period: '2026-Q4', value: 0.924 },
    ],
    lastYear: 0.87,
    rank: { position: 2, of: 8, scope: `team:${ids.team}`, ties: 2 },
    peers: { median: 0.91, of: 8, scope: `team:${ids.team}` },
    asOf: '2026-11-21T09:00:00Z',
    complete: false,
    formula: 'Customers held at the start who are still customers, divided by all customers held at the start.',
    sources: [{ resource: 'customers', count: 119 }],
    ...change,
  };
}

const line = (
  kpi: string,
  en: string,
  zh: string,
  weight: number,
  value: Partial<KpiValue>,
): ScorecardAnswer['lines'][number] => {
  const whole = sampleKpi({ kpi, ...value });
  const attainment = whole.attainment ?? null;
  return { kpi, name: { en, 'zh-CN': zh }, weight, share: 0, points: 0, attainment, value: whole };
};

/** A rep's scorecard: four KPIs of which one has no data, an open appeal and a decided one, both reviews, raters and a bonus. */
export function sampleScorecard(change: Partial<ScorecardAnswer> = {}): ScorecardAnswer {
  const { rank: _rank, peers: _peers, lastYear: _lastYear, interval: _interval, ...plain } = sampleKpi();
  const count = { unit: 'count', numerator: 41, denominator: 1, thresholds: { good: 40, warn: 30 } } as const;
  const lines = [
    line('retention-rate', 'Retention rate', '客户保留率', 40, {}),
    line('visits-done', 'Visits done', '完成拜访', 30, {
      ...plain,
      ...count,
      value: 41,
      previous: 38,
      target: 50,
      pace: 28,
      attainment: 0.82,
      n: 41,
      formula: 'Visits that were reported in the period.',
      sources: [{ resource: 'visits', count: 41 }],
    }),
    line('time-to-close', 'Time to close', '结案时间', 20, {
      ...plain,
      unit: 'hours',
      direction: 'lower',
      value: 52,
      previous: 47,
      target: 48,
      pace: 48,
      attainment: 0.9167,
      thresholds: { good: 48, warn: 72 },
      n: 17,
      formula: 'Hours from the opening of a case to its end, on average.',
      sources: [{ resource: 'cases', count: 17 }],
    }),
    line('nps', 'NPS', '净推荐值', 10, {
      ...plain,
      unit: 'score',
      value: null,
      reason: 'below-minimum',
      previous: null,
      target: 0.4,
      pace: 0.4,
      attainment: null,
      n: 3,
      formula: 'Share of promoters less share of detractors.',
      sources: [{ resource: 'responses', count: 3 }],
    }),
  ];
  const coveredWeight = 90;
  for (const one of lines) {
    one.share = one.attainment === null ? 0 : one.weight / coveredWeight;
    one.points = one.share * (one.attainment ?? 0);
  }
  const about = { kind: 'kpi-appeal', subject: { kind: 'rep', id: ids.rep }, requesterId: ids.rep } as const;
  return {
    subject: `rep:${ids.rep}`,
    name: 'Lin Yue',
    period: '2026-Q4',
    model: { model: 'sales', version: 3, from: '2026-01-01', name: { en: 'Field sales', 'zh-CN': '外勤销售' } },
    score: lines.reduce((sum, { points }) => sum + points, 0),
    coveredWeight,
    totalWeight: 100,
    lines,
    previousScore: 0.871,
    bonus: {
      amount: { minor: 182_400, currency: 'EUR' },
      rule: {
        en: 'From a score of 80 % on €1,600 is paid, from 100 % on €2,000, and in between in proportion.',
        'zh-CN': '得分达到 80% 时发放 1,600 欧元，达到 100% 时发放 2,000 欧元，其间按比例计算。',
      },
      terms: {
        base: { minor: 200_000, currency: 'EUR' },
        steps: [
          { from: 0.8, share: 0.8 },
          { from: 1, share: 1 },
        ],
        between: 'linear',
        cap: 1.2,
      },
    },
    appeals: [
      {
        ...envelope(),
        ...about,
        title: 'Visits done, Q4 2026',
        kpi: 'visits-done',
        period: '2026-Q4',
        text: 'Three visits of October were logged on paper while the app was down.',
        status: 'asked',
        createdAt: '2026-11-18T09:00:00Z',
      },
      {
        ...envelope(),
        ...about,
        title: 'Time to close, Q4 2026',
        kpi: 'time-to-close',
        period: '2026-Q4',
        text: 'The case of Kastanje waited for the factory for nine days.',
        status: 'refused',
        reason: 'Waiting for the factory counts for every rep alike.',
        createdAt: '2026-11-02T09:00:00Z',
        decidedAt: '2026-11-03T10:00:00Z',
      },
    ],
    reviews: [
      {
        ...envelope(),
        repId: ids.rep,
        period: '2026-Q4',
        kind: 'self',
        status: 'shared',
        ratings: [
          { topic: 'results', rating: 4 },
          { topic: 'customers', rating: 4, comment: 'Two accounts came back.' },
          { topic: 'teamwork', rating: 3 },
          { topic: 'development', rating: 3 },
        ],
        text: 'A good quarter with a slow start.',
        authorId: ids.rep,
        sharedAt: '2026-11-10T08:00:00Z',
      },
      {
        ...envelope(),
        repId: ids.rep,
        period: '2026-Q4',
        kind: 'superior',
        status: 'shared',
        ratings: [
          { topic: 'results', rating: 4, comment: 'Above plan since October.' },
          { topic: 'customers', rating: 5 },
          { topic: 'teamwork', rating: 4 },
          { topic: 'development', rating: 3 },
        ],
        text: 'Keep the pace of visits, and hand the small accounts over earlier.',
        sharedAt: '2026-11-14T08:00:00Z',
      },
    ],
    raters: [
      { role: 'self', n: 1, mean: 3.5, suppressed: null },
      { role: 'superior', n: 1, mean: 4, suppressed: null },
      { role: 'peer', n: 5, mean: 4.2, suppressed: null },
      { role: 'customer', n: null, mean: null, suppressed: 'too-few' },
    ],
    shown: {
      grade: 'senior',
      certifications: [
        { name: 'product-basics', tier: 1, expired: false },
        { name: 'key-account', tier: 2, validUntil: '2027-03-31', expired: false },
        { name: 'first-aid', tier: 1, validUntil: '2026-06-30', expired: true },
      ],
      workload: { customers: 24, capacity: 36, openTasks: 5, openCases: 2 },
    },
    asOf: '2026-11-21T09:00:00Z',
    ...change,
  };
}

/** The rows behind a figure: as many as asked for, and two more that the reader may not see. */
export function sampleSources(rows = 45, change: Partial<FigureSources> = {}): FigureSources {
  const items = Array.from({ length: rows }, (_, index) => ({
    resource: 'customers',
    id: nextId(),
    customerId: ids.customer,
    at: `2026-10-${String((index % 28) + 1).padStart(2, '0')}T09:00:00Z`,
    counted: index % 4 !== 3,
    tally: 'denominator' as const,
  }));
  return { kpi: 'retention-rate', subject: `rep:${ids.rep}`, period: '2026-Q4', items, hidden: 2, ...change };
}

/** A team of six, of whom two share a position and one has no value; with recognitions and whom to learn from. */
export function sampleLeaderboard(change: Partial<Leaderboard> = {}): Leaderboard {
  const others = ['Maria Keller', 'Chen Jing', 'Tom Brandt', 'Wang Fang', 'Aleksandra Wiśniewska-Kowalczyk'].map(
    (name, index) => ({ name, repId: index === 0 ? ids.otherRep : nextId() }),
  );
  const places: readonly (readonly [
    position: number | null,
    ties: number,
    value: number | null,
    before: number | null,
  ])[] = [
    [1, 1, 0.962, 3],
    [2, 2, 0.924, 2],
    [4, 1, 0.881, 1],
    [5, 1, 0.64, 5],
    [null, 0, null, 4],
  ];
  const items = others.map(({ name, repId }, index) => {
    const [position = null, ties = 0, value = null, previousPosition = null] = places[index] ?? [];
    const reason = value === null ? { reason: 'below-minimum' } : {};
    return {
      repId,
      name,
      position,
      ties,
      of: 5,
      value,
      n: value === null ? 2 : 80 + index,
      ...reason,
      previousPosition,
    };
  });
  items.splice(2, 0, {
    repId: ids.rep,
    name: 'Lin Yue',
    position: 2,
    ties: 2,
    of: 5,
    value: 0.924,
    n: 119,
    previousPosition: 4,
  });
  return {
    scope: `team:${ids.team}`,
    name: 'Field team North',
    period: '2026-Q4',
    kpi: 'retention-rate',
    title: { en: 'Retention rate', 'zh-CN': '客户保留率' },
    direction: 'higher',
    unit: 'share',
    rule: {
      en: 'The higher the retention rate, the better the position. Equal values share a position; who has fewer than 5 customers is not ranked.',
      'zh-CN': '客户保留率越高，名次越靠前。数值相同者并列；客户少于 5 名者不参与排名。',
    },
    items,
    outliers: [
      { repId: others[0]?.repId ?? ids.otherRep, kpi: 'retention-rate', side: 'learn-from', deviation: 3.8 },
      { repId: others[3]?.repId ?? ids.otherRep, kpi: 'retention-rate', side: 'help', deviation: -4.4 },
    ],
    recognitions: [
      {
        ...envelope(),
        repId: ids.otherRep,
        authorId: ids.rep,
        text: 'Won back two accounts that everybody had given up.',
        kpi: 'retention-rate',
        period: '2026-Q4',
        at: '2026-11-12T09:00:00Z',
      },
    ],
    complete: false,
    asOf: '2026-11-21T09:00:00Z',
    ...change,
  };
}

/** A survey that is open and not begun: a score, a reason, a choice. */
export function sampleSurvey(change: Partial<OpenSurvey> = {}): OpenSurvey {
  return {
    token: 'demo.AAAAAAAAAAAAAAAAAAAAAA',
    name: 'After the visit',
    definition: {
      id: 'after-visit',
      version: 3,
      language: 'en',
      questions: [
        {
          id: 'recommend',
          type: 'nps',
          required: true,
          title: { en: 'How likely are you to recommend us?', 'zh-CN': '您有多大可能向他人推荐我们?' },
        },
        {
          id: 'satisfied',
          type: 'csat',
          scale: 5,
          title: { en: 'How satisfied are you with the visit?', 'zh-CN': '您对这次拜访的满意程度如何?' },
        },
        {
          id: 'why',
          type: 'long-text',
          title: { en: 'What is the main reason?', 'zh-CN': '主要原因是什么?' },
          maxLength: 2000,
        },
      ],
    },
    answers: {},
    status: 'open',
    savedAt: null,
    fields: {},
    ...change,
  };
}
