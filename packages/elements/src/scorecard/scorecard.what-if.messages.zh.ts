import type { WhatIfMessages } from './scorecard.what-if.messages.ts';

const chinese: WhatIfMessages = {
  explain: '可假设其他完成率或权重。仅在本页计算，不会保存或发送。',
  attainment: '完成率（%）',
  weight: '权重',
  attainmentOf: (name) => `${name}的完成率`,
  percentOf: (name) => `${name}的完成率（百分比）`,
  weightOf: (name) => `${name}的权重`,
  score: '得分将为',
  bonus: '奖金将为',
  reset: '恢复实际值',
};

export default chinese;
