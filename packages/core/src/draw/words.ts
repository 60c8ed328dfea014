import type { Status } from '../kpi/trend.ts';
import type { KpiValue } from '../records/kpi-value.ts';

interface DrawnWords {
  readonly target: string;
  readonly pace: string;
  readonly asOf: string;
  readonly interval: string;
  readonly answers: string;
  readonly running: string;
  readonly reason: Readonly<Record<NonNullable<KpiValue['reason']>, string>>;
  readonly status: Readonly<Record<Status, string>>;
  readonly since: string;
  readonly unchanged: string;
  readonly separator: string;
}

const english: DrawnWords = {
  target: 'Target',
  pace: 'expected by now',
  asOf: 'as of',
  interval: '95 % interval',
  answers: 'n =',
  running: 'not over yet',
  reason: {
    'no-data': 'No data',
    'below-minimum': 'Too few to show',
    'mixed-currencies': 'Several currencies',
    'not-started': 'Not begun',
  },
  status: { good: 'on target', warn: 'close to target', bad: 'off target', none: '' },
  since: 'against the period before',
  unchanged: 'unchanged',
  separator: ', ',
};

const chinese: DrawnWords = {
  target: '目标',
  pace: '当前应达',
  asOf: '截至',
  interval: '95% 区间',
  answers: 'n =',
  running: '尚未结束',
  reason: {
    'no-data': '暂无数据',
    'below-minimum': '样本过少，不显示',
    'mixed-currencies': '币种不一',
    'not-started': '尚未开始',
  },
  status: { good: '达标', warn: '接近目标', bad: '未达标', none: '' },
  since: '较上期',
  unchanged: '持平',
  separator: '，',
};

/** The words of a drawing: Chinese for `zh`, else English. */
export const wordsIn = (locale: string): DrawnWords => (/^zh\b/i.test(locale) ? chinese : english);
