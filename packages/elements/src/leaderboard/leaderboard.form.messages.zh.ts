import { filedMessagesZh } from '../base/filing.messages.zh.ts';
import type { RecognitionFormMessages } from './leaderboard.form.messages.ts';

const chinese: RecognitionFormMessages = {
  filed: filedMessagesZh,
  whom: '表扬谁',
  choose: '请选择同事',
  needsWhom: '请选择您想表扬的同事。',
  text: '为何表扬',
  needsText: '请说明表扬的原因。',
  seen: '公司所有人都能看到，并显示您的姓名。',
  send: '发送',
};

export default chinese;
