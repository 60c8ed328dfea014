import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { TargetsMessages } from './targets.messages.ts';

const chinese: TargetsMessages = {
  ...baseMessagesZh,
  title: '目标值与权重',
  choose: '未选择期间：页面需给出一个期间。',
  targets: '目标值',
  noTargets: '本期尚未设定目标值。',
  company: '公司',
  somebody: '其他人',
  due: (day) => `${day}到期`,
  from: (baseline) => `起点 ${baseline}`,
  missing: (parts) => `缺${parts}。`,
  count: (_count, written) => `${written} 个目标值`,
  lack: (_count, written, part) => `${written} 个缺${part}`,
  lacks: { wording: '具体内容', baseline: '起点', ownerId: '负责人', dueOn: '到期日' },
  change: '修改',
  changeOf: (name) => `修改：${name}`,
  add: '新增目标值',
  weights: '记分卡权重',
  model: '模型',
  edition: (number, from) => `第 ${number} 版，自${from}起`,
  inForce: '生效中',
  ahead: '尚未生效',
  noModel: '尚无记分卡模型。',
  weight: (weight, share) => `权重 ${weight}，占 ${share}`,
  newEdition: '新建版本',
  changeEdition: '修改尚未生效的版本',
  newModel: '新建模型',
};

export default chinese;
