import { baseMessagesZh } from './base.messages.zh.ts';
import type { Filed } from './filing.ts';

/** How an order got on, in Chinese. */
export const filedMessagesZh: Readonly<Record<Filed, string>> = {
  saving: '正在保存…',
  delivered: '已保存。',
  queued: '已保存在本设备上，联网后会自动发送。',
  failed: '尚未保存。您填写的内容仍在，请重试。',
  refused: '内容未被接受。请修改后重试。',
  forbidden: '您无权执行此操作。您填写的内容仍在；请联系团队负责人。',
  movedOn: '此内容已在别处更改。您填写的内容仍在，请先查看当前状态。',
  unconnected: baseMessagesZh.unconnected,
  tooMany: baseMessagesZh.tooMany,
  signIn: baseMessagesZh.signIn,
};
