import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { KpiSourcesMessages } from './kpi-sources.messages.ts';

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
  'tier-changes': '等级变更',
};

const sourcesChinese: KpiSourcesMessages = {
  ...baseMessagesZh,
  show: '此数值的来源记录',
  rows: '来源记录',
  resource: (resource) => resources[resource] ?? resource.replaceAll('-', ' '),
  tally: { numerator: '计入分子', denominator: '计入分母', value: '已计入' },
  uncounted: '未计入',
  nothing: '没有可显示的记录。',
  hidden: (_count, written) => `另有 ${written} 条记录您无权查看。`,
  shown: (count) => `已显示 ${count} 条`,
  more: '显示更多',
};

export default sourcesChinese;
