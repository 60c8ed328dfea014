import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { LineMessages } from './line.messages.ts';

const messages: LineMessages = {
  ...baseMessagesZh,
  empty: '这里没有调查。',
  sending: '正在提交…',
  delivered: '已保存。',
  queued: '已保存在本设备上。',
  failed: '尚未保存。您的回答仍在这里，请重试。',
  refused: '此回答未被接受，请修改。',
  arrived: '您的回答已送达。',
  keptHere: '您的回答已保存在本设备上，联网后会自动提交。',
  closed: '本次调查已结束，感谢您的关注。',
  unusable: '此链接已不能使用，请向发送者索取新的链接。',
};

export default messages;
