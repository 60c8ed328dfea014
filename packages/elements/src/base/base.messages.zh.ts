import type { BaseMessages } from './base.messages.ts';

/** The words every element needs, in Chinese. */
export const baseMessagesZh: BaseMessages = {
  loading: '正在加载',
  empty: '暂无内容。',
  forbidden: '您无权查看，或该内容不存在。请联系负责人。',
  offline: '网络未连接。恢复联网后会自动显示。',
  stale: (when) => `显示的是${when}的数据。`,
  staleOffline: (when) => `网络未连接。显示的是${when}的数据。`,
  error: '未能加载。',
  unconnected: '尚未连接：页面需将此元素放在 <liaise-connect> 内。',
  unsupported: '本页面没有此元素所需的数据。',
  tooMany: '请求过于频繁。请稍候再试。',
  signIn: '登录已失效。请重新登录后再试。',
  retry: '重试',
  none: '无',
  close: '关闭',
};
