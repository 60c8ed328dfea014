import type { KpiDefinition } from './definition.ts';
import type { RowsOf, Sum } from './measure.ts';

const purchases: RowsOf<'purchases'> = { resource: 'purchases', at: 'at', owner: 'holder' };
const orders: RowsOf<'purchases'> = { ...purchases, where: [['>', 'amount.minor', 0]] };
const won: Sum = {
  aggregate: 'sum',
  resource: 'opportunities',
  at: 'closedOn',
  owner: 'repId',
  where: [['==', 'stage', 'won']],
  field: 'amount.minor',
};

/** KPIs of what customers buy and what is about to be sold. */
export const salesKpis: readonly KpiDefinition[] = [
  {
    id: 'spend',
    name: { en: 'Spend', 'zh-CN': '消费金额' },
    unit: 'money',
    direction: 'higher',
    formula: {
      en: 'Sum of the amounts of purchases in the period, less returns. Each counts for the rep who held the customer on that day. Amounts of several currencies are not added.',
      'zh-CN': '本期购买金额之和（扣除退货），计入购买当日负责该客户的客户经理；不同币种不相加。',
    },
    minimumN: 0,
    cumulative: true,
    measure: { aggregate: 'sum', ...purchases, field: 'amount.minor' },
  },
  {
    id: 'purchase-frequency',
    name: { en: 'Purchases per buyer', 'zh-CN': '人均购买次数' },
    unit: 'mean',
    direction: 'higher',
    formula: {
      en: 'Purchases in the period over the different customers who made them. Returns do not count. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期购买次数除以有购买的客户数；退货不计，计入购买当日负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: {
      ratio: [
        { aggregate: 'count', ...orders },
        { aggregate: 'distinct', ...orders, field: 'customerId' },
      ],
    },
  },
  {
    id: 'average-order',
    name: { en: 'Average order', 'zh-CN': '平均订单金额' },
    unit: 'money',
    direction: 'higher',
    formula: {
      en: 'Mean amount of the purchases in the period. Returns do not count. Each counts for the rep who held the customer on that day.',
      'zh-CN': '本期购买金额的平均值；退货不计，计入购买当日负责该客户的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: { mean: 'amount.minor', of: orders },
  },
  {
    id: 'pipeline-won',
    name: { en: 'Pipeline won', 'zh-CN': '赢单金额' },
    unit: 'money',
    direction: 'higher',
    formula: {
      en: 'Sum of the amounts of opportunities won, by the day they closed, for the rep of the opportunity.',
      'zh-CN': '按关闭日期统计的赢单机会金额之和，计入该机会的客户经理。',
    },
    minimumN: 0,
    cumulative: true,
    measure: won,
  },
  {
    id: 'win-rate',
    name: { en: 'Win rate', 'zh-CN': '赢单率' },
    unit: 'share',
    direction: 'higher',
    formula: {
      en: 'Opportunities won over opportunities won or lost, by the day they closed, for the rep of the opportunity.',
      'zh-CN': '赢单机会数除以赢单与丢单机会数之和，按关闭日期统计，计入该机会的客户经理。',
    },
    minimumN: 5,
    cumulative: false,
    measure: {
      share: [['==', 'stage', 'won']],
      of: { resource: 'opportunities', at: 'closedOn', owner: 'repId', where: [['in', 'stage', ['won', 'lost']]] },
    },
  },
  {
    id: 'forecast',
    name: { en: 'Forecast', 'zh-CN': '销售预测' },
    unit: 'money',
    direction: 'higher',
    formula: {
      en: 'Amounts won in the period, and of each open opportunity expected to close in it its amount times its probability, for the rep of the opportunity. Opportunities without a probability are left out.',
      'zh-CN': '本期赢单金额，加上预计本期关闭的未结机会的金额乘以其概率，计入该机会的客户经理；未填概率的机会不计。',
    },
    minimumN: 0,
    cumulative: false,
    ahead: true,
    measure: {
      plus: [
        won,
        {
          aggregate: 'sum',
          resource: 'opportunities',
          at: 'expectedOn',
          owner: 'repId',
          where: [['not', ['in', 'stage', ['won', 'lost']]]],
          field: 'amount.minor',
          weight: 'probability',
        },
      ],
    },
  },
];
