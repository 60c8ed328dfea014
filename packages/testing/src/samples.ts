import type { CustomerCard } from '@liaise/core/api/customers';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Visit } from '@liaise/core/records/visit';
import type { OpenSurvey } from './memory-source.ts';

/** Records that tests show: fixed ids and instants, so that what is expected can be written down. */
export const ids = {
  customer: '01930b5e-7c00-7000-8000-000000000001',
  otherCustomer: '01930b5e-7c00-7000-8000-000000000002',
  rep: '01930b5e-7c00-7000-8000-0000000000aa',
  visit: '01930b5e-7c00-7000-8000-000000000101',
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
    rank: { position: 2, of: 8, scope: 'team' },
    asOf: '2026-11-21T09:00:00Z',
    complete: false,
    formula: 'Customers held at the start who are still customers, divided by all customers held at the start.',
    sources: [{ resource: 'customers', count: 119 }],
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
