import { filedMessagesZh } from '../base/filing.messages.zh.ts';
import type { AppealMessages } from './scorecard.appeals.messages.ts';

const chinese: AppealMessages = {
  filed: filedMessagesZh,
  statuses: { asked: '待决定', approved: '已同意', refused: '已驳回', withdrawn: '已撤回' },
  none: '此记分卡没有申诉。',
  title: (kpi, period) => `${kpi}，${period}`,
  asked: (when) => `提出于${when}`,
  decided: (when) => `决定于${when}`,
  reason: '理由',
  reasonOf: (title) => `对“${title}”作出决定的理由`,
  needsReason: '请说明理由，申诉人会看到。',
  approve: '同意',
  refuse: '驳回',
  withdraw: '撤回',
  contest: '对此数值提出申诉',
  newOne: '新的申诉',
  about: '哪项指标',
  text: '哪里不对',
  needsText: '请说明此数值哪里不对，以便核查。',
  send: '提交申诉',
};

export default chinese;
