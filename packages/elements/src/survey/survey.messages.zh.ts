import { baseMessagesZh as chinese } from '../base/base.messages.zh.ts';
import type { SurveyMessages } from './survey.messages.ts';

const messages: SurveyMessages = {
  ...chinese,
  back: '上一题',
  next: '下一题',
  send: '提交',
  sending: '正在提交…',
  optional: '选填',
  step: (at, of) => `第 ${at} 题,共 ${of} 题`,
  point: (value, most) => `${value} 分,满分 ${most} 分`,
  yes: '是',
  no: '否',
  other: '其他',
  otherText: '其他:请用您自己的话说明',
  thanks: '谢谢您。',
  delivered: '您的回答已送达。',
  savedHere: '您的回答已保存在本设备上,联网后会自动提交。',
  partial: '已保存。',
  partialHere: '已保存在本设备上。',
  notSaved: '尚未保存。您的回答仍在这里,请重试。',
  closed: '本次调查已结束,感谢您的关注。',
  unusable: '此链接已不能使用,请向发送者索取新的链接。',
  cannotAsk: '此题无法在这里显示。',
  required: '此题需要回答。',
  wrong: '此回答不合要求,请修改。',
  tooLong: '内容过长,请缩短。',
};

export default messages;
