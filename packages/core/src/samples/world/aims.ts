import type { SampleLanguage } from '../words/wording.ts';

/** What is wanted of one KPI. */
export interface Aim {
  kpi: string;
  every: 'month' | 'quarter';
  /** Targets for one rep, one team and the company; left out where nobody is measured by it. */
  rep?: number;
  team?: number;
  tenant?: number;
  warn?: number;
  /** Where it began. */
  baseline?: number;
}

/** The chief KPIs and what is wanted of them, beside spend, whose target follows from what was sold before. */
export const aims: readonly Aim[] = [
  { kpi: 'visits-done', every: 'month', rep: 20, team: 80, tenant: 160 },
  { kpi: 'new-customers', every: 'quarter', rep: 3, team: 12, tenant: 24 },
  { kpi: 'lost-customers', every: 'quarter', team: 2, tenant: 4 },
  { kpi: 'retention-rate', every: 'quarter', rep: 0.9, team: 0.9, tenant: 0.9, warn: 0.85, baseline: 0.75 },
  { kpi: 'task-completion-rate', every: 'month', rep: 0.9, team: 0.9, tenant: 0.9, warn: 0.75 },
  { kpi: 'nps', every: 'quarter', rep: 0.4, team: 0.4, tenant: 0.4, warn: 0.2, baseline: 0 },
  { kpi: 'csat', every: 'quarter', rep: 0.85, team: 0.85, tenant: 0.85, warn: 0.7, baseline: 0.5 },
  { kpi: 'complaints', every: 'month', rep: 2, team: 6, tenant: 12 },
  { kpi: 'customer-coverage', every: 'quarter', rep: 0.8, team: 0.8, tenant: 0.8, warn: 0.6, baseline: 0.4 },
];

/** The same KPIs of a month, once more for the quarter: by these scorecards judge. */
export const aimsOfTheQuarter: readonly Aim[] = [
  { kpi: 'visits-done', every: 'quarter', rep: 60, team: 240, tenant: 480 },
  { kpi: 'task-completion-rate', every: 'quarter', rep: 0.9, team: 0.9, tenant: 0.9, warn: 0.75, baseline: 0.5 },
  { kpi: 'complaints', every: 'quarter', rep: 5, team: 15, tenant: 30 },
];

/** Goals in words, by KPI. */
export const wordings: Readonly<Record<SampleLanguage, Readonly<Record<string, string>>>> = {
  en: {
    'visits-done': 'Be at the customers: hold every visit that the cadence asks for, and write it up the same day.',
    'new-customers': 'Win new customers from the named prospects, each with a first purchase.',
    'lost-customers': 'Lose nobody unnoticed: call before a customer has been silent for half a year.',
    'retention-rate': 'Keep nine of ten customers buying, the top tier without exception.',
    'task-completion-rate': 'Finish what was promised to customers by the day it was promised for.',
    nps: 'Have clearly more promoters than detractors among those who answer after a visit.',
    csat: 'Satisfy at least five of six who answer, and call back whoever was not.',
    complaints: 'Solve causes, so that fewer complaints come in than last quarter.',
    'customer-coverage': 'Reach four of five customers in person or by telephone.',
    spend: 'Sell a tenth more than in the average month of last year to the same customers.',
  },
  'zh-CN': {
    'visits-done': '按拜访节奏走访客户，并在当天完成拜访记录。',
    'new-customers': '从目标客户名单中开发新客户，并促成首次采购。',
    'lost-customers': '不让任何客户悄然流失：沉默满半年之前主动联系。',
    'retention-rate': '十位客户中至少九位持续采购，重点客户一个不丢。',
    'task-completion-rate': '答应客户的事情，在承诺的日期之前完成。',
    nps: '拜访后作答的客户中，推荐者明显多于贬损者。',
    csat: '六位作答客户中至少五位满意，不满意者及时回访。',
    complaints: '从根源解决问题，使投诉数低于上一季度。',
    'customer-coverage': '通过上门或电话联系到至少五分之四的客户。',
    spend: '同一批客户的销售额比去年月均提高一成。',
  },
};
