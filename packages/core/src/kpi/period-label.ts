const formats = new Map<string, Intl.DateTimeFormat>();

function cached(locale: string, kind: 'month' | 'days'): Intl.DateTimeFormat {
  let format = formats.get(kind + locale);
  if (!format) {
    const shown: Intl.DateTimeFormatOptions =
      kind === 'month' ? { year: 'numeric', month: 'long' } : { dateStyle: 'medium' };
    formats.set(kind + locale, (format = new Intl.DateTimeFormat(locale, { ...shown, timeZone: 'UTC' })));
  }
  return format;
}

/**
 * A period's name in words: `November 2026`, `Q4 2026`, `Week 47, 2026`, `Last 30 days`; in Chinese `2026年11月`,
 * `2026年第4季度`, `2026年第47周`, `最近30天`. In other languages months and days are in that language, the rest in English. A name
 * that is none is given back.
 */
export function periodLabel(name: string, locale: string): string {
  const chinese = /^zh\b/i.test(locale);
  const rolling = /^last-(\d+)-days$/.exec(name)?.[1];
  if (rolling !== undefined) return chinese ? `最近${rolling}天` : `Last ${rolling} days`;
  if (!/^\d{4}(?:$|[-/])/.test(name)) return name;
  const year = name.slice(0, 4);
  const rest = name.slice(5);
  if (name.includes('/')) {
    const [first = '', last = ''] = name.split('/');
    return cached(locale, 'days').formatRange(Date.parse(first), Date.parse(last));
  }
  if (rest === '') return chinese ? `${year}年` : year;
  if (rest.startsWith('Q')) return chinese ? `${year}年第${rest.slice(1)}季度` : `${rest} ${year}`;
  if (rest.startsWith('W')) {
    const week = Number(rest.slice(1));
    return chinese ? `${year}年第${week}周` : `Week ${week}, ${year}`;
  }
  return /^\d\d$/.test(rest) ? cached(locale, 'month').format(Date.parse(`${name}-01`)) : name;
}
