import type { ShownMessages } from './scorecard.shown.messages.ts';

const chinese: ShownMessages = {
  explain: '培训与工作量按当前情况显示，与期间无关；均不计入得分和奖金，计分的只有表中的指标。',
  grade: '职级',
  grades: { junior: '初级', intermediate: '中级', senior: '高级', principal: '首席' },
  certificates: '证书',
  certificate: (name, level) => `${name}，${level} 级`,
  until: (day) => `有效期至${day}（含当日）`,
  expired: (day) => `已于${day}后失效`,
  customers: '在管客户',
  of: (customers, capacity) => `${customers} / ${capacity}`,
  openTasks: '未完成任务',
  openCases: '未结事项',
};

export default chinese;
