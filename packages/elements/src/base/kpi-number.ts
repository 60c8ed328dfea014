import type { KpiValue } from '@liaise/core/records/kpi-value';

/** What a KPI's figure is counted in, as a person writes it. */
export interface Written {
  /** What a written number is multiplied by to give the figure. */
  readonly scale: number;
  /** What stands behind the number: `%`, a currency, or nothing. */
  readonly suffix: '%' | 'days' | 'hours' | '' | (string & {});
}

/**
 * How a person writes a figure of a unit: a share as per cent, a score of -1 to 1 as -100 to 100, money in whole units of its
 * currency (a figure is in minor units).
 */
export function writtenAs(unit: KpiValue['unit'], currency = ''): Written {
  if (unit === 'share') return { scale: 0.01, suffix: '%' };
  if (unit === 'score') return { scale: 0.01, suffix: '' };
  if (unit === 'days' || unit === 'hours') return { scale: 1, suffix: unit };
  if (unit !== 'money') return { scale: 1, suffix: '' };
  return { scale: 10 ** digitsOf(currency), suffix: currency };
}

function digitsOf(currency: string): number {
  if (currency === '') return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** A figure as text for a number field; empty where there is none. */
export function toField(figure: number | null | undefined, { scale }: Written): string {
  return typeof figure === 'number' ? String(tidy(figure / scale)) : '';
}

/** The figure of what was written in a number field; undefined where it is no number. Takes a comma for a decimal point. */
export function fromField(text: string, { scale }: Written): number | undefined {
  const written = text.trim().replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  const value = written === '' ? NaN : Number(written);
  return Number.isFinite(value) ? tidy(value * scale) : undefined;
}

/** Without the last digits that binary fractions add. */
const tidy = (value: number): number => Number(value.toPrecision(12));
