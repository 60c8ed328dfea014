import { baseMessagesZh } from '../base/base.messages.zh.ts';
import { valueMessagesZh } from '../base/value.messages.zh.ts';
import type { ValuePyramidMessages } from './value-pyramid.messages.ts';

const chinese: ValuePyramidMessages = {
  ...baseMessagesZh,
  tiers: valueMessagesZh.tiers,
  stages: valueMessagesZh.stages,
  title: '客户价值',
  choose: '未选择对象：页面需说明是谁的客户。',
  nobody: '尚无客户购买，或价值尚未计算。',
  asOf: (when) => `数据时间：${when}`,
  scope: '最近365天的购买',
  currency: '货币',
  customers: '客户数',
  value: '价值',
  ofAll: (share) => `占全部的${share}`,
  from: (value) => `${value}起`,
  show: (tier) => `查看${tier}名单`,
  moved: (since, up, down) => `自${since}起：升级 ${up} 个，降级 ${down} 个。`,
  without: (count) => `尚无购买的客户：${count} 个。`,
  asked: '待审批',
  decide: '审批',
  unnamed: '某客户',
  all: (count) => `显示全部（${count}）`,
  fall: (from, to) => `${from} → ${to}`,
  fallen: (value, threshold, tier) => `最近365天为 ${value}，明显低于${tier}的门槛 ${threshold}。`,
  own: '由您提出：须由他人审批。',
  elsewhere: '由他人审批：经理或管理员。',
};

export default chinese;
