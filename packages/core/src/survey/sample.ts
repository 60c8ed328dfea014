import type { SurveyDefinition } from './types.ts';

/** A short survey after a visit, in English and Chinese: recommendation, satisfaction, and a comment. */
export const sampleSurvey = {
  id: 'after-visit',
  version: 1,
  language: 'en',
  title: { en: 'Your visit from us', 'zh-CN': '关于我们的拜访' },
  thanks: {
    en: 'Thank you. Your rep reads every answer.',
    'zh-CN': '谢谢您。您的客户经理会阅读每一份回答。',
  },
  privacy: {
    en: 'Your answers go to your rep and their manager. They are used for nothing else.',
    'zh-CN': '您的回答只会交给您的客户经理及其主管,不作其他用途。',
  },
  questions: [
    {
      id: 'recommend',
      type: 'nps',
      required: true,
      prefill: true,
      title: { en: 'How likely are you to recommend us?', 'zh-CN': '您有多大可能向他人推荐我们?' },
      lowLabel: { en: 'Not at all likely', 'zh-CN': '完全不可能' },
      highLabel: { en: 'Extremely likely', 'zh-CN': '非常可能' },
    },
    {
      id: 'satisfaction',
      type: 'csat',
      scale: 5,
      look: 'stars',
      title: { en: 'How satisfied were you with the visit?', 'zh-CN': '您对这次拜访满意吗?' },
      lowLabel: { en: 'Very dissatisfied', 'zh-CN': '非常不满意' },
      highLabel: { en: 'Very satisfied', 'zh-CN': '非常满意' },
    },
    {
      id: 'improve',
      type: 'long-text',
      showIf: ['<=', ['answer', 'recommend'], 6],
      title: { en: 'What should we have done better?', 'zh-CN': '我们哪些方面应该做得更好?' },
      maxLength: 2000,
    },
    {
      id: 'why',
      type: 'long-text',
      showIf: ['>', ['answer', 'recommend'], 6],
      title: { en: 'What is the main reason for your score?', 'zh-CN': '您给出这个分数的主要原因是什么?' },
      maxLength: 2000,
    },
  ],
} as const satisfies SurveyDefinition;
