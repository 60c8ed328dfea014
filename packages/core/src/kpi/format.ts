import type { KpiValue } from '../records/kpi-value.ts';

/** What stands for a missing value. */
export const dash = '–';

type Formattable = Pick<KpiValue, 'unit'> & { readonly currency?: string | undefined };

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

const units: Partial<Record<KpiValue['unit'], Intl.NumberFormatOptions>> = {
  share: { style: 'percent', maximumFractionDigits: 1 },
  days: { style: 'unit', unit: 'day', unitDisplay: 'short', maximumFractionDigits: 1 },
  hours: { style: 'unit', unit: 'hour', unitDisplay: 'short', maximumFractionDigits: 1 },
  score: { maximumFractionDigits: 0 },
  mean: { maximumFractionDigits: 2 },
};

function write(value: number, kpi: Formattable, locale: string, signed: boolean): string {
  const sign: Intl.NumberFormatOptions = signed ? { signDisplay: 'exceptZero' } : { signDisplay: 'negative' };
  if (kpi.unit !== 'money' || !kpi.currency) {
    const scaled = kpi.unit === 'score' ? value * 100 : kpi.unit === 'money' ? value / 100 : value;
    return numberFormat(locale, { maximumFractionDigits: 1, ...units[kpi.unit], ...sign }).format(scaled);
  }
  const { currency } = kpi;
  const style: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...sign };
  const digits = numberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 2;
  const major = value / 10 ** digits;
  const short: Intl.NumberFormatOptions =
    Math.abs(major) >= 1e6
      ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2 }
      : Math.abs(major) >= 1000
        ? { minimumFractionDigits: 0, maximumFractionDigits: 0 }
        : {};
  return numberFormat(locale, { ...style, ...short }).format(major);
}

/**
 * A value in words of its unit: a share as per cent, money of minor units in its currency (from a thousand on without
 * cents, from a million on shortened), a score of -1 to 1 as -100 to 100, hours and days with their unit. A missing value is a dash.
 */
export function formatKpi(kpi: Formattable & { readonly value: number | null | undefined }, locale: string): string {
  return kpi.value == null ? dash : write(kpi.value, kpi, locale, false);
}

/** A change with its sign; that of a share in percentage points. A missing change is a dash. */
export function formatChange(change: number | null | undefined, kpi: Formattable, locale: string): string {
  if (change == null) return dash;
  if (kpi.unit !== 'share') return write(change, kpi, locale, true);
  const points = numberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(change * 100);
  return `${points} ${/^zh/i.test(locale) ? '个百分点' : 'pp'}`;
}
