import type { Period } from './periods.ts';

const months = new Map<string, Intl.DateTimeFormat>();
const ranges = new Map<string, Intl.DateTimeFormat>();

function cached(
  cache: Map<string, Intl.DateTimeFormat>,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  let format = cache.get(locale);
  if (!format) cache.set(locale, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })));
  return format;
}

/**
 * A period in words: `November 2026`, `Q4 2026`, `Week 47, 2026`, `Last 30 days`; in Chinese `2026年11月`, `2026年第4季度`,
 * `2026年第47周`, `最近30天`. In other languages months and days are in that language, the rest in English.
 */
export function periodLabel(
  period: Pick<Period, 'name' | 'kind' | 'firstDay' | 'endDay' | 'days'>,
  locale: string,
): string {
  const chinese = /^zh\b/i.test(locale);
  const year = period.name.slice(0, 4);
  const first = Date.parse(`${period.firstDay}T00:00:00Z`);
  switch (period.kind) {
    case 'year':
      return chinese ? `${year}年` : year;
    case 'quarter':
      return chinese ? `${year}年第${period.name.slice(6)}季度` : `Q${period.name.slice(6)} ${year}`;
    case 'month':
      return cached(months, locale, { year: 'numeric', month: 'long' }).format(first);
    case 'week': {
      const week = Number(period.name.slice(6));
      return chinese ? `${year}年第${week}周` : `Week ${week}, ${year}`;
    }
    case 'rolling':
      if (period.name.startsWith('last-')) return chinese ? `最近${period.days}天` : `Last ${period.days} days`;
      return cached(ranges, locale, { dateStyle: 'medium' }).formatRange(
        first,
        Date.parse(`${period.endDay}T00:00:00Z`) - 86_400_000,
      );
  }
}
