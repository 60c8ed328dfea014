import type { KpiValue } from '../records/kpi-value.ts';

/** What stands for a missing value. */
export const dash = '–';

type Formattable = Pick<KpiValue, 'unit'> & { readonly currency?: string | undefined };

const formats = new Map<string, Intl.NumberFormat>();

/** The format of a kind (a unit or a currency's size, with its sign) in a locale, made once. */
function numberFormat(locale: string, kind: string, options: Intl.NumberFormatOptions, signed: boolean) {
  const key = `${locale} ${kind} ${signed}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { ...options, signDisplay: signed ? 'exceptZero' : 'negative' });
    formats.set(key, format);
  }
  return format;
}

const unit = (name: string): Intl.NumberFormatOptions => ({
  style: 'unit',
  unit: name,
  unitDisplay: 'short',
  maximumFractionDigits: 1,
});
const whole: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };
const units: Readonly<Record<KpiValue['unit'], Intl.NumberFormatOptions>> = {
  count: { maximumFractionDigits: 1 },
  money: whole,
  share: { style: 'percent', maximumFractionDigits: 1 },
  days: unit('day'),
  hours: unit('hour'),
  score: whole,
  mean: { maximumFractionDigits: 2 },
};

function write(value: number, { unit, currency }: Formattable, locale: string, signed: boolean): string {
  if (unit !== 'money' || !currency)
    return numberFormat(locale, unit, units[unit], signed).format(
      unit === 'score' ? value * 100 : unit === 'money' ? value / 100 : value,
    );
  const style: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  const exact = numberFormat(locale, currency, style, signed);
  const major = value / 10 ** (exact.resolvedOptions().maximumFractionDigits ?? 2);
  const size = Math.abs(major);
  if (size < 1000) return exact.format(major);
  const short: Intl.NumberFormatOptions =
    size < 1e6 ? whole : { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2 };
  return numberFormat(locale, currency + (size < 1e6 ? ' whole' : ' short'), { ...style, ...short }, signed).format(
    major,
  );
}

/**
 * A value in words of its unit: a share as per cent, money of minor units in its currency (from a thousand on without
 * cents, from a million on shortened), a score of -1 to 1 as -100 to 100, hours and days with their unit. A missing value is a dash.
 */
export function formatKpi(kpi: Formattable & { readonly value: number | null | undefined }, locale: string): string {
  return kpi.value === null || kpi.value === undefined ? dash : write(kpi.value, kpi, locale, false);
}

/** A change with its sign; that of a share in percentage points; a `relative` change (`trend`) as per cent. A missing change is a dash. */
export function formatChange(
  change: number | null | undefined,
  kpi: Formattable | { readonly unit: 'relative' },
  locale: string,
): string {
  if (change === null || change === undefined) return dash;
  if (kpi.unit === 'relative') return numberFormat(locale, 'share', units.share, true).format(change);
  if (kpi.unit !== 'share') return write(change, kpi, locale, true);
  const points = numberFormat(locale, 'count', units.count, true).format(change * 100);
  return `${points} ${/^zh/i.test(locale) ? '个百分点' : 'pp'}`;
}
