import type { ValueMessages } from './value.messages.ts';

/** The words of customer value, in Chinese. */
export const valueMessagesZh: ValueMessages = {
  tiers: { top: '顶级客户', big: '大客户', medium: '中型客户', small: '小客户' },
  stages: { acquire: '潜在客户', build: '培育中', retain: '保持中', grow: '成长中', lost: '已流失' },
  actions: { visit: '拜访', 'cross-sell': '交叉销售', 'up-sell': '向上销售', repeat: '照常维系', leave: '放手' },
  signalKinds: { valuable: '高价值', changing: '有变化', problem: '有问题' },
  doNext: '建议',
  proposed: (tier) => `建议调整为${tier}`,
};
