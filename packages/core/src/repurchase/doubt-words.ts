import type { Doubt } from './fit.ts';

/** What a reader of a forecast is told where the data leave a doubt, in the languages of the gateway's own words. */
export const doubtWords: Readonly<Record<Doubt, { readonly en: string; readonly 'zh-CN': string }>> = {
  'no-repeat-purchases': {
    en: 'Nobody has bought again yet: this forecast rests on very little.',
    'zh-CN': '尚无客户再次购买:该预测依据很少。',
  },
  'no-dropout': {
    en: 'The purchases do not show customers leaving: everyone counts as a customer still.',
    'zh-CN': '购买记录看不出客户流失:所有客户均视为仍在。',
  },
  'too-few-histories': {
    en: 'There are too few different customers to tell those who left from those who pause.',
    'zh-CN': '客户差异太少,无法区分已流失与暂停购买的客户。',
  },
  'at-the-boundary': {
    en: 'Customers are too much alike, or too few, to tell how they differ: take this forecast as rough.',
    'zh-CN': '客户过于相似或数量太少,难以看出差异:该预测仅供粗略参考。',
  },
  'not-converged': {
    en: 'No reliable model was found for these purchases.',
    'zh-CN': '未能为这些购买记录找到可靠的模型。',
  },
};
