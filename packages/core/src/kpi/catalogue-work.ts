import type { KpiDefinition } from './definition.ts';
import type { Condition, CustomerRows, Related, RowsOf } from './measure.ts';

const done: Condition<'visits'> = ['in', 'status', ['checked-out', 'reported', 'reviewed']];
const plannedVisits: RowsOf<'visits'> = {
  resource: 'visits',
  at: 'plannedStart',
  owner: 'repId',
  where: [['!=', 'status', 'cancelled']],
};
const visited = (window: Related['window']): Condition<'customers'> => [
  'has',
  { resource: 'visits', at: 'checkedInAt', window, where: [done] },
];
const touched = (days: number): Condition<'customers'> => [
  'or',
  visited({ days, before: 'end' }),
  ['has', { resource: 'interactions', at: 'at', window: { days, before: 'end' } }],
];
const held: CustomerRows = { resource: 'customers', at: 'end', owner: 'holder', where: [['held']] };
const dueTasks: RowsOf<'tasks'> = {
  resource: 'tasks',
  at: 'dueOn',
  owner: 'ownerId',
  where: [
    ['!=', 'status', 'cancelled'],
    ['past', 'dueOn'],
  ],
};

const tierNames = [
  ['top', 'top', '顶级'],
  ['big', 'big', '大型'],
  ['medium', 'medium', '中型'],
  ['small', 'small', '小型'],
] as const;

/** Touch each top customer at least once in so many days, and so on down the pyramid. */
export const cadence = { top: 30, big: 60, medium: 90, small: 180 } as const;

const coverageByTier = tierNames.map(([tier, english, chinese]): KpiDefinition => ({
  id: `coverage-${tier}`,
  name: { en: `Coverage, ${english} customers`, 'zh-CN': `${chinese}客户拜访覆盖率` },
  unit: 'share',
  direction: 'higher',
  formula: {
    en: `Of the ${english} customers held at the end of the period (or now), the share visited in it. The tier is that of now.`,
    'zh-CN': `期末（或当前）在管的${chinese}客户中，本期内被拜访的比例；级别按当前计算。`,
  },
  minimumN: 1,
  cumulative: false,
  measure: { share: [visited('period')], of: { ...held, where: [['held'], ['==', 'tier', tier]] } },
}));

/** KPIs of the work done: visits, contacts, tasks. */
export const workKpis: readonly KpiDefinition[] = [
  {
    id: 'visits-planned',
    name: { en: 'Visits planned', 'zh-CN': '计划拜访' },
    unit: 'count',
    direction: 'neutral',
    formula: {
      en: 'Visits with a planned start in the period, cancelled ones left out, for the rep of the visit.',
      'zh-CN': '计划开始时间在本期内的拜访数（不含已取消），计入该拜访的客户经理。',
    },
    minimumN: 0,
    cumulative: false,
    ahead: true,
    measure: { aggregate: 'count', ...plannedVisits },
  },
  {
    id: 'visits-done',
    name: { en: 'Visits done', 'zh-CN': '完成拜访' },
    unit: 'count',
    direction: 'higher',
    formula: {
      en: 'Visits checked in within the period and checked out, reported or reviewed since, for the rep of the visit.',
      'zh-CN': '签到在本期内且已签退、已提交报告或已审阅的拜访数，计入该拜访的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'count', resource: 'visits', at: 'checkedInAt', owner: 'repId', where: [done] },
  },
  {
    id: 'visit-completion-rate',
    name: { en: 'Visit completion', 'zh-CN': '拜访完成率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the visits planned to start in the period and before now, cancelled ones left out, the share that was done. Skipped and no-show count as not done.',
      'zh-CN': '计划在本期内且在当前之前开始的拜访（不含已取消）中已完成的比例；跳过和客户未到场视为未完成。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      share: [done],
      of: {
        ...plannedVisits,
        where: [
          ['!=', 'status', 'cancelled'],
          ['past', 'plannedStart'],
        ],
      },
    },
  },
  {
    id: 'customer-coverage',
    name: { en: 'Customer coverage', 'zh-CN': '客户拜访覆盖率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the customers held at the end of the period (or now), the share visited in it, by whomever.',
      'zh-CN': '期末（或当前）在管客户中，本期内被拜访（不论由谁拜访）的比例。',
    },
    minimumN: 1,
    cumulative: false,
    measure: { share: [visited('period')], of: held },
  },
  ...coverageByTier,
  {
    id: 'cadence-kept',
    name: { en: 'Cadence kept', 'zh-CN': '联系频率达标率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the customers with a tier held at the end of the period (or now), the share visited or contacted within the days before that their tier asks for: top 30, big 60, medium 90, small 180.',
      'zh-CN':
        '期末（或当前）在管且有级别的客户中，在其级别要求的天数内被拜访或联系过的比例：顶级 30 天，大型 60 天，中型 90 天，小型 180 天。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      share: [
        [
          'or',
          ...tierNames.map(([tier]): Condition<'customers'> => ['and', ['==', 'tier', tier], touched(cadence[tier])]),
        ],
      ],
      of: { ...held, where: [['held'], ['set', 'tier']] },
    },
  },
  {
    id: 'interactions-logged',
    name: { en: 'Interactions logged', 'zh-CN': '互动记录' },
    unit: 'count',
    direction: 'higher',
    formula: {
      en: 'Calls, mails, messages, meetings and other touches in the period, for the rep who logged them.',
      'zh-CN': '本期内的电话、邮件、消息、会面等互动数，计入记录该互动的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'count', resource: 'interactions', at: 'at', owner: 'repId' },
  },
  {
    id: 'task-completion-rate',
    name: { en: 'Task completion', 'zh-CN': '任务完成率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the tasks due in the period and before today, cancelled ones left out, the share that is done, for the owner of the task.',
      'zh-CN': '到期日在本期内且早于今日的任务（不含已取消）中已完成的比例，计入任务负责人。',
    },
    minimumN: 1,
    cumulative: false,
    measure: { share: [['==', 'status', 'done']], of: dueTasks },
  },
  {
    id: 'tasks-on-time-rate',
    name: { en: 'Tasks on time', 'zh-CN': '任务按时率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the tasks due in the period and before today, cancelled ones left out, the share that was done on the due day or before, for the owner of the task.',
      'zh-CN': '到期日在本期内且早于今日的任务（不含已取消）中，在到期日或之前完成的比例，计入任务负责人。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      share: [
        ['==', 'status', 'done'],
        ['on-or-before', 'doneAt', 'dueOn'],
      ],
      of: dueTasks,
    },
  },
];
