import { baseMessagesZh } from './base.messages.zh.ts';
import type { SendingMessages } from './sending.messages.ts';

/** How saving got on, in Chinese. */
export const sendingMessagesZh: SendingMessages = {
  nothing: '',
  saving: '正在保存…',
  delivered: '已保存。',
  queued: '已保存在本设备上，联网后会自动发送。',
  failed: '尚未保存。您填写的内容仍在，请重试。',
  refused: '内容未被接受。请修改后重试。',
  movedOn: '该内容已在别处更改。您填写的内容仍在；请查看最新情况后再保存。',
  forbidden: '您无权执行此操作。您填写的内容仍在；请联系团队负责人。',
  unconnected: baseMessagesZh.unconnected,
  tooMany: baseMessagesZh.tooMany,
  signIn: baseMessagesZh.signIn,
};
