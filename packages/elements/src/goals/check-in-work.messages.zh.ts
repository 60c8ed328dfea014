import { baseMessagesZh } from '../base/base.messages.zh.ts';
import { filedMessagesZh } from '../base/filing.messages.zh.ts';
import type { CheckInMessages } from './check-in-work.messages.ts';

const chinese: CheckInMessages = {
  ...baseMessagesZh,
  filed: filedMessagesZh,
  confidence: '您对达成目标有多大把握？',
  value: '您掌握的数值',
  note: '有利与不利因素',
  optional: '选填',
  save: '保存跟进',
  back: '返回',
  units: { days: '天', hours: '小时' },
  wrong: {
    confidence: '请选择其中一项。',
    value: '请填写数字，例如 12.5，或留空。',
    note: '请缩短内容，不超过 2000 字。',
  },
};

export default chinese;
