import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { SurveyResultsMessages } from './survey-results.messages.ts';

const chinese: SurveyResultsMessages = {
  ...baseMessagesZh,
  choose: '未选择问卷：页面需要指定一份问卷。',
  nobody: '尚未邀请任何人作答。',
  results: '问卷结果',
  metric: { nps: 'NPS', csat: '满意', ces: '省力程度' },
  between: (level, low, high) => `${level} 区间 ${low} 至 ${high}`,
  n: (n) => `n = ${n}`,
  'below-minimum': (least) => `回答太少，无法给出数值：至少需要 ${least} 份。`,
  'no-answers': '没有回答。',
  rate: (rate, low, high) => `回复率 ${rate}（${low} 至 ${high}）`,
  noRate: '没有回复率：这段时间未邀请任何人',
  change: {
    better: (by) => `比之前好：${by}`,
    worse: (by) => `比之前差：${by}`,
    'within-noise': (by) => `无明显变化：${by}`,
  },
  span: (low, high) => `（${low} 至 ${high}）`,
  noChange: (n) => `之前的回答太少（n = ${n}），无法判断是否有变化。`,
  anonymous: (least) => `匿名问卷：按整周分段公布，每段至少 ${least} 份回答，不作其他划分。`,
  funnel: {
    invitations: '已邀请',
    started: '受邀后开始',
    finished: '受邀后完成',
    responses: '全部完成的回答',
  },
  columns: { period: '时段', score: '得分', interval: '区间', n: 'n' },
  asOf: (when) => `截至 ${when}`,
  export: '下载 CSV',
  exporting: '正在获取文件……',
  notExported: '未能获取文件，请重试。',
};

export default chinese;
