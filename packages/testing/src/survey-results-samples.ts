import type { QuestionResult, SurveyComment, SurveyResults } from '@liaise/core/api/survey-results';
import { ids } from './samples.ts';

const surveyId = '01930b5e-7c00-7000-8000-000000000901';

const periods = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'] as const;
const scores = [
  { n: 48, score: 0.21, interval: [-0.02, 0.42], withheld: null },
  { n: 52, score: 0.25, interval: [0.03, 0.45], withheld: null },
  { n: 3, score: null, interval: null, withheld: 'below-minimum' },
  { n: 60, score: 0.45, interval: [0.25, 0.62], withheld: null },
] as const satisfies readonly Pick<QuestionResult, 'n' | 'score' | 'interval' | 'withheld'>[];

/** Figures of a survey with a score that has risen, groups, and a 360-degree report. */
export function sampleResults(change: Partial<SurveyResults> = {}): SurveyResults {
  return {
    surveyId,
    name: 'After a visit',
    anonymous: false,
    closed: false,
    minimum: 5,
    level: 0.95,
    from: '2026-10-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    responses: 60,
    partial: 9,
    invitations: 150,
    started: 72,
    finished: 60,
    responseRate: 0.4,
    responseRateInterval: [0.325, 0.48],
    leftAtStart: 2,
    question: 'recommend',
    questions: [
      {
        id: 'recommend',
        type: 'nps',
        title: { en: 'How likely are you to recommend us?', 'zh-CN': '您有多大可能向他人推荐我们?' },
        n: 60,
        score: 0.45,
        interval: [0.25, 0.62],
        withheld: null,
        counts: {
          ...{ 0: 1, 1: 0, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 5, 8: 8, 9: 15, 10: 22 },
          promoters: 37,
          passives: 13,
          detractors: 10,
        },
        passed: 67,
        left: 3,
        earlier: {
          from: '2026-07-01T00:00:00Z',
          to: '2026-10-01T00:00:00Z',
          n: 55,
          score: 0.2,
          difference: 0.25,
          interval: [0.01, 0.48],
          change: 'better',
        },
      },
      {
        id: 'satisfaction',
        type: 'csat',
        title: { en: 'How satisfied were you with the visit?', 'zh-CN': '您对这次拜访满意吗?' },
        n: 57,
        score: 0.86,
        interval: [0.75, 0.93],
        withheld: null,
        counts: { 1: 1, 2: 2, 3: 5, 4: 20, 5: 29, satisfied: 49 },
        scale: 5,
        topBoxes: 2,
        passed: 64,
        left: 1,
      },
      {
        id: 'topics',
        type: 'multiple-choice',
        title: 'What was it about?',
        n: 40,
        score: null,
        interval: null,
        withheld: null,
        counts: { price: 22, delivery: 18, other: 4 },
        options: [
          { id: 'price', label: 'Price' },
          { id: 'delivery', label: { en: 'Delivery', 'zh-CN': '交付' } },
        ],
        passed: 62,
        left: 0,
      },
      {
        id: 'why',
        type: 'long-text',
        title: { en: 'What is the main reason?', 'zh-CN': '主要原因是什么?' },
        n: 31,
        score: null,
        interval: null,
        withheld: null,
        counts: {},
        passed: 61,
        left: 3,
      },
    ],
    series: periods.map((period, at) => ({
      period,
      from: `2026-${String(at * 3 + 1).padStart(2, '0')}-01T00:00:00Z`,
      to: at === 3 ? '2027-01-01T00:00:00Z' : `2026-${String(at * 3 + 4).padStart(2, '0')}-01T00:00:00Z`,
      ...(scores[at] ?? scores[2]),
      interval: scores[at]?.interval ? [...scores[at].interval] : null,
    })),
    groups: {
      by: 'rep',
      more: false,
      items: [
        {
          ...{ id: ids.rep, name: 'Lin Yue', n: 34, score: 0.5, interval: [0.24, 0.7], withheld: null },
          ...{ invitations: 80, finished: 34, responseRate: 0.425 },
        },
        {
          ...{ id: ids.otherRep, name: 'Maria Keller', n: 23, score: 0.39, interval: [0.05, 0.65], withheld: null },
          ...{ invitations: 60, finished: 23, responseRate: 0.383 },
        },
        {
          ...{ id: null, name: null, n: 3, score: null, interval: null, withheld: 'below-minimum' },
          ...{ invitations: 10, finished: 3, responseRate: 0.3 },
        },
      ],
    },
    reports: [{ repId: ids.rep, name: 'Lin Yue' }],
    report: {
      repId: ids.rep,
      name: 'Lin Yue',
      roles: [
        { role: 'self', n: 1, mean: 4.5, suppressed: null, questions: { satisfaction: { n: 1, mean: 4.5 } } },
        { role: 'peer', n: 4, mean: 3.9, suppressed: null, questions: { satisfaction: { n: 4, mean: 3.9 } } },
        { role: 'report', n: null, mean: null, suppressed: 'secondary', questions: {} },
        { role: 'customer', n: null, mean: null, suppressed: 'too-few', questions: {} },
      ],
      overall: { n: 9, mean: 3.7, questions: { satisfaction: { n: 9, mean: 3.7 } } },
    },
    asOf: '2026-11-21T09:00:00Z',
    ...change,
  };
}

/** What people wrote, newest first. */
export function sampleComments(): SurveyComment[] {
  const of = (at: number, change: Partial<SurveyComment>): SurveyComment => ({
    id: `01930b5e-7c00-7000-8000-0000000009${String(10 + at)}-1`,
    question: 'why',
    text: 'Quick and friendly.',
    score: 10,
    group: 'good',
    at: `2026-11-${String(20 - at)}T09:00:00Z`,
    customerId: ids.customer,
    customerName: 'Hengtong Precision Instruments',
    repId: ids.rep,
    repName: 'Lin Yue',
    language: 'en',
    ...change,
  });
  return [
    of(0, {}),
    of(1, {
      text: 'The spare part came three weeks late. <b>Not good</b>',
      score: 3,
      group: 'poor',
      repId: ids.otherRep,
      repName: 'Maria Keller',
    }),
    of(2, { text: '交付太慢。', score: 6, group: 'poor', language: 'zh-CN' }),
    of(3, { text: 'Fine.', score: 8, group: 'middle' }),
  ];
}
