import type { KpiDefinition } from './definition.ts';
import type { Condition, Count, CustomerRows, Related } from './measure.ts';

/** A customer is active for as many months after a purchase. */
const ACTIVE_MONTHS = 12;

const bought = (window: Related['window']): Condition<'customers'> => [
  'has',
  { resource: 'purchases', at: 'at', window, where: [['>', 'amount.minor', 0]] },
];
const activeAt = (before: 'start' | 'end') => bought({ months: ACTIVE_MONTHS, before });
const atStart: CustomerRows = { resource: 'customers', at: 'start', owner: 'holder' };
const activeAtStart: CustomerRows = { ...atStart, where: [activeAt('start')] };
const atEnd: CustomerRows = { resource: 'customers', at: 'end', owner: 'holder' };
const heldAtEnd: CustomerRows = { ...atEnd, where: [['held']] };
const isOrganizationOr = (condition: Condition<'customers'>): Condition<'customers'> => [
  'or',
  ['==', 'kind', 'person'],
  condition,
];

/** Levels of the value pyramid, the highest first. */
const levels = ['top', 'big', 'medium', 'small'] as const;
/** Changes from one level to another: up or down. What has no level before or after it is neither. */
const moved = (way: 'up' | 'down'): Count => ({
  aggregate: 'count',
  resource: 'tier-changes',
  at: 'at',
  owner: 'holder',
  where: [
    [
      'or',
      ...levels.slice(0, -1).map((higher, index): Condition<'tier-changes'> => {
        const lower = levels.slice(index + 1);
        return way === 'up'
          ? ['and', ['==', 'to', higher], ['in', 'from', lower]]
          : ['and', ['==', 'from', higher], ['in', 'to', lower]];
      }),
    ],
  ],
});

/** KPIs of which and how many customers there are, come, stay and leave. */
export const customerKpis: readonly KpiDefinition[] = [
  {
    id: 'new-customers',
    name: { en: 'New customers', 'zh-CN': '新增客户' },
    unit: 'count',
    direction: 'higher',
    formula: {
      en: 'Customers whose first purchase ever lies in the period. Each counts for the rep who held the customer on the day of that purchase. Returns are no purchases.',
      'zh-CN': '首次购买发生在本期内的客户数，计入购买当日负责该客户的客户经理；退货不算购买。',
    },
    minimumN: 0,
    cumulative: true,
    measure: {
      aggregate: 'count',
      resource: 'purchases',
      at: 'at',
      owner: 'holder',
      where: [['>', 'amount.minor', 0]],
      first: true,
    },
  },
  {
    id: 'lost-customers',
    name: { en: 'Lost customers', 'zh-CN': '流失客户' },
    unit: 'count',
    direction: 'lower',
    formula: {
      en: 'Customers who had bought within the 12 months before the period and have not within the 12 months before its end (or now). Each counts for the rep who held the customer when the period began.',
      'zh-CN': '期初前 12 个月内有购买、而期末（或当前）前 12 个月内没有购买的客户数，计入期初负责该客户的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'count', ...atStart, where: [activeAt('start'), ['not', activeAt('end')]] },
  },
  {
    id: 'acquisition-rate',
    name: { en: 'Acquisition rate', 'zh-CN': '获客率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the customers without a purchase before the period, the share that bought in it. Each counts for the rep who holds the customer at the end of the period (or now).',
      'zh-CN': '本期之前从未购买的客户中，在本期内发生购买的比例，计入期末（或当前）负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { share: [bought('period')], of: { ...atEnd, where: [['not', bought({ before: 'start' })]] } },
  },
  {
    id: 'churn-rate',
    name: { en: 'Churn rate', 'zh-CN': '流失率' },
    unit: 'share',
    direction: 'lower',
    formula: {
      en: 'Of the customers who had bought within the 12 months before the period, the share that has not within the 12 months before its end (or now). Each counts for the rep who held the customer when the period began.',
      'zh-CN':
        '期初前 12 个月内有购买的客户中，期末（或当前）前 12 个月内没有购买的比例，计入期初负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { share: [['not', activeAt('end')]], of: activeAtStart },
  },
  {
    id: 'retention-rate',
    name: { en: 'Retention rate', 'zh-CN': '客户保留率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Of the customers who had bought within the 12 months before the period, the share that has also bought within the 12 months before its end (or now). New customers do not count. Each counts for the rep who held the customer when the period began.',
      'zh-CN':
        '期初前 12 个月内有购买的客户中，期末（或当前）前 12 个月内也有购买的比例；新客户不计，计入期初负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { share: [activeAt('end')], of: activeAtStart },
  },
  {
    id: 'gross-revenue-retention',
    name: { en: 'Gross revenue retention', 'zh-CN': '毛收入留存率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Over customers with purchases in the 12 months before the period: for each the smaller of that amount and the amount of the 12 months before the end (or now), added up, over the first amounts added up. Never above 100 %.',
      'zh-CN':
        '对期初前 12 个月内有购买的客户：每位客户取该金额与期末（或当前）前 12 个月金额中的较小者求和，除以期初金额之和；不超过 100%。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { kept: 'gross', months: ACTIVE_MONTHS, of: atStart },
  },
  {
    id: 'net-revenue-retention',
    name: { en: 'Net revenue retention', 'zh-CN': '净收入留存率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Over customers with purchases in the 12 months before the period: their amount of the 12 months before the end (or now) over their amount of those first 12 months. New customers do not count.',
      'zh-CN':
        '对期初前 12 个月内有购买的客户：期末（或当前）前 12 个月的金额之和，除以期初前 12 个月的金额之和；新客户不计。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { kept: 'net', months: ACTIVE_MONTHS, of: atStart },
  },
  {
    id: 'contract-retention-rate',
    name: { en: 'Retention under contract', 'zh-CN': '合约客户保留率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'For business under contract, where leaving is told: of the customers whom a rep held when the period began, the share that is not given up (stage "lost") now. New customers do not count. Each counts for the rep who held the customer when the period began.',
      'zh-CN':
        '适用于合约型业务（客户离开会明确告知）：期初由客户经理负责的客户中，当前未流失（阶段不为“流失”）的比例；新客户不计，计入期初负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { share: [['!=', 'stage', 'lost']], of: { ...atStart, where: [['held']] } },
  },
  {
    id: 'tier-upgrades',
    name: { en: 'Tier upgrades', 'zh-CN': '客户升级' },
    unit: 'count',
    direction: 'higher',
    formula: {
      en: 'Moves of customers to a higher level of the value pyramid in the period. A first level is no move. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期内客户在价值金字塔中升入更高级别的次数；首次定级不计，计入当日负责该客户的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: moved('up'),
  },
  {
    id: 'tier-downgrades',
    name: { en: 'Tier downgrades', 'zh-CN': '客户降级' },
    unit: 'count',
    direction: 'lower',
    formula: {
      en: 'Moves of customers to a lower level of the value pyramid in the period. Losing a level without another is no move. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期内客户在价值金字塔中降入更低级别的次数；取消级别而未另定级不计，计入当日负责该客户的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: moved('down'),
  },
  {
    id: 'customers-held',
    name: { en: 'Customers held', 'zh-CN': '在管客户' },
    unit: 'count',
    direction: 'neutral',
    formula: {
      en: 'Customers whom a rep holds on the last day of the period (or today).',
      'zh-CN': '期末当日（或今日）由客户经理负责的客户数。',
    },
    minimumN: 0,
    cumulative: false,
    measure: { aggregate: 'count', ...heldAtEnd },
  },
  {
    id: 'file-completeness',
    name: { en: 'File completeness', 'zh-CN': '档案完整度' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Over the customers held at the end of the period (or now): filled points of eight, added up, over all points. The points: a way to reach, a place, needs, preferences, an important date; for organisations also industry, a contact, and a contact who decides. Files are read as they are now.',
      'zh-CN':
        '对期末（或当前）在管客户：八项中已填写项数之和除以应填项数之和。八项为：联系方式、地点、需求、偏好、重要日期；机构客户另含行业、联系人、决策人。档案按当前内容计算。',
    },
    minimumN: 1,
    cumulative: false,
    measure: {
      completeness: [
        ['set', 'channels'],
        ['set', 'site'],
        ['set', 'needs'],
        ['set', 'preferences'],
        ['set', 'dates'],
        isOrganizationOr(['set', 'industry']),
        isOrganizationOr(['has', { resource: 'contacts', at: 'createdAt', window: 'ever' }]),
        isOrganizationOr([
          'has',
          { resource: 'contacts', at: 'createdAt', window: 'ever', where: [['==', 'role', 'decision-maker']] },
        ]),
      ],
      of: heldAtEnd,
    },
  },
];
