import type { SurveyMessages } from './survey.messages.ts';

const messages: SurveyMessages = {
  loading: '正在加载',
  empty: '这里没有调查。',
  error: '未能加载，请重新打开页面。',
  close: '关闭',
  back: '上一题',
  next: '下一题',
  send: '提交',
  optional: '选填',
  step: (at, of, most) => `第 ${at} 题，${most ? '最多' : '共'} ${of} 题`,
  point: (value, most) => `${value} 分，满分 ${most} 分`,
  yes: '是',
  no: '否',
  other: '其他',
  otherText: '其他：请用您自己的话说明',
  thanks: '谢谢您。',
  cannotAsk: '此题无法在这里显示。',
  required: '此题需要回答。',
  wrong: '此回答不合要求，请修改。',
  'too-long': '内容过长，请缩短。',
};

export default messages;
