import pg from 'pg';

const { TIMESTAMPTZ, DATE, INT8, NUMERIC } = pg.types.builtins;

const asText = (value: string) => value;

/**
 * An instant of PostgreSQL (`2026-11-21 09:30:00.5+00`) as RFC 3339 in UTC with at least milliseconds
 * (`2026-11-21T09:30:00.500Z`); microseconds are kept where there are some.
 */
export function parseInstant(value: string): string {
  const parts = /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-]\d\d(?::\d\d){0,2})$/.exec(value);
  if (parts === null) throw new RangeError(`Not an instant that a record can hold: ${value}`);
  const [, year = '', month, day, hour, minute, second, fraction = '', offset = ''] = parts;
  const digits = fraction.length > 3 ? fraction.padEnd(6, '0') : fraction.padEnd(3, '0');
  if (/^[+-]00(?::00)*$/.test(offset)) return `${year}-${month}-${day}T${hour}:${minute}:${second}.${digits}Z`;
  const whole = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset.slice(0, 6).padEnd(6, ':00')}`);
  return whole.toISOString().replace('.000Z', `.${digits}Z`);
}

/** A whole number of PostgreSQL as a number; throws where JavaScript would round it. */
export function parseInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError('A whole number of the database exceeds what JavaScript keeps exactly.');
  return number;
}

/** A numeric of PostgreSQL as a number: sums of integers exactly or not at all, fractions rounded to a double. */
export function parseNumeric(value: string): number {
  return /^-?\d+$/.test(value) ? parseInteger(value) : Number(value);
}

/** How values are read: instants as RFC 3339, days as `YYYY-MM-DD`, whole numbers as safe numbers. */
export const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary') {
      if (oid === TIMESTAMPTZ) return parseInstant;
      if (oid === DATE) return asText;
      if (oid === INT8) return parseInteger;
      if (oid === NUMERIC) return parseNumeric;
    }
    const parse: unknown = pg.types.getTypeParser(oid, format);
    return parse as (value: string) => unknown;
  },
};
