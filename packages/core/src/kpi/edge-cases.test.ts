import { describe, expect, it } from 'vitest';
import type { Customer } from '../records/customer.ts';
import type { Purchase } from '../records/purchase.ts';
import { findKpi } from './catalogue.ts';
import type { KpiDefinition } from './definition.ts';
import { createEvaluator } from './evaluate.ts';
import { parsePeriod } from './periods.ts';
import { kpiValueOf, type KpiRequest } from './plan.ts';
import { trend } from './trend.ts';

const calendar = { timeZone: 'UTC' };
const customerId = '01930b5e-7c00-7000-8000-000000000001';
const envelope = (id: string, at: string) => ({ id, version: 1, createdAt: at, updatedAt: at });
const customer: Customer = {
  ...envelope(customerId, '2024-01-01T00:00:00Z'),
  kind: 'organization',
  name: 'Ada',
  stage: 'build',
};
let count = 0;
const purchase = (at: string, minor: number, currency = 'EUR'): Purchase => ({
  ...envelope(`01930b5e-7c00-7000-8000-${String((count += 1)).padStart(12, '0')}`, at),
  customerId,
  at,
  amount: { minor, currency },
});

const kpiOf = (id: string): KpiDefinition => {
  const kpi = findKpi(id);
  if (!kpi) throw new Error(`The catalogue lacks ${id}.`);
  return kpi;
};

interface Asked {
  kpi?: string;
  period?: string;
  now?: string;
  goal?: KpiRequest['goal'];
  direction?: KpiDefinition['direction'];
}

/** The value of a KPI over purchases of one customer, as of a moment. */
function valueOf(
  purchases: readonly Purchase[],
  { kpi = 'spend', period = '2026-11', now = '2026-12-05T00:00:00Z', goal, direction }: Asked = {},
) {
  const asOf = Date.parse(now);
  const definition = kpiOf(kpi);
  return kpiValueOf(createEvaluator({ customers: [customer], purchases }, calendar), {
    kpi: direction ? { ...definition, direction } : definition,
    subject: 'tenant',
    period: parsePeriod(period, calendar, asOf),
    asOf,
    calendar,
    goal,
    points: 0,
  });
}

describe('a figure at the edge has one answer', () => {
  it('previous 0: it is told as 0, and a change from it has no percentage', () => {
    const value = valueOf([purchase('2026-11-03T10:00:00Z', 500)]);
    expect(value.previous).toBe(0);
    expect(trend(value.value, value.previous, value.direction)).toMatchObject({
      way: 'up',
      change: 500,
      relative: null,
    });
    expect(trend(0, 0, 'higher')).toMatchObject({ way: 'flat', relative: 0 });
  });

  it('previous and last year without a figure are null, and no trend is made of them', () => {
    const value = valueOf([purchase('2026-11-03T10:00:00Z', 500)], { kpi: 'average-order' });
    expect([value.previous, value.lastYear]).toEqual([null, null]);
    expect(trend(value.value, value.previous, value.direction).way).toBe('unknown');
  });

  it('target 0: reached or not, and nothing between', () => {
    const goal = { target: 0 };
    expect(valueOf([], { goal }).attainment).toBe(1);
    expect(valueOf([purchase('2026-11-03T10:00:00Z', -1)], { goal }).attainment).toBe(0);
    expect(valueOf([], { goal }).thresholds).toEqual({ good: 0, warn: 0 });
  });

  it('target negative: reached or not without a baseline, a way with one', () => {
    const returned = [purchase('2026-11-03T10:00:00Z', -50)];
    expect(valueOf(returned, { goal: { target: -100 } }).attainment).toBe(1);
    expect(valueOf(returned, { goal: { target: -10 } }).attainment).toBe(0);
    expect(valueOf(returned, { goal: { target: -20, baseline: -80 } }).attainment).toBe(0.5);
  });

  it('lower is better: from twice the target down, and the pace is what is allowed by now', () => {
    const some = [purchase('2026-11-03T10:00:00Z', 120)];
    expect(valueOf(some, { goal: { target: 100 }, direction: 'lower' })).toMatchObject({
      attainment: 0.8,
      thresholds: { good: 100, warn: 110 },
    });
    const half = { goal: { target: 100 }, direction: 'lower', now: '2026-11-16T00:00:00Z' } as const;
    expect(valueOf(some, half)).toMatchObject({ pace: 50, complete: false });
  });

  it('a partial period: compared with the same part, the pace a part of the target, attainment against the whole', () => {
    const some = [
      purchase('2025-11-10T10:00:00Z', 40),
      purchase('2025-11-20T10:00:00Z', 4000),
      purchase('2026-10-10T10:00:00Z', 30),
      purchase('2026-10-20T10:00:00Z', 3000),
      purchase('2026-11-10T10:00:00Z', 50),
    ];
    expect(valueOf(some, { now: '2026-11-16T00:00:00Z', goal: { target: 100 } })).toMatchObject({
      value: 50,
      previous: 30,
      lastYear: 40,
      pace: 50,
      attainment: 0.5,
      complete: false,
    });
    expect(valueOf(some, { goal: { target: 100 } })).toMatchObject({ previous: 3030, lastYear: 4040, complete: true });
    expect(valueOf(some, { goal: { target: 100 } }).pace).toBeUndefined();
  });

  it('a period ahead: no value, with its reason, and no attainment', () => {
    const value = valueOf([], { period: '2027-01', goal: { target: 1 } });
    expect(value).toMatchObject({ value: null, reason: 'not-started', attainment: null, complete: false });
  });

  it('late data: counts in the period in which it lies, whenever it arrives', () => {
    const late = purchase('2026-11-03T10:00:00Z', 500);
    const before = valueOf([], { now: '2026-12-05T00:00:00Z' });
    const after = valueOf([{ ...late, createdAt: '2026-12-20T00:00:00Z' }], { now: '2026-12-20T00:00:01Z' });
    expect([before.value, after.value]).toEqual([0, 500]);
    expect([before.complete, after.complete]).toEqual([true, true]);
    expect(after.asOf > before.asOf).toBe(true);
  });

  it('missing data: a sum of nothing is 0, a ratio of nothing has no value, and its parts are not told', () => {
    expect(valueOf([])).toMatchObject({ value: 0, n: 0 });
    const value = valueOf([], { kpi: 'retention-rate', goal: { target: 0.8 } });
    expect(value).toMatchObject({ value: null, reason: 'no-data', n: 0, attainment: null });
    expect('numerator' in value || 'interval' in value).toBe(false);
  });

  it('n below the minimum: withheld with its parts, interval and attainment, n told', () => {
    const value = valueOf([purchase('2026-11-03T10:00:00Z', 500)], { kpi: 'average-order', goal: { target: 400 } });
    expect(value).toMatchObject({ value: null, reason: 'below-minimum', n: 1, attainment: null });
    expect('numerator' in value || 'denominator' in value || 'interval' in value).toBe(false);
  });

  it('several currencies: never added', () => {
    const mixed = [purchase('2026-11-03T10:00:00Z', 500), purchase('2026-11-04T10:00:00Z', 500, 'CNY')];
    expect(valueOf(mixed)).toMatchObject({ value: null, reason: 'mixed-currencies', n: 2 });
    const other = [purchase('2026-10-03T10:00:00Z', 500, 'CNY'), purchase('2026-11-03T10:00:00Z', 500)];
    expect('previous' in valueOf(other)).toBe(false);
  });

  it('neither way better: no thresholds, and attainment is null', () => {
    const value = valueOf([], { kpi: 'customers-held', goal: { target: 5 } });
    expect(value.attainment).toBeNull();
    expect(value.thresholds).toBeUndefined();
  });
});
