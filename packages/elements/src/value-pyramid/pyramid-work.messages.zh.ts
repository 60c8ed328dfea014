import { baseMessagesZh } from '../base/base.messages.zh.ts';
import { filedMessagesZh } from '../base/filing.messages.zh.ts';
import { valueMessagesZh } from '../base/value.messages.zh.ts';
import type { PyramidWorkMessages } from './pyramid-work.messages.ts';

const chinese: PyramidWorkMessages = {
  ...baseMessagesZh,
  ...valueMessagesZh,
  filed: filedMessagesZh,
  listed: (tier) => `${tier}名单`,
  nobody: '没有符合条件的客户。',
  every: '全部',
  more: '显示更多',
  value: '价值',
  than: (change) => `较上一年 ${change}`,
  buys: (share, days) => `${days}天内购买的概率为${share}`,
  review: '评审',
  reviewOf: (name) => `评审${name}`,
  recommendation: '建议',
  text: '理由与约定',
  nextOn: '下次评审日期',
  optional: '选填',
  save: '保存评审',
  back: '返回',
  reviewed: '已评审',
  reason: '理由',
  ofTier: { approve: '同意降级', refuse: '保留等级', missing: '请简单说明保留等级的理由。' },
  ofStage: { approve: '同意调整', refuse: '保留阶段', missing: '请简单说明保留阶段的理由。' },
  wrong: {
    text: '请缩短内容，不超过 4000 字。',
    nextOn: '请填写存在的日期，不早于今天。',
    recommendation: '请选择建议。',
  },
};

export default chinese;
