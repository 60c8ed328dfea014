import type { Money } from '@liaise/core/records/primitives';

type DateStyle = 'day' | 'short-day' | 'time' | 'moment';

const dateOptions: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  'short-day': { month: 'short', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
};

const relativeSteps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How numbers, money, dates and lists are written in one language. Formatters are made once. */
export class Locale {
  /** A BCP 47 tag. */
  readonly tag: string;
  readonly #made = new Map<string, unknown>();

  constructor(tag: string) {
    this.tag = tag;
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return this.#once(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(this.tag, options)).format(value);
  }

  /** An amount in its currency; whole units only where the amount has no cents. */
  money({ minor, currency }: Money): string {
    const format = this.#once(`m${currency}`, () => {
      const style = { style: 'currency', currency } as const;
      return {
        exact: new Intl.NumberFormat(this.tag, style),
        whole: new Intl.NumberFormat(this.tag, { ...style, maximumFractionDigits: 0, minimumFractionDigits: 0 }),
      };
    });
    const scale = 10 ** (format.exact.resolvedOptions().maximumFractionDigits ?? 2);
    return (minor % scale === 0 ? format.whole : format.exact).format(minor / scale);
  }

  /**
   * A day (`YYYY-MM-DD`, which has no time zone) or an instant (shown in the reader's time zone). What is neither is
   * given back as it is.
   */
  date(value: string, style: DateStyle = 'day'): string {
    const isDay = value.length === 10;
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return value;
    return this.#once(`d${style}${isDay}`, () => {
      return new Intl.DateTimeFormat(this.tag, { ...dateOptions[style], ...(isDay && { timeZone: 'UTC' }) });
    }).format(date);
  }

  /** How far an instant lies from now, in the largest fitting unit: "3 days ago". */
  relative(instant: string, now: number = Date.now()): string {
    const distance = Date.parse(instant) - now;
    if (Number.isNaN(distance)) return instant;
    const format = this.#once('r', () => new Intl.RelativeTimeFormat(this.tag, { numeric: 'auto' }));
    const [unit, size] = relativeSteps.find(([, step]) => Math.abs(distance) >= step) ?? ['minute', 60_000];
    return format.format(Math.trunc(distance / size), unit);
  }

  list(items: readonly string[]): string {
    return this.#once('l', () => new Intl.ListFormat(this.tag, { type: 'conjunction' })).format(items);
  }

  /** Which of the language's plural forms a count takes; `other` stands for those not given. */
  plural(count: number, forms: { one?: string; two?: string; few?: string; many?: string; other: string }): string {
    const rules = this.#once('p', () => new Intl.PluralRules(this.tag));
    const rule = rules.select(count);
    return (rule === 'zero' ? undefined : forms[rule]) ?? forms.other;
  }

  #once<T>(key: string, make: () => T): T {
    let made = this.#made.get(key) as T | undefined;
    if (made === undefined) this.#made.set(key, (made = make()));
    return made;
  }
}

const locales = new Map<string, Locale>();

/** The locale of a tag, made once. */
export function localeOf(tag: string): Locale {
  let locale = locales.get(tag);
  if (!locale) locales.set(tag, (locale = new Locale(tag)));
  return locale;
}
