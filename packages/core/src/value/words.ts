import type { LifecycleProposal, LifecycleStage } from './lifecycle.ts';
import type { Level } from './pyramid.ts';
import type { Recommendation } from './recommend.ts';
import type { Signal } from './signals.ts';

/** A sentence in the languages of the gateway's own words. */
export interface Words {
  readonly en: string;
  readonly 'zh-CN': string;
}

/** The levels of the pyramid in words. */
export const levelNames: Readonly<Record<Level, Words>> = {
  top: { en: 'top', 'zh-CN': '顶级' },
  big: { en: 'big', 'zh-CN': '大型' },
  medium: { en: 'medium', 'zh-CN': '中型' },
  small: { en: 'small', 'zh-CN': '小型' },
};

const percent = (share: unknown): string => `${String(Math.round(Number(share) * 100))} %`;
const level = (name: unknown): string => levelNames[name as Level]['zh-CN'];

const chinese: Readonly<Record<Signal['code'], (data: Signal['data']) => string>> = {
  'high-level': (data) => `属于“${level(data['level'])}”级客户。`,
  'high-lifetime-value': () => '预期终身价值高。',
  'level-up': (data) => `由“${level(data['from'])}”升至“${level(data['to'])}”。`,
  'level-down': (data) => `由“${level(data['from'])}”降至“${level(data['to'])}”。`,
  'value-up': (data) => `价值上升 ${percent(data['change'])}。`,
  'value-down': (data) => `价值下降 ${percent(Math.abs(Number(data['change'])))}。`,
  'alive-drop': (data) => `仍为客户的概率由 ${percent(data['from'])} 降至 ${percent(data['to'])}。`,
  'buys-less-than-usual': () => '购买次数少于该客户的常态。',
  'buys-more-than-usual': () => '购买次数多于该客户的常态。',
  'complaint-open': (data) => `未结投诉:${String(data['count'])} 件。`,
  'dispute-open': (data) => `未结争议:${String(data['count'])} 件。`,
  'payment-overdue': (data) => `付款逾期 ${String(data['days'])} 天。`,
  detractor: (data) => `推荐意愿评分为 ${String(data['score'])} 分(满分 10 分)。`,
  'margin-negative': () => '服务成本高于带来的收益。',
  'contact-overdue': (data) => `已 ${String(data['days'])} 天没有联系,约定间隔为 ${String(data['cadence'])} 天。`,
  'probably-lost': (data) => `仍为客户的概率仅为 ${percent(data['probability'])}。`,
};

/** A signal's sentence. */
export const signalWords = ({ code, data, text }: Signal): Words => ({ en: text, 'zh-CN': chinese[code](data) });

const advice: Readonly<Record<Recommendation['action'], Partial<Record<string, string>> & { else: string }>> = {
  visit: {
    'complaint-open': '拜访客户,先解决未结事项,再谈销售。',
    'dispute-open': '拜访客户,先解决未结事项,再谈销售。',
    detractor: '拜访客户,先解决未结事项,再谈销售。',
    else: '拜访客户,了解发生了什么变化。',
  },
  leave: {
    'margin-negative': '建议放弃或降低服务成本:带来的收益低于成本。',
    else: '建议放弃:很可能已不再是客户。',
  },
  'cross-sell': { else: '介绍更多产品系列。' },
  'up-sell': { 'room-in-spend': '争取目前花在别处的份额。', else: '推荐更高一档:该客户正在成长。' },
  repeat: { else: '照常维护:没有异常。' },
};

/** A recommendation's sentence. */
export const recommendationWords = ({ action, because, text }: Recommendation): Words => ({
  en: text,
  'zh-CN': advice[action][because] ?? advice[action].else,
});

const stages: Readonly<Record<LifecycleProposal['because'], string>> = {
  'first-purchase': '已完成首次购买。',
  'bought-again': '再次购买。',
  growing: '价值正在增长。',
  'no-longer-growing': '价值已停止增长。',
  'probably-lost': '很可能已流失。',
  'came-back': '流失后再次购买。',
};

/** What stages of life are called. */
export const stageNames: Readonly<Record<LifecycleStage, Words>> = {
  acquire: { en: 'Prospect', 'zh-CN': '潜在客户' },
  build: { en: 'Building up', 'zh-CN': '培育中' },
  retain: { en: 'Retained', 'zh-CN': '保持中' },
  grow: { en: 'Growing', 'zh-CN': '成长中' },
  lost: { en: 'Lost', 'zh-CN': '已流失' },
};

/** The sentence of a proposed stage. */
export const stageWords = ({ because, text }: LifecycleProposal): Words => ({ en: text, 'zh-CN': stages[because] });

/**
 * Why a customer is to change its level.
 *
 * @param figures amounts as they are to be shown: the value of the last year, and the threshold passed
 */
export function levelWords(
  from: Level | undefined,
  to: Level,
  figures: { readonly value: string; readonly threshold: string },
): Words {
  const { value, threshold } = figures;
  if (from === undefined)
    return {
      en: `First place in the value pyramid: ${value} in the last 365 days.`,
      'zh-CN': `首次进入价值金字塔:最近 365 天为 ${value}。`,
    };
  const order: readonly Level[] = ['top', 'big', 'medium', 'small'];
  return order.indexOf(to) < order.indexOf(from)
    ? {
        en: `${value} in the last 365 days: at or above ${threshold}, the least of the level "${levelNames[to].en}", at the end of last month and now.`,
        'zh-CN': `最近 365 天为 ${value}:上月末和现在均达到“${levelNames[to]['zh-CN']}”级的门槛 ${threshold}。`,
      }
    : {
        en: `${value} in the last 365 days: clearly below ${threshold}, the least of the level "${levelNames[from].en}", at the end of last month and now.`,
        'zh-CN': `最近 365 天为 ${value}:上月末和现在均明显低于“${levelNames[from]['zh-CN']}”级的门槛 ${threshold}。`,
      };
}
