import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { WhyMessages } from './kpi-badge.why.messages.ts';

const resources: Partial<Record<string, string>> = {
  customers: '客户',
  contacts: '联系人',
  visits: '拜访',
  interactions: '互动',
  tasks: '任务',
  purchases: '购买',
  opportunities: '商机',
  cases: '事项',
  responses: '问卷答复',
  history: '变更记录',
  assignments: '分配记录',
};

const among = (scope: string): string => (scope.startsWith('team') ? '团队内' : scope === 'tenant' ? '公司内' : '');

const whyChinese: WhyMessages = {
  ...baseMessagesZh,
  about: (name) => `关于${name}`,
  period: '期间',
  value: '数值',
  counts: '计数',
  of: (part, whole) => `${part} / ${whole}`,
  sample: '样本量 (n)',
  interval: '95% 区间',
  from: (low, high) => `${low} 至 ${high}`,
  previous: '上一期',
  target: '目标',
  pace: '当前应达',
  attainment: '完成率',
  rank: '排名',
  place: (position, of, others, scope) =>
    `${among(scope)}第 ${position} 名，共 ${of} 名${others > 0 ? `，与另外 ${others} 名并列` : ''}`,
  lastYear: '去年同期',
  peers: '同侪中位数',
  median: (figure, of, scope) => `${figure}（${among(scope)} ${of} 名）`,
  sources: '来源记录',
  source: (resource, count) => `${count} 条${resources[resource] ?? resource}`,
  asOf: '数据时间',
  running: '本期尚未结束',
  missing: {
    'no-data': '本期没有数据。',
    'below-minimum': '样本太少，不给出数值。',
    'mixed-currencies': '多种货币的金额不相加。',
    'not-started': '本期尚未开始。',
  },
  noFigure: '没有数值。',
  choose: '未选择指标：页面需给出指标、对象和期间。',
};

export default whyChinese;
