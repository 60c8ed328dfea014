import { clamp, netEstimate, normalWidth, studentWidth, wilson } from '../scores/intervals.ts';
import type { KpiValue } from '../records/kpi-value.ts';
import type { KpiDefinition } from './definition.ts';
import type { Aggregate, Measure, Resource } from './measure.ts';

/** Sums over selected rows: all that a reader of records hands over. Which sum is which stands with each measure. */
export interface Tally {
  readonly n: number;
  readonly sum: number;
  readonly squares?: number;
  /** The currencies of the amounts added, each once. */
  readonly currencies?: readonly string[];
}

/** A value with what it was made of, or `null` with the reason. */
export interface Figure {
  readonly value: number | null;
  readonly reason?: NonNullable<KpiValue['reason']>;
  readonly n: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** 95 % interval. */
  readonly interval?: [number, number];
  readonly currency?: string;
}

/** The aggregates of a measure that is made of aggregates, in the order of their tallies; else none. */
export function aggregatesOf(measure: Measure): readonly Aggregate[] {
  if ('aggregate' in measure) return [measure];
  if ('plus' in measure) return [...measure.plus, ...(measure.minus ?? [])];
  return 'ratio' in measure ? measure.ratio : [];
}

/** How many tallies a measure is computed from. */
export function tallyCount(measure: Measure): number {
  if ('kept' in measure) return 2;
  return aggregatesOf(measure).length || 1;
}

/** Whether tallies of disjoint subjects may be added to those of their union. Not where different values are counted. */
export function isAdditive(measure: Measure): boolean {
  return aggregatesOf(measure).every((aggregate) => aggregate.aggregate !== 'distinct');
}

/** Rolls up: adds tallies of the same measure position by position. Never an average of ratios. */
export function addTallies(some: readonly Tally[], more: readonly Tally[]): Tally[] {
  return some.map((one, index) => {
    const other = more[index] ?? { n: 0, sum: 0 };
    return {
      n: one.n + other.n,
      sum: one.sum + other.sum,
      ...(one.squares === undefined && other.squares === undefined
        ? {}
        : { squares: (one.squares ?? 0) + (other.squares ?? 0) }),
      ...(one.currencies || other.currencies
        ? { currencies: [...new Set([...(one.currencies ?? []), ...(other.currencies ?? [])])].sort() }
        : {}),
    };
  });
}

/** Which records a value rests on and how many of them. */
export function sourcesOf(measure: Measure, tallies: readonly Tally[]): { resource: Resource; count: number }[] {
  const aggregates = aggregatesOf(measure);
  const counts = new Map<Resource, number>();
  if (aggregates.length === 0 && 'of' in measure) counts.set(measure.of.resource, tallies[0]?.n ?? 0);
  aggregates.forEach(({ resource }, index) => {
    const n = tallies[index]?.n ?? 0;
    const known = counts.get(resource) ?? 0;
    counts.set(resource, 'ratio' in measure ? Math.max(known, n) : known + n);
  });
  return [...counts].map(([resource, count]) => ({ resource, count }));
}

const none: Tally = { n: 0, sum: 0 };

/** Mean with Student's t interval; none for a single value. */
function meanOf({ n, sum, squares = 0 }: Tally): { value: number; interval?: [number, number] } {
  const value = sum / n;
  if (n < 2) return { value };
  const variance = Math.max(0, (squares - n * value * value) / (n - 1));
  const half = variance === 0 ? 0 : studentWidth(0.95, n - 1) * Math.sqrt(variance / n);
  return { value, interval: [value - half, value + half] };
}

function rawFigure(measure: Measure, tallies: readonly Tally[], money: boolean): Figure {
  const [first = none, second = none] = tallies;
  const whole = (value: number) => (money ? Math.round(value) : value);
  const empty = { value: null, reason: 'no-data', n: first.n } as const;
  if ('aggregate' in measure) return { value: whole(first.sum), n: first.n };
  if ('plus' in measure) {
    const value = tallies.reduce((total, { sum }, index) => total + (index < measure.plus.length ? sum : -sum), 0);
    return { value: whole(value), n: tallies.reduce((total, { n }) => total + n, 0) };
  }
  if ('ratio' in measure) {
    const figure = { n: second.n, numerator: first.sum, denominator: second.sum };
    return second.sum === 0
      ? { ...figure, value: null, reason: 'no-data' }
      : { ...figure, value: first.sum / second.sum };
  }
  if ('kept' in measure) {
    const figure = { n: second.n, numerator: first.sum, denominator: second.sum };
    return second.sum > 0
      ? { ...figure, value: first.sum / second.sum }
      : { ...figure, value: null, reason: 'no-data' };
  }
  const { n, sum, squares = 0 } = first;
  if (n === 0)
    return 'share' in measure || 'completeness' in measure ? { ...empty, numerator: 0, denominator: 0 } : empty;
  if ('share' in measure) return { value: sum / n, n, numerator: sum, denominator: n, interval: wilson(sum / n, n) };
  if ('completeness' in measure) {
    const cells = n * measure.completeness.length;
    return { value: sum / cells, n, numerator: sum, denominator: cells };
  }
  if ('mean' in measure) return { ...meanOf(first), n, numerator: sum, denominator: n };
  switch (measure.score) {
    case 'nps': {
      const adjusted = netEstimate((squares + sum) / 2 / n, (squares - sum) / 2 / n, n, 0.75);
      const half = normalWidth(0.95) * adjusted.standardError;
      const interval: [number, number] = [clamp(adjusted.score - half, -1, 1), clamp(adjusted.score + half, -1, 1)];
      return { value: sum / n, n, numerator: sum, denominator: n, interval };
    }
    case 'csat':
      return { value: sum / n, n, numerator: sum, denominator: n, interval: wilson(sum / n, n) };
    case 'ces': {
      const { value, interval = [1, 7] } = meanOf(first);
      return {
        value,
        n,
        numerator: sum,
        denominator: n,
        interval: [clamp(interval[0], 1, 7), clamp(interval[1], 1, 7)],
      };
    }
  }
}

/**
 * The value of a measure from its tallies, with its interval, or the one reason why there is none, in this order:
 * amounts of several currencies were added (`mixed-currencies`), there is nothing to divide by (`no-data`), `n` is below the
 * minimum (`below-minimum`: numerator, denominator and interval are withheld as well). Intervals: Wilson (1927) for shares and
 * CSAT, adjusted Wald (Rocks 2016) for NPS, Student's t for means and CES. Money in minor units, whole for sums.
 *
 * @param currency said where no amount named one
 */
export function figureOf(
  kpi: Pick<KpiDefinition, 'measure' | 'unit' | 'minimumN'>,
  tallies: readonly Tally[],
  currency?: string,
): Figure {
  const currencies = [...new Set(tallies.flatMap((tally) => tally.currencies ?? []))];
  const money = kpi.unit === 'money';
  const figure = rawFigure(kpi.measure, tallies, money);
  if (currencies.length > 1) return { value: null, reason: 'mixed-currencies', n: figure.n };
  const named = currencies[0] ?? currency;
  const unit = money && named !== undefined ? { currency: named } : {};
  if (figure.value !== null && figure.n < kpi.minimumN)
    return { value: null, reason: 'below-minimum', n: figure.n, ...unit };
  return { ...figure, ...unit };
}
