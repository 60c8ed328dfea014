import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containsPattern, foldText, keysOf, phoneKey, readCustomerName } from './keys.ts';
import { parseInstant, parseInteger, parseNumeric } from './values.ts';

describe('instants of the database', () => {
  test('are RFC 3339 in UTC with at least milliseconds', () => {
    expect(parseInstant('2026-11-21 09:30:00+00')).toBe('2026-11-21T09:30:00.000Z');
    expect(parseInstant('2026-11-21 09:30:00.5+00')).toBe('2026-11-21T09:30:00.500Z');
    expect(parseInstant('2026-11-21 09:30:00.123456+00')).toBe('2026-11-21T09:30:00.123456Z');
    expect(parseInstant('2026-11-21 09:30:00.12+05:30')).toBe('2026-11-21T04:00:00.120Z');
    expect(parseInstant('2026-11-21 00:30:00-08')).toBe('2026-11-21T08:30:00.000Z');
  });

  test('of any time zone are the same instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.integer({ min: -12, max: 14 }),
        (date, hours) => {
          const there = new Date(date.getTime() + hours * 3_600_000).toISOString().replace('T', ' ').replace('Z', '');
          const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}`;
          expect(parseInstant(`${there}${offset}`)).toBe(date.toISOString());
        },
      ),
    );
  });

  test('that no record can hold are refused', () => {
    for (const value of ['infinity', '-infinity', '0044-03-15 00:00:00+00 BC'])
      expect(() => parseInstant(value)).toThrow(RangeError);
  });
});

test('whole numbers are exact or refused', () => {
  expect(parseInteger('9007199254740991')).toBe(9007199254740991);
  expect(() => parseInteger('9007199254740993')).toThrow(RangeError);
  expect(parseNumeric('123456789012')).toBe(123456789012);
  expect(() => parseNumeric('90071992547409930')).toThrow(RangeError);
  expect(parseNumeric('0.125')).toBe(0.125);
});

describe('keys', () => {
  test('fold case and form', () => {
    expect(foldText('  Straße\t ＡＢＣ ﬁ İI ı ')).toBe('strasse abc fi ii i');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test('find text with its wildcards taken literally', () => {
    expect(containsPattern('50%_\\x')).toBe('%50\\%\\_\\\\x%');
  });

  test('of phone numbers are their digits', () => {
    expect(phoneKey('+41 (0)44 / 123.45-67')).toBe('410441234567');
    expect(phoneKey('0041441234567')).toBe('41441234567');
    expect(phoneKey('＋４１ ４４')).toBe('4144');
  });

  test('are taken from channels, each once, and from nothing else', () => {
    const channels = [
      { kind: 'email', value: 'A@b.c' },
      { kind: 'email', value: 'a@B.C' },
      { kind: 'phone', value: '+1 555 0100' },
      { kind: 'sms', value: '15550100' },
      { kind: 'wechat', value: 'd@e.f' },
      { kind: 'phone', value: '12' },
    ];
    expect(keysOf({ channels })).toEqual([
      { kind: 'email', value: 'a@b.c' },
      { kind: 'phone', value: '15550100' },
    ]);
    expect(keysOf({})).toEqual([]);
  });

  test('tell how a customer was named', () => {
    expect(readCustomerName('01930b5e-7c00-7000-8000-000000000001').by).toBe('id');
    expect(readCustomerName('zoho:Accounts/1@x').by).toBe('ref');
    expect(readCustomerName('A@b.c')).toEqual({ by: 'email', value: 'a@b.c' });
    expect(readCustomerName('+1 555')).toEqual({ by: 'phone', value: '1555' });
  });
});
