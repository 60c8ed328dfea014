import type { FileMessages } from './file.messages.ts';

const messages: FileMessages = {
  choose: '选择文件',
  most: (count, size) => (count === 1 ? `一个文件，最大 ${size}。` : `最多 ${count} 个文件，每个最大 ${size}。`),
  sending: '正在添加…',
  added: '已添加',
  kept: '已保存在本设备',
  earlier: (at) => `文件 ${at}`,
  remove: (name) => `移除${name}`,
  empty: (name) => `${name} 是空文件。`,
  'too-large': (name) => `${name} 过大。`,
  'wrong-type': (name) => `此处不接受 ${name} 的类型，或其内容与名称不符。`,
  'too-many': (name) => `文件过多，未添加 ${name}。`,
  failed: (name) => `未能添加 ${name}，请重试。`,
};

export default messages;
