import type { KpiDefinition } from './definition.ts';
import { cutPeriod } from './moments.ts';
import { type Calendar, comparableMoment, earlierPeriod, type Period, samePeriodLastYear } from './periods.ts';

/**
 * The earlier period that a KPI is compared with. While the period runs, a KPI that builds up is compared with the same part of the
 * earlier one (to the same day and time of day), any other with the whole of it.
 *
 * @param to `previous` period, or the same one `last-year`
 */
export function comparisonOf(
  kpi: Pick<KpiDefinition, 'cumulative'>,
  period: Period,
  calendar: Calendar,
  now: number,
  to: 'previous' | 'last-year' = 'previous',
): Period {
  const other = to === 'previous' ? earlierPeriod(period, calendar) : samePeriodLastYear(period, calendar);
  return kpi.cumulative ? cutPeriod(other, comparableMoment(period, other, calendar, now), calendar) : other;
}
