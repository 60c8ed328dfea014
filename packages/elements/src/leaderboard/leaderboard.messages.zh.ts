import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { LeaderboardMessages } from './leaderboard.messages.ts';

const reasons: Partial<Record<string, string>> = {
  'no-data': '没有数据',
  'below-minimum': '样本太少',
  'mixed-currencies': '多种货币',
  'not-started': '尚未开始',
  'too-little-covered': '数据太少',
};

const chinese: LeaderboardMessages = {
  ...baseMessagesZh,
  choose: '未选择排行榜：页面需给出指标或模型，以及期间。',
  nobody: '暂无可排名的人员。',
  board: '排行榜',
  company: '全公司',
  columns: { position: '名次', name: '姓名', value: '数值', change: '变化' },
  shared: (others) => `与另外 ${others} 名并列`,
  you: '您',
  sample: (n) => `样本 ${n}`,
  unranked: (reason) => `未排名：${reasons[reason] ?? '没有数值'}`,
  up: (places) => `上升 ${places} 名`,
  down: (places) => `下降 ${places} 名`,
  same: '持平',
  asOf: (when, running) => `数据时间：${when}${running ? '。本期尚未结束，名次可能变化。' : ''}`,
  outliers: '与众不同',
  onlyLeaders: '仅主管可见。它指出该看哪里，而不说明原因。',
  'learn-from': '值得学习',
  help: '需要帮助',
  by: (figure) => figure,
  recognitions: '表扬',
  none: '本期尚无表扬。',
  from: (name) => `来自 ${name}`,
  recognise: '表扬同事',
};

export default chinese;
