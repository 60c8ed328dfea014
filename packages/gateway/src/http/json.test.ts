import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFault, parseJson } from './json.ts';

const limits = { depth: 32, entries: 200 };
const suite = new URL('../../../../../shared/attacks/json/test_parsing/', import.meta.url);

function fault(text: string): string | undefined {
  try {
    parseJson(text, limits);
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return error.code;
    throw error;
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), fc.constantFrom(0, 2), (value, space) => {
        const text = JSON.stringify(value, null, space);
        fc.pre(fault(text) === undefined);
        expect(parseJson(text, limits)).toEqual(JSON.parse(JSON.stringify(JSON.parse(text))));
      }),
    );
  });

  it.each([
    ['[1,]', 'malformed'],
    ['{"a":1,}', 'malformed'],
    ['', 'malformed'],
    ['{"a"', 'malformed'],
    ['NaN', 'malformed'],
    ['01', 'malformed'],
    ['"\t"', 'malformed'],
    ['"\\x"', 'malformed'],
    ['\u00a01', 'malformed'],
    ['1 2', 'malformed'],
    ['['.repeat(10_000), 'too-deep'],
    [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'too-deep'],
    [JSON.stringify(Array.from({ length: 201 }, () => 0)), 'too-many-entries'],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [n, 0]))), 'too-many-entries'],
    ['{"a":1,"a":2}', 'duplicate-key'],
    ['{"\\u0061":1,"a":2}', 'duplicate-key'],
    ['{"__proto__":{"admin":true}}', 'reserved-key'],
    ['{"constructor":{"prototype":{"x":1}}}', 'reserved-key'],
    ['1e400', 'number-too-large'],
    ['9007199254740993', 'number-not-exact'],
    ['"\\u0000"', 'nul'],
    ['"\\ud800"', 'lone-surrogate'],
    ['{"a":{"b":"\\udc00"}}', 'lone-surrogate'],
  ])('refuses %.40s', (text, code) => {
    expect(fault(text)).toBe(code);
  });

  it('says where', () => {
    expect(() => parseJson('{"site":{"city":"\\u0000"}}', limits)).toThrow(
      expect.objectContaining({ path: 'site.city' }),
    );
    expect(() => parseJson('{\n "a": x}', limits)).toThrow('line 2, column 7');
  });

  it('takes what is at the limits', () => {
    expect(parseJson('['.repeat(32) + ']'.repeat(32), limits)).toBeInstanceOf(Array);
    expect(parseJson('-0', limits)).toBe(0);
    expect(parseJson('9007199254740991', limits)).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseJson('"😀\\ud83d\\ude00"', limits)).toBe('😀😀');
  });

  it('agrees with the public parsing suite', ({ skip }) => {
    if (!existsSync(suite)) skip('The folder ../shared with the public JSON parsing suite is not there.');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (const name of readdirSync(suite).filter((file) => /^[yn]_.*\.json$/.test(file))) {
      let code: string | undefined;
      try {
        code = fault(decoder.decode(readFileSync(new URL(name, suite))));
      } catch {
        code = 'malformed';
      }
      if (name.startsWith('n_')) expect(code, name).toBeDefined();
      else expect([undefined, 'duplicate-key', 'nul'], name).toContain(code);
    }
  });
});
