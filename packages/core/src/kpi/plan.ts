import type { KpiValue } from '../records/kpi-value.ts';
import { comparisonOf } from './comparison.ts';
import type { KpiDefinition } from './definition.ts';
import { describeKpi, type Parts } from './describe.ts';
import type { Evaluator } from './evaluate.ts';
import { type Calendar, type Period, seriesOf, shareElapsed } from './periods.ts';
import { parseSubject } from './subject.ts';

/** Which periods must be evaluated for one value. */
export interface KpiPlan {
  readonly current: Period;
  /** What it is compared with (`comparisonOf`). */
  readonly previous: Period;
  /** The same period a year ago, cut alike. */
  readonly lastYear: Period;
  /** Earlier periods of the same kind, whole, oldest first, for the sparkline. */
  readonly earlier: readonly Period[];
  /**
   * Whether the current value ends the series. Not while a period runs in which the value still builds up: it would always seem
   * to fall.
   */
  readonly seriesHoldsCurrent: boolean;
  /** Share of the period that has passed. */
  readonly elapsed: number;
}

export interface PlanOptions {
  /** Points of the sparkline at most; default 8. 0: none. */
  readonly points?: number;
  /** On which days time passes for the pace; default all. */
  readonly isWorkday?: (day: string) => boolean;
}

/** Says which periods a value needs, so that they can be read at once. Evaluate each, then hand the figures to `describeKpi`. */
export function planKpi(
  kpi: Pick<KpiDefinition, 'cumulative'>,
  period: Period,
  calendar: Calendar,
  now: number,
  { points = 8, isWorkday }: PlanOptions = {},
): KpiPlan {
  const seriesHoldsCurrent = !kpi.cumulative || now >= period.to;
  const series = points > 0 ? seriesOf(period, calendar, seriesHoldsCurrent ? points : points + 1) : [];
  return {
    current: period,
    previous: comparisonOf(kpi, period, calendar, now),
    lastYear: comparisonOf(kpi, period, calendar, now, 'last-year'),
    earlier: series.slice(0, -1),
    seriesHoldsCurrent,
    elapsed: shareElapsed(period, calendar, now, isWorkday),
  };
}

/** What `kpiValueOf` is asked. */
export type KpiRequest = Pick<
  Parts,
  'kpi' | 'subject' | 'period' | 'asOf' | 'goal' | 'thresholds' | 'rank' | 'peers' | 'locale'
> &
  PlanOptions & { readonly calendar: Calendar; readonly currency?: string };

/** A whole value from whoever evaluates, over records in memory or elsewhere: plans, evaluates, describes. */
export function kpiValueOf(evaluator: Pick<Evaluator, 'evaluate'>, request: KpiRequest): KpiValue {
  const { kpi, subject, period, asOf, calendar, currency, ...rest } = request;
  const plan = planKpi(kpi, period, calendar, asOf, request);
  const evaluated = (each: Period) =>
    evaluator.evaluate(kpi, {
      subject: parseSubject(subject),
      period: each,
      asOf,
      ...(currency === undefined ? {} : { currency }),
    });
  const { figure, sources } = evaluated(plan.current);
  const series = plan.earlier.map((each) => ({ period: each.name, figure: evaluated(each).figure }));
  if (plan.seriesHoldsCurrent && series.length > 0) series.push({ period: period.name, figure });
  return describeKpi({
    ...rest,
    kpi,
    subject,
    period,
    asOf,
    figure,
    sources,
    previous: evaluated(plan.previous).figure,
    lastYear: evaluated(plan.lastYear).figure,
    elapsed: plan.elapsed,
    series,
  });
}
