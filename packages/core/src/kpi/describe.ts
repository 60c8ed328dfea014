import type { Goal } from '../records/goal.ts';
import type { KpiValue } from '../records/kpi-value.ts';
import { attainment } from './attainment.ts';
import { inLocale, type KpiDefinition } from './definition.ts';
import type { Resource } from './fields.ts';
import { pace } from './pace.ts';
import { type Period, stageOf } from './periods.ts';
import type { Figure } from './tally.ts';

/** The parts of a value, each evaluated by whoever holds the records. */
export interface Parts {
  readonly kpi: KpiDefinition;
  /** As written: `rep:ID`, `team:ID`, `customer:ID` or `tenant`. */
  readonly subject: string;
  readonly period: Period;
  /** Moment of computing, milliseconds since the epoch. */
  readonly asOf: number;
  readonly figure: Figure;
  readonly sources: readonly { readonly resource: Resource; readonly count: number }[];
  /** The figure of the earlier period over its comparable part (`comparisonOf`). */
  readonly previous?: Figure | undefined;
  /** The figure of the same period a year ago, cut alike. */
  readonly lastYear?: Figure | undefined;
  /** The goal of this KPI, subject and period. */
  readonly goal?: Pick<Goal, 'target' | 'baseline' | 'warn'> | undefined;
  /** Share of the period that has passed (`shareElapsed`); needed for a pace. */
  readonly elapsed?: number | undefined;
  /** Thresholds where there is no goal. */
  readonly thresholds?: { readonly good: number; readonly warn: number } | undefined;
  /** Oldest first, this period last (`seriesOf`). */
  readonly series?: readonly { readonly period: string; readonly figure: Figure }[] | undefined;
  /** The place among its peers (`standing`). */
  readonly rank?: KpiValue['rank'];
  readonly peers?: KpiValue['peers'];
  /** For the formula in words; default English. */
  readonly locale?: string | undefined;
}

/** Without a `warn` of its own a goal warns from nine tenths of the way to its target. */
const WARN = 0.9;

function thresholdsOf(
  kpi: KpiDefinition,
  goal: NonNullable<Parts['goal']>,
): { good: number; warn: number } | undefined {
  if (kpi.direction === 'neutral') return undefined;
  const { target, baseline, warn } = goal;
  const from = baseline ?? (kpi.direction === 'higher' ? 0 : 2 * target);
  const onTheWay = from + WARN * (target - from);
  const worse = kpi.direction === 'higher' ? onTheWay < target : onTheWay > target;
  return { good: target, warn: warn ?? (worse ? onTheWay : target) };
}

const comparable = (other: Figure, { currency }: Figure): boolean =>
  !other.currency || !currency || other.currency === currency;

/**
 * Puts a KPI's value together from its parts: the one place where comparison, thresholds, pace and attainment are decided.
 *
 * - `complete`: the period is over. A record that arrives later is still counted in the period its moment lies in: the value is
 *   computed anew, and `asOf` says when.
 * - `pace`: only while the period runs (a rolling period has none), only with a target. `attainment` is always against the whole target.
 * - A withheld figure (no data, below the minimum, mixed currencies, not started) has neither numerator, interval nor attainment.
 * - `previous` and `lastYear` are `null` where that period has no figure, and absent where none was asked for or its currency differs.
 */
export function describeKpi(parts: Parts): KpiValue {
  const { kpi, period, figure, goal, previous, lastYear, series, rank, peers, asOf, elapsed } = parts;
  const { value, reason } = figure;
  const target = goal?.target;
  const running = stageOf(period, asOf) === 'running' && period.kind !== 'rolling';
  const thresholds = goal ? thresholdsOf(kpi, goal) : parts.thresholds;
  const shown = value !== null;
  const reached =
    goal && shown ? attainment({ actual: value, ...goal, direction: kpi.direction }).attainment : undefined;
  const expected =
    target !== undefined && running && elapsed !== undefined
      ? pace({ target, elapsed, cumulative: kpi.cumulative }).expected
      : undefined;
  return {
    kpi: kpi.id,
    subject: parts.subject,
    period: period.name,
    value,
    ...(reason ? { reason } : {}),
    unit: kpi.unit,
    ...(figure.currency === undefined ? {} : { currency: figure.currency }),
    direction: kpi.direction,
    ...(shown && figure.numerator !== undefined ? { numerator: figure.numerator } : {}),
    ...(shown && figure.denominator !== undefined ? { denominator: figure.denominator } : {}),
    n: figure.n,
    ...(shown && figure.interval ? { interval: figure.interval } : {}),
    ...(previous && comparable(previous, figure) ? { previous: previous.value } : {}),
    ...(lastYear && comparable(lastYear, figure) ? { lastYear: lastYear.value } : {}),
    ...(target === undefined ? {} : { target }),
    ...(expected === undefined ? {} : { pace: expected }),
    ...(goal ? { attainment: reached ?? null } : {}),
    ...(thresholds ? { thresholds: { good: thresholds.good, warn: thresholds.warn } } : {}),
    ...(series ? { series: series.map((each) => ({ period: each.period, value: each.figure.value })) } : {}),
    ...(rank ? { rank: { ...rank } } : {}),
    ...(peers ? { peers: { ...peers } } : {}),
    asOf: new Date(asOf).toISOString(),
    complete: asOf >= period.to,
    formula: inLocale(kpi.formula, parts.locale ?? 'en'),
    sources: parts.sources.map(({ resource, count }) => ({ resource, count })),
  };
}
