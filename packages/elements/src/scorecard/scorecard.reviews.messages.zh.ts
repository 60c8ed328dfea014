import { filedMessagesZh } from '../base/filing.messages.zh.ts';
import type { ReviewMessages } from './scorecard.reviews.messages.ts';

/** The topics of the house; a company's own are shown as they are written. */
const topics: Partial<Record<string, string>> = {
  results: '业绩',
  customers: '客户',
  teamwork: '团队合作',
  development: '个人发展',
};

const chinese: ReviewMessages = {
  filed: filedMessagesZh,
  roles: { self: '本人', superior: '上级', peer: '同事', report: '下属', customer: '客户' },
  kinds: { self: '自评', superior: '上级评价' },
  hidden: {
    'no-answers': '暂无答复',
    'too-few': '不显示：评价人太少',
    'few-new': '不显示：新增评价人太少',
    secondary: '不显示，以免推算出他人的评价',
  },
  none: '本期尚无评估。',
  table: '评估对照',
  topic: '项目',
  topicName: (topic) => topics[topic] ?? topic.replaceAll('-', ' '),
  rated: (rating) => `${rating} / 5`,
  draft: '草稿：仅您可见。',
  shared: (when) => `已于${when}提交。`,
  acknowledged: (when) => `已于${when}确认。`,
  raters: '他人评价（360°）',
  role: '评价人',
  answers: '份数',
  mean: '平均分（1 至 5）',
  write: { self: '填写自评', superior: '填写评价' },
  edit: '继续填写',
  scale: '1：远低于预期；3：符合预期；5：远高于预期。',
  comment: (topic) => `对“${topic}”的说明`,
  overall: '总体评价',
  keep: '存为草稿',
  share: '提交',
  sharing: '提交后不能再修改。',
  needsRating: '请选择评分，或将评估存为草稿。',
  cancel: '不保存并关闭',
  acknowledge: '我已阅读此评估',
  acknowledgement: '您想说的话（选填）',
};

export default chinese;
