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
  withdrawn: '您的回答已撤回。',
  change: '修改我的回答',
  withdraw: '撤回我的回答',
  sure: '确定永久删除吗？',
  outcome: '后续处理',
  atWork: '我们正在处理',
  solved: '已处理',
  receipt: '您的回答是匿名的。凭此回执（只有您拥有）可以再次查看或撤回：',
  elsewhere: '在另一台设备上继续',
  elsewhereHint: '在另一台设备上打开此地址，或用其摄像头扫描二维码。持有此地址的人可以看到您输入的内容。',
};

export default messages;
