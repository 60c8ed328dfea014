import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { GoalsMessages } from './goals.messages.ts';

const chinese: GoalsMessages = {
  ...baseMessagesZh,
  title: '目标',
  choose: '未选择期间：页面需给出一个期间。',
  noGoals: '本期尚未设定目标。',
  company: '公司',
  somebody: '其他人',
  of: (value, target) => `${value} / ${target}`,
  way: (share) => `完成 ${share}`,
  expected: (pace) => `当前应达 ${pace}`,
  paces: { good: '进度正常', warn: '略有落后', bad: '落后', none: '' },
  ends: { good: '已达成', warn: '接近达成', bad: '未达成', none: '' },
  noValue: '暂无数值',
  hidden: '您无权查看其数值',
  from: (baseline) => `起点 ${baseline}`,
  owner: (name) => `负责人：${name}`,
  due: (day) => `${day}到期`,
  confidences: { 'on-track': '进展顺利', 'at-risk': '存在风险', 'off-track': '偏离目标' },
  said: (when) => `${when}跟进`,
  reported: (value) => `自报数值：${value}`,
  neverSaid: '尚无跟进',
  checkIn: '跟进',
  checkInOn: (goal) => `跟进：${goal}`,
  earlier: (count) => `更早的跟进（${count}）`,
  below: (count, goal) => `${goal}的下级目标 ${count} 个`,
};

export default chinese;
