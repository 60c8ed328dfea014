import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convert, dayOfText } from './convert.ts';
import { checkMapping, MappingError, parseMapping, type Source } from './mapping.ts';

const usable = {
  resource: 'customers',
  externalRef: { system: 'old', collection: 'people', column: 'no' },
  columns: { name: { column: 'name' } },
};
const faults = (change: object): string => {
  try {
    checkMapping({ ...usable, ...change });
    return '';
  } catch (error) {
    if (error instanceof MappingError) return error.message;
    throw error;
  }
};

describe('checkMapping', () => {
  it('takes the mappings that docs/import.md shows', () => {
    const page = readFileSync(new URL('../../../../docs/import.md', import.meta.url), 'utf8');
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)];
    expect(examples).toHaveLength(3);
    for (const [, example = ''] of examples) expect(parseMapping(example).columns).not.toEqual({});
  });
  it('takes the smallest, and fills in what is usual', () => {
    expect(checkMapping(usable)).toMatchObject({ separator: ',', header: true, encoding: 'utf-8', references: {} });
  });
  it('names each field that is not there, and what may be meant', () => {
    expect(faults({ columns: { nmae: { column: 1 } } })).toBe(
      'columns.nmae: customers has no field "nmae"; did you mean "name"?',
    );
    expect(faults({ columns: { 'site.ctiy': { column: 1 } } })).toContain('did you mean "city"?');
    expect(faults({ columns: { site: { column: 1 } } })).toContain('site has fields of its own');
    expect(faults({ columns: { channels: { column: 1 } } })).toContain('channels.0');
    expect(faults({ columns: { id: { column: 1 } } })).toContain('no field "id"');
    expect(faults({ columns: { 'extra.anything': { column: 1 } } })).toBe('');
    expect(faults({ constants: { stage_: 'grow' }, columns: { nam: { column: 1 } } }).split('\n')).toHaveLength(2);
  });
  it('names settings that are not there or hold what they cannot', () => {
    expect(faults({ seperator: ';' })).toContain('there is no setting "seperator"; did you mean "separator"?');
    expect(faults({ resource: 'persons' })).toContain('resource: Expected one of teams');
    expect(faults({ columns: { name: {} } })).toContain('either "column" or "template"');
    expect(faults({ columns: { name: { column: 'a', format: 'date' } } })).toContain('columns.name.format');
    expect(faults({ encoding: 'klingon' })).toContain('encoding: "klingon" is not known');
    expect(faults({ externalRef: { system: 'old' } })).toContain('externalRef');
    expect(faults({ references: { name: { system: 'old', collection: 'a', column: 1 } } })).toContain(
      'say which "resource"',
    );
    expect(() => parseMapping('{')).toThrow(MappingError);
  });
});

describe('convert', () => {
  it('takes days and instants later than they are written, across months and summer time', () => {
    const day: Source = { column: 1, format: 'day', pattern: 'dd.mm.yyyy' };
    expect(convert('30.01.2026', day, 33)).toBe('2026-03-04');
    const at: Source = { column: 1, format: 'instant', timeZone: 'Europe/Berlin' };
    expect(convert('2026-03-28 09:30', at, 2)).toBe('2026-03-30T07:30:00.000Z');
    expect(convert('2026-03-28T09:30:00+01:00', at, -28)).toBe('2026-02-28T08:30:00.000Z');
    expect(dayOfText('30.01.2026', day)).toBe(Date.parse('2026-01-30') / 86_400_000);
    expect([dayOfText('', day), dayOfText('soon', day), dayOfText('30.01.2026', { column: 1 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  const read = (text: string, source: Partial<Source>) => convert(text, { column: 1, ...source });
  it('reads decimals exactly, without a floating point on the way', () => {
    expect(read('29.33', { format: 'decimal', scale: 2 })).toBe(2933);
    expect(read('1.1', { format: 'decimal', scale: 2 })).toBe(110);
    expect(read('1,234,567.80', { format: 'decimal', scale: 2 })).toBe(123_456_780);
    expect(read('-1.234,5', { format: 'decimal', scale: 2, decimalSign: ',' })).toBe(-123_450);
    expect(() => read('0.005', { format: 'decimal', scale: 2 })).toThrow('at most 2 decimals');
    expect(() => read('1.2.3', { format: 'decimal', scale: 2 })).toThrow('Expected a number');
    expect(() => read('99999999999999999', { format: 'decimal', scale: 2 })).toThrow('too large');
  });
  it('reads days and instants, and refuses days that do not exist', () => {
    expect(read('19970229'.replace('29', '28'), { format: 'day', pattern: 'yyyymmdd' })).toBe('1997-02-28');
    expect(() => read('19970229', { format: 'day', pattern: 'yyyymmdd' })).toThrow('exists');
    expect(read('3/4/2026', { format: 'day', pattern: 'mm/dd/yyyy' })).toBe('2026-03-04');
    expect(read('3/4/2026', { format: 'day', pattern: 'dd/mm/yyyy' })).toBe('2026-04-03');
    expect(read('2026-03-04 09:30', { format: 'instant', timeZone: 'Asia/Shanghai' })).toBe('2026-03-04T01:30:00.000Z');
    expect(read('2026-03-04T09:30:00+01:00', { format: 'instant' })).toBe('2026-03-04T08:30:00.000Z');
    expect(() => read('2026-03-04 25:00', { format: 'instant' })).toThrow('23:59:59');
  });
  it('translates first, and takes an empty text for none', () => {
    expect(read(' GTXPro ', { values: { GTXPro: 'GTX Pro' } })).toBe('GTX Pro');
    expect(read('n/a', { values: { 'n/a': null }, format: 'integer' })).toBeUndefined();
    expect(read('  ', { format: 'day' })).toBeUndefined();
    expect(read('No', { format: 'boolean' })).toBe(false);
  });
});
