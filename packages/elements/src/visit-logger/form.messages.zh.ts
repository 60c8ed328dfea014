import type { FormMessages } from './form.messages.ts';

const messages: FormMessages = {
  outcomes: {
    met: '已会面',
    agreed: '已达成一致',
    'needs-follow-up': '需要跟进',
    refused: '被拒绝',
    'nobody-there': '无人在场',
  },
  fields: {
    when: '时间',
    purpose: '目的',
    notes: '记录',
    outcome: '结果',
    nextTitle: '下一步',
    nextDue: '截止日期',
    reason: '原因',
  },
  mend: {
    when: '请填写日期和时间。',
    purpose: '请修改目的，不超过 1000 字。',
    notes: '请缩短记录，不超过 20000 字。',
    outcome: '请选择其他结果。',
    nextTitle: '请用一行文字说明下一步。',
    nextDue: '请填写存在的日期。',
    reason: '请简单说明原因。',
  },
  plan: '保存计划',
  choose: '请选择',
  optional: '选填',
  more: '其他情况',
  goBack: '返回',
  notAccepted: (field) => `“${field}”未被接受。`,
  done: '拜访已完成。',
  another: '计划下一次拜访',
};

export default messages;
