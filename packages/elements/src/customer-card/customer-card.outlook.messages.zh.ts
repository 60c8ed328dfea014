import { valueMessagesZh } from '../base/value.messages.zh.ts';
import type { OutlookMessages } from './customer-card.outlook.messages.ts';

const chinese: OutlookMessages = {
  ...valueMessagesZh,
  value: '价值',
  noValue: '尚未计算：没有购买记录，或夜间计算尚未处理。',
  lastYear: (value) => `最近365天 ${value}`,
  than: (change) => `较上一年 ${change}`,
  forecast: '预测',
  noForecast: '暂无预测：没有可依据的购买记录。',
  buys: (days, share) => `${days}天内购买的概率：${share}`,
  interval: (low, high) => `90% 置信区间 ${low} 至 ${high}`,
  noInterval: '无区间：数据不足以确定',
  window: (from, to) => `下次购买在${from}至${to}之间`,
  windowOpen: (from) => `下次购买在${from}之后，或不再购买`,
  windowSays: '概率为 60%',
  windowOpenSays: '五分之一的情形更早；超过五分之一的情形不再购买',
  never: '可能不再购买',
  alive: (share) => `仍为客户的概率为${share}`,
  expected: (count, days) => `${days}天内预计购买 ${count} 次`,
  worth: (amount) => `价值 ${amount}`,
  model: (name, asOf) => `模型 ${name}，数据时间：${asOf}`,
  unidentified: '数据无法区分已离开与暂停购买的客户，因此不将任何人视为流失。',
  models: { 'bg-nbd': 'BG/NBD', 'mbg-nbd': 'MBG/NBD', 'pareto-nbd': 'Pareto/NBD' },
};

export default chinese;
