import { describe, expect, it } from 'vitest';
import { kpiValue } from '../records/kpi-value.ts';
import { findKpi } from './catalogue.ts';
import { describeKpi, type Parts } from './describe.ts';
import { createEvaluator } from './evaluate.ts';
import { dash, formatChange, formatKpi } from './format.ts';
import { comparisonOf } from './comparison.ts';
import { kpiValueOf, planKpi } from './plan.ts';
import { parsePeriod } from './periods.ts';

const calendar = { timeZone: 'UTC' };
const now = Date.parse('2026-11-16T00:00:00Z');
const period = parsePeriod('2026-11', calendar, now);
const parts: Parts = {
  kpi: findKpi('visits-done')!,
  subject: 'tenant',
  period,
  asOf: now,
  figure: { value: 12, n: 12 },
  sources: [{ resource: 'visits', count: 12 }],
  elapsed: 0.5,
};

describe('describeKpi', () => {
  it('puts a value together that its schema accepts', () => {
    const value = describeKpi({
      ...parts,
      previous: { value: 10, n: 10 },
      goal: { target: 20 },
      series: [{ period: '2026-10', figure: { value: 15, n: 15 } }],
      rank: { position: 1, of: 8, scope: 'team:x' },
      locale: 'zh-CN',
    });
    expect(kpiValue.parse(value)).toEqual(value);
    expect(value).toMatchObject({
      value: 12,
      previous: 10,
      target: 20,
      pace: 10,
      attainment: 0.6,
      thresholds: { good: 20, warn: 18 },
      complete: false,
      asOf: '2026-11-16T00:00:00.000Z',
      series: [{ period: '2026-10', value: 15 }],
    });
    expect(value.formula).toMatch(/拜访/);
  });
  it('has a pace only while the period runs, and none of a rolling one', () => {
    const goal = { target: 20 };
    expect(describeKpi({ ...parts, goal, asOf: period.to })).toMatchObject({ complete: true });
    expect(describeKpi({ ...parts, goal, asOf: period.to }).pace).toBeUndefined();
    expect(describeKpi({ ...parts, goal, period: parsePeriod('last-30-days', calendar, now) }).pace).toBeUndefined();
    expect(describeKpi({ ...parts, goal, kpi: findKpi('nps')! }).pace).toBe(20);
  });
  it('withholds what a missing figure would tell', () => {
    const withheld = describeKpi({
      ...parts,
      kpi: findKpi('nps')!,
      figure: { value: null, reason: 'below-minimum', n: 3, numerator: 3, interval: [0, 1] },
      goal: { target: 0.4 },
    });
    expect(withheld).toMatchObject({ value: null, reason: 'below-minimum', n: 3, attainment: null });
    expect(withheld.numerator).toBeUndefined();
    expect(withheld.interval).toBeUndefined();
  });
  it('compares only what can be compared', () => {
    const spend = { ...parts, kpi: findKpi('spend')!, figure: { value: 5, n: 1, currency: 'EUR' } };
    expect(describeKpi({ ...spend, previous: { value: 5, n: 1, currency: 'CNY' } }).previous).toBeUndefined();
    expect(describeKpi({ ...spend, previous: { value: null, reason: 'no-data', n: 0 } }).previous).toBeNull();
  });
  it('warns nine tenths of the way to the target, in both directions, or where the goal says', () => {
    const lower = { ...parts, kpi: findKpi('complaints')! };
    expect(describeKpi({ ...lower, goal: { target: 10 } }).thresholds).toEqual({ good: 10, warn: 11 });
    expect(describeKpi({ ...lower, goal: { target: 10, baseline: 30 } }).thresholds).toEqual({ good: 10, warn: 12 });
    expect(describeKpi({ ...lower, goal: { target: 10, warn: 13 } }).thresholds).toEqual({ good: 10, warn: 13 });
    expect(describeKpi({ ...parts, goal: { target: 0 } }).thresholds).toEqual({ good: 0, warn: 0 });
    expect(describeKpi({ ...parts, kpi: findKpi('customers-held')!, goal: { target: 9 } }).thresholds).toBeUndefined();
  });
});

describe('comparison and plan', () => {
  it('compares what builds up with the same part, all else with the whole', () => {
    expect(comparisonOf({ cumulative: true }, period, calendar, now)).toMatchObject({
      name: '2026-10',
      to: Date.parse('2026-10-16T00:00:00Z'),
      endDay: '2026-10-16',
    });
    expect(comparisonOf({ cumulative: false }, period, calendar, now).endDay).toBe('2026-11-01');
    expect(comparisonOf({ cumulative: true }, period, calendar, period.to, 'last-year')).toMatchObject({
      name: '2025-11',
      endDay: '2025-12-01',
    });
  });
  it('leaves a running sum out of its series', () => {
    const names = (cumulative: boolean, at: number) => {
      const plan = planKpi({ cumulative }, period, calendar, at, { points: 3 });
      return [...plan.earlier.map(({ name }) => name), ...(plan.seriesHoldsCurrent ? ['now'] : [])];
    };
    expect(names(true, now)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(names(false, now)).toEqual(['2026-09', '2026-10', 'now']);
    expect(names(true, period.to)).toEqual(['2026-09', '2026-10', 'now']);
  });
  it('makes a whole value from records; what comes late counts where it lies', () => {
    const purchase = (id: number, at: string, minor: number) => ({
      id: `01930b5e-7c00-7000-8000-00000000000${id}`,
      version: 1,
      createdAt: at,
      updatedAt: at,
      customerId: '01930b5e-7c00-7000-8000-000000000099',
      at,
      amount: { minor, currency: 'EUR' },
    });
    const purchases = [
      purchase(1, '2026-10-02T00:00:00Z', 300),
      purchase(2, '2026-10-20T00:00:00Z', 500),
      purchase(3, '2026-11-02T00:00:00Z', 400),
    ];
    const value = (records: typeof purchases) =>
      kpiValueOf(createEvaluator({ purchases: records }, calendar), {
        kpi: findKpi('spend')!,
        subject: 'tenant',
        period,
        asOf: now,
        calendar,
        points: 2,
        goal: { target: 1000 },
      });
    expect(kpiValue.parse(value(purchases))).toMatchObject({
      value: 400,
      previous: 300,
      pace: 500,
      attainment: 0.4,
      currency: 'EUR',
      series: [
        { period: '2026-09', value: 0 },
        { period: '2026-10', value: 800 },
      ],
    });
    const late = { ...purchase(4, '2026-10-05T00:00:00Z', 50), createdAt: '2026-11-15T00:00:00Z' };
    expect(value([...purchases, late])).toMatchObject({ value: 400, previous: 350 });
  });
});

describe('formatKpi', () => {
  const of = (value: number | null, unit: Parts['kpi']['unit'], currency?: string, locale = 'en') =>
    formatKpi({ value, unit, currency }, locale);
  it('writes each unit', () => {
    expect(of(1234, 'count')).toBe('1,234');
    expect(of(0.8241, 'share')).toBe('82.4%');
    expect(of(0.4, 'score')).toBe('40');
    expect(of(-0.25, 'score')).toBe('-25');
    expect(of(4.256, 'mean')).toBe('4.26');
    expect(of(3.25, 'hours')).toBe('3.3 hr');
    expect(of(1, 'days', undefined, 'zh-CN')).toBe('1天');
  });
  it('writes money by the minor units of its currency', () => {
    expect(of(12_345, 'money', 'EUR')).toBe('€123.45');
    expect(of(1_234_567, 'money', 'EUR')).toBe('€12,346');
    expect(of(123_456_789_00, 'money', 'CNY', 'zh-CN')).toBe('¥1.23亿');
    expect(of(500, 'money', 'JPY')).toBe('¥500');
    expect(of(1500, 'money', 'KWD')).toMatch(/1\.500/);
    expect(of(0, 'money')).toBe('0');
  });
  it('writes a missing value as a dash, and no minus before nothing', () => {
    expect(of(null, 'share')).toBe(dash);
    expect(of(-0.00001, 'share')).toBe('0%');
    expect(formatChange(null, { unit: 'count' }, 'en')).toBe(dash);
  });
  it('writes a change with its sign, that of a share in points', () => {
    expect(formatChange(3, { unit: 'count' }, 'en')).toBe('+3');
    expect(formatChange(0, { unit: 'count' }, 'en')).toBe('0');
    expect(formatChange(-0.021, { unit: 'share' }, 'en')).toBe('-2.1 pp');
    expect(formatChange(0.021, { unit: 'share' }, 'zh-CN')).toBe('+2.1 个百分点');
    expect(formatChange(-300, { unit: 'money', currency: 'EUR' }, 'en')).toBe('-€3.00');
    expect(formatChange(0.25, { unit: 'relative' }, 'en')).toBe('+25%');
  });
});
