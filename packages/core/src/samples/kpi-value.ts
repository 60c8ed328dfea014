import type { KpiValue } from '../records/kpi-value.ts';
import { instantOn, sampleToday } from './calendar.ts';
import type { Random } from './random.ts';

/** A sample value of a KPI that counts, with a target, a trend and eight months before it. */
export function sampleKpiValue(random: Random, given: Partial<KpiValue> = {}): KpiValue {
  const value = random.integer(4, 40);
  const series = Array.from({ length: 8 }, (_, index) => ({
    period: `2026-${String(index + 3).padStart(2, '0')}`,
    value: random.integer(4, 40),
  }));
  return {
    kpi: 'visits-done',
    subject: 'tenant',
    period: '2026-11',
    value,
    unit: 'count',
    direction: 'higher',
    n: value,
    previous: random.integer(4, 40),
    target: 30,
    series,
    asOf: instantOn(sampleToday, 540),
    complete: false,
    formula: 'Visits checked in within the period and checked out, reported or reviewed since.',
    sources: [{ resource: 'visits', count: value }],
    ...given,
  };
}
