import type { KpiDefinition } from './definition.ts';
import type { RowsOf } from './measure.ts';

/** What customers bring up counts for the rep who held the customer; how it is dealt with, for the owner of the case. */
const brought = (kind: 'complaint' | 'praise'): RowsOf<'cases'> => ({
  resource: 'cases',
  at: 'openedAt',
  owner: 'holder',
  where: [['==', 'kind', kind]],
});
const toSolve: RowsOf<'cases'>['where'] = [['!=', 'kind', 'praise']];
/** What is said about a rep's person (a 360-degree review) is no answer about the company. */
const finished: RowsOf<'responses'> = {
  resource: 'responses',
  at: 'finishedAt',
  owner: 'repId',
  where: [
    ['==', 'final', true],
    ['not', ['set', 'aboutRepId']],
  ],
};

/** KPIs of service and of what customers say. */
export const serviceKpis: readonly KpiDefinition[] = [
  {
    id: 'complaints',
    name: { en: 'Complaints', 'zh-CN': '投诉' },
    unit: 'count',
    direction: 'lower',
    formula: {
      en: 'Complaints opened in the period. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期内新开的投诉数，计入当日负责该客户的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'count', ...brought('complaint') },
  },
  {
    id: 'praise',
    name: { en: 'Praise', 'zh-CN': '表扬' },
    unit: 'count',
    direction: 'higher',
    formula: {
      en: 'Praise received in the period. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期内收到的表扬数，计入当日负责该客户的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'count', ...brought('praise') },
  },
  {
    id: 'time-to-first-contact',
    name: { en: 'Time to first contact', 'zh-CN': '首次响应时间' },
    unit: 'hours',
    direction: 'lower',
    formula: {
      en: 'Mean hours from opening to the first contact, over cases opened in the period that were answered, for the owner of the case. Praise is left out.',
      'zh-CN': '本期内新开且已响应的工单，从开单到首次联系的平均小时数，计入工单负责人；表扬不计。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      mean: { hours: ['openedAt', 'firstContactAt'] },
      of: { resource: 'cases', at: 'openedAt', owner: 'ownerId', where: toSolve },
    },
  },
  {
    id: 'time-to-close',
    name: { en: 'Time to close', 'zh-CN': '结案时间' },
    unit: 'hours',
    direction: 'lower',
    formula: {
      en: 'Mean hours from opening to closing, over cases closed in the period, for the owner of the case. Praise is left out.',
      'zh-CN': '本期内关闭的工单，从开单到关闭的平均小时数，计入工单负责人；表扬不计。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      mean: { hours: ['openedAt', 'closedAt'] },
      of: { resource: 'cases', at: 'closedAt', owner: 'ownerId', where: toSolve },
    },
  },
  {
    id: 'nps',
    name: { en: 'NPS', 'zh-CN': '净推荐值' },
    unit: 'score',
    direction: 'higher',
    formula: {
      en: 'Share of promoters (9 or 10) less share of detractors (0 to 6) among the answers finished in the period, for the rep who held the customer then. Fewer than 5 answers are not shown.',
      'zh-CN':
        '本期内完成的回答中，推荐者（9 至 10 分）比例减去贬损者（0 至 6 分）比例，计入当时负责该客户的客户经理；少于 5 份不显示。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { score: 'nps', of: finished },
  },
  {
    id: 'csat',
    name: { en: 'CSAT', 'zh-CN': '客户满意度' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Share of the answers finished in the period that chose one of the two best values (on scales of 2 or 3 the best one), for the rep who held the customer then. Fewer than 5 answers are not shown.',
      'zh-CN':
        '本期内完成的回答中，选择最高两档（2 至 3 档量表为最高一档）的比例，计入当时负责该客户的客户经理；少于 5 份不显示。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { score: 'csat', of: finished },
  },
  {
    id: 'ces',
    name: { en: 'CES', 'zh-CN': '客户费力度' },
    unit: 'mean',
    direction: 'higher',
    formula: {
      en: 'Mean of the answers finished in the period, on the line from 1 (hard) to 7 (easy), for the rep who held the customer then. Fewer than 5 answers are not shown.',
      'zh-CN': '本期内完成的回答的平均值，以 1（费力）至 7（轻松）计，计入当时负责该客户的客户经理；少于 5 份不显示。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { score: 'ces', of: finished },
  },
];
