import { describe, expect, it } from 'vitest';
import { mergePatch, withoutNestedNulls } from './merge.ts';

describe('mergePatch', () => {
  it.each([
    // The cases of RFC 7396, appendix A.
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j gives %j', (target, patch, wanted) => {
    expect(mergePatch(target, patch)).toEqual(wanted);
  });
});

describe('withoutNestedNulls', () => {
  it('keeps a null at the top and in a list', () => {
    expect(withoutNestedNulls({ a: null, b: { c: null, d: { e: null, f: 1 } }, g: [null] })).toEqual({
      a: null,
      b: { d: { f: 1 } },
      g: [null],
    });
  });
});
