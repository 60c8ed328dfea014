import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { ScorecardMessages } from './scorecard.messages.ts';

const chinese: ScorecardMessages = {
  ...baseMessagesZh,
  choose: '未选择记分卡：页面需给出对象和期间。',
  card: '记分卡',
  company: '公司',
  score: '得分',
  edition: (name, version, from) => `${name}，第 ${version} 版，自${from}起`,
  covered: (share) => `${share} 的权重有数据`,
  needs: (share) => `至少 ${share} 才有得分`,
  missing: { 'no-data': '没有得分：各项指标均无数据。', 'too-little-covered': '没有得分：有数据的权重太少。' },
  none: '',
  good: '已达目标',
  warn: '接近目标',
  bad: '未达目标',
  trend: { up: '上升', down: '下降', flat: '持平', unknown: '' },
  columns: { kpi: '指标', value: '数值', target: '目标', attainment: '完成率', weight: '权重', points: '贡献' },
  noData: '没有数据',
  bonus: '按此得分的奖金',
  panels: { 'what-if': '假设测算', reviews: '评估', appeals: '申诉', shown: '仅展示，不计分' },
  toDecide: (count) => `${count} 项待决定`,
  toRead: '待确认',
  asOf: (when) => `数据时间：${when}`,
};

export default chinese;
