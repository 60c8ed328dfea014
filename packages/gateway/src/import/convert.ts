import { dayName, dayNumber, startOfDay } from '@liaise/core/kpi';
import type { Source } from './mapping.ts';

/** Thrown where a text of the file does not read as its format says. The message is one sentence. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

type Pattern = NonNullable<Source['pattern']>;
const days: Readonly<Record<Pattern, { regex: RegExp; order: readonly ('y' | 'm' | 'd')[] }>> = {
  'yyyy-mm-dd': { regex: /^(\d{4})-(\d{1,2})-(\d{1,2})/, order: ['y', 'm', 'd'] },
  yyyymmdd: { regex: /^(\d{4})(\d{2})(\d{2})/, order: ['y', 'm', 'd'] },
  'yyyy/mm/dd': { regex: /^(\d{4})\/(\d{1,2})\/(\d{1,2})/, order: ['y', 'm', 'd'] },
  'dd.mm.yyyy': { regex: /^(\d{1,2})\.(\d{1,2})\.(\d{4})/, order: ['d', 'm', 'y'] },
  'dd/mm/yyyy': { regex: /^(\d{1,2})\/(\d{1,2})\/(\d{4})/, order: ['d', 'm', 'y'] },
  'mm/dd/yyyy': { regex: /^(\d{1,2})\/(\d{1,2})\/(\d{4})/, order: ['m', 'd', 'y'] },
};

/** The day that a text begins with, as `YYYY-MM-DD` and so many days later, and what follows it. */
function readDay(text: string, pattern: Pattern, later = 0): { day: string; rest: string } {
  const { regex, order } = days[pattern];
  const match = regex.exec(text);
  const part = (which: 'y' | 'm' | 'd') => match?.[order.indexOf(which) + 1]?.padStart(2, '0') ?? '';
  const day = `${part('y')}-${part('m')}-${part('d')}`;
  const exists = match !== null && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (!exists) throw new Unreadable(`Expected a day that exists, written ${pattern}.`);
  return { day: later === 0 ? day : dayName(dayNumber(day) + later), rest: text.slice(match[0].length) };
}

function readInstant(text: string, { pattern = 'yyyy-mm-dd', timeZone = 'UTC' }: Source, later: number): string {
  const { day, rest } = readDay(text, pattern, later);
  const time = /^(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(rest);
  if (!time) throw new Unreadable('Expected a day, or a day and a time such as 09:30 or 09:30:00Z.');
  const [, hour = '00', minute = '00', second = '00', fraction = '', zone] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw new Unreadable('Expected a time from 00:00:00 to 23:59:59.');
  if (zone !== undefined) {
    const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
    return new Date(`${day}T${hour}:${minute}:${second}${fraction}${offset}`).toISOString();
  }
  const sinceMidnight = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const midnight = timeZone === 'UTC' ? Date.parse(day) : startOfDay(dayNumber(day), timeZone);
  return new Date(midnight + sinceMidnight).toISOString();
}

/** A number as plain digits with a point: thousands apart by the other sign, a space or an apostrophe are joined. */
function plainNumber(text: string, decimalSign: '.' | ','): string {
  const thousands = decimalSign === '.' ? ',' : '.';
  const match = new RegExp(
    `^([+-]?)(\\d{1,3}(?:[${thousands}'\\u00a0\\u202f ]\\d{3})+|\\d+)(?:[${decimalSign}](\\d+))?$`,
  ).exec(text);
  if (!match) throw new Unreadable(`Expected a number with "${decimalSign}" before its decimals.`);
  const [, sign = '', whole = '', decimals] = match;
  return `${sign === '-' ? '-' : ''}${whole.replace(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** A decimal number times ten to the `scale`, exactly. */
function scaled(plain: string, scale: number): number {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > scale) throw new Unreadable(`Expected at most ${String(scale)} decimals.`);
  const number = Number(`${sign}${whole}${kept.padEnd(scale, '0')}`);
  if (!Number.isSafeInteger(number)) throw new Unreadable('The number is too large.');
  return number === 0 ? 0 : number;
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  no: false,
  n: false,
  '0': false,
};

/** The day, as a number since 1970-01-01, that a text of the file says by its format; undefined where it says none. */
export function dayOfText(given: string, source: Source): number | undefined {
  const text = translated(given, source.values);
  if (text === undefined || (source.format !== 'day' && source.format !== 'instant')) return undefined;
  try {
    return dayNumber(readDay(text, source.pattern ?? 'yyyy-mm-dd').day);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * Reads a text of the file as its format says. An empty text is no value.
 *
 * @param later how many days later than they are written days and instants are taken
 * @throws {Unreadable}
 */
export function convert(given: string, source: Source, later = 0): string | number | boolean | undefined {
  const text = translated(given, source.values);
  if (text === undefined) return undefined;
  const { format = 'text', decimalSign = '.', scale = 0 } = source;
  switch (format) {
    case 'text':
      return text;
    case 'boolean': {
      const truth = truths[text.toLowerCase()];
      if (truth === undefined) throw new Unreadable('Expected yes or no, true or false, 1 or 0.');
      return truth;
    }
    case 'number':
      return Number(plainNumber(text, decimalSign));
    case 'integer':
      return scaled(plainNumber(text, decimalSign), 0);
    case 'decimal':
      return scaled(plainNumber(text, decimalSign), scale);
    case 'day': {
      const { day, rest } = readDay(text, source.pattern ?? 'yyyy-mm-dd', later);
      if (rest !== '' && !/^[T ][\d:.]+Z?$/.test(rest))
        throw new Unreadable(`Expected nothing after the day, not "${rest.slice(0, 20)}".`);
      return day;
    }
    case 'instant':
      return readInstant(text, source, later);
  }
}

/** A text without white space around it, translated; undefined where it is empty or stands for nothing. */
export function translated(given: string, values: Source['values']): string | undefined {
  const text = given.trim();
  const meant = values && Object.hasOwn(values, text) ? values[text] : text;
  return meant === null || meant === '' ? undefined : meant;
}
