import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSurvey } from './check.ts';
import type { Question, SurveyDefinition } from './types.ts';
import { validateAnswer } from './validate.ts';

const options = [
  { id: 'price', label: 'Price' },
  { id: 'speed', label: 'Speed' },
  { id: 'none', label: 'None', exclusive: true },
] as const;

const columns = options.map(({ id, label }) => ({ id, label }));

const questions: readonly Question[] = [
  { id: 'nps', type: 'nps', title: 'T', required: true },
  { id: 'csat', type: 'csat', title: 'T' },
  { id: 'thumbs', type: 'csat', title: 'T', scale: 2, look: 'thumbs' },
  { id: 'ces', type: 'ces', title: 'T' },
  { id: 'one', type: 'single-choice', title: 'T', options },
  { id: 'open', type: 'single-choice', title: 'T', options, other: { maxLength: 5 } },
  { id: 'many', type: 'multiple-choice', title: 'T', options, other: true, min: 2, max: 3 },
  { id: 'must', type: 'multiple-choice', title: 'T', options, required: true },
  { id: 'rank', type: 'ranking', title: 'T', options },
  { id: 'grid', type: 'matrix', title: 'T', rows: columns.slice(0, 2), options: columns },
  { id: 'full', type: 'matrix', title: 'T', rows: columns.slice(0, 2), options: columns, required: true },
  { id: 'short', type: 'short-text', title: 'T', minLength: 2, maxLength: 5 },
  { id: 'mail', type: 'short-text', title: 'T', format: 'email' },
  { id: 'phone', type: 'short-text', title: 'T', format: 'phone' },
  { id: 'site', type: 'short-text', title: 'T', format: 'url' },
  { id: 'long', type: 'long-text', title: 'T' },
  { id: 'count', type: 'number', title: 'T', min: 0, max: 9, integer: true },
  { id: 'any', type: 'number', title: 'T' },
  { id: 'day', type: 'date', title: 'T', min: '2024-01-01', max: '2026-12-31' },
  { id: 'reach', type: 'contact', title: 'T', fields: ['name', { id: 'email', required: true }] },
  { id: 'agree', type: 'consent', title: 'T', required: true },
  { id: 'terms', type: 'consent', title: 'T', mustAccept: true },
  { id: 'proof', type: 'file', title: 'T', max: 2 },
  { id: 'hello', type: 'statement', title: 'T', required: true },
];
const survey: SurveyDefinition = { id: 's', questions };
const codes = (id: string, value: unknown) =>
  validateAnswer(survey, id, value).map((issue) => `${issue.path}: ${issue.code}`);

describe('validateAnswer', () => {
  it('is tested on a survey that can work', () => {
    expect(checkSurvey(survey)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nps', 0],
    ['nps', 10],
    ['csat', 1],
    ['csat', 5],
    ['csat', null],
    ['thumbs', 2],
    ['ces', 7],
    ['one', 'price'],
    ['open', { other: '停车场很小' }],
    ['open', { other: '👩‍👩‍👧' }],
    ['many', ['price', { other: 'Parking' }]],
    ['many', ['none']],
    ['many', []],
    ['rank', ['speed', 'price']],
    ['grid', { price: 'speed' }],
    ['grid', {}],
    ['full', { price: 'speed', speed: 'none' }],
    ['short', ''],
    ['short', '😀😀😀😀😀'],
    ['short', '<b>'],
    ['short', '\u202eab'],
    ['short', 'مرحبا'],
    ['mail', 'ада@пример.рф'],
    ['phone', '+86 (0) 10 1234-5678'],
    ['phone', '٠١٢٣٤٥٦٧'],
    ['site', 'https://example.org/?q=1'],
    ['long', 'line\nline\ttab'],
    ['long', '字'.repeat(5000)],
    ['count', 0],
    ['any', -1.5e9],
    ['day', '2024-02-29'],
    ['reach', { email: 'a@b' }],
    ['reach', { name: 'Ada', email: 'a@b' }],
    ['reach', {}],
    ['reach', { name: '', email: '' }],
    ['agree', false],
    ['terms', true],
    ['proof', ['01930b5e-7c00-7000-8000-000000000001']],
    ['hello', null],
  ])('takes for %s %j', (id, value) => {
    expect(codes(id, value)).toEqual([]);
  });

  it.each<[string, unknown, ...string[]]>([
    ['nps', null, 'nps: required'],
    ['nps', undefined, 'nps: required'],
    ['nps', 11, 'nps: out-of-range'],
    ['nps', -1, 'nps: out-of-range'],
    ['nps', 7.5, 'nps: not-whole'],
    ['nps', '7', 'nps: wrong-type'],
    ['nps', NaN, 'nps: wrong-type'],
    ['nps', true, 'nps: wrong-type'],
    ['csat', 0, 'csat: out-of-range'],
    ['csat', 6, 'csat: out-of-range'],
    ['thumbs', 3, 'thumbs: out-of-range'],
    ['ces', 8, 'ces: out-of-range'],
    ['one', 'colour', 'one: unknown-option'],
    ['one', '', 'one: unknown-option'],
    ['one', 'toString', 'one: unknown-option'],
    ['one', { other: 'x' }, 'one: unknown-option'],
    ['one', ['price'], 'one: wrong-type'],
    ['open', { other: ' ' }, 'open.other: required'],
    ['open', { other: 'sixsix' }, 'open.other: too-long'],
    ['open', { other: 'x', more: 1 }, 'open: wrong-type'],
    ['many', ['price'], 'many: too-few'],
    ['many', ['price', 'speed', { other: 'x' }, 'none'], 'many: too-many'],
    ['many', ['price', 'price'], 'many.1: repeated'],
    ['many', [{ other: 'x' }, { other: 'y' }], 'many.1: repeated'],
    ['many', ['price', 'none'], 'many.1: exclusive'],
    ['many', 'price', 'many: wrong-type'],
    ['many', new Array(10_000).fill('price'), 'many: too-many'],
    ['must', [], 'must: required'],
    ['rank', ['speed', 'colour', 3], 'rank.1: unknown-option', 'rank.2: wrong-type'],
    ['grid', { colour: 'price' }, 'grid.colour: unknown-row'],
    ['grid', { price: 'colour' }, 'grid.price: unknown-option'],
    ['grid', { a: 1, b: 2, c: 3 }, 'grid: too-many'],
    ['grid', [], 'grid: wrong-type'],
    ['full', { price: 'speed' }, 'full.speed: required'],
    ['full', {}, 'full: required'],
    ['short', 'a', 'short: too-short'],
    ['short', '😀', 'short: too-short'],
    ['short', 'abcdef', 'short: too-long'],
    ['short', 'a\0b', 'short: bad-character'],
    ['short', 'a\ud800', 'short: bad-character'],
    ['short', 5, 'short: wrong-type'],
    ['mail', 'nobody', 'mail: bad-format'],
    ['phone', 'call me', 'phone: bad-format'],
    ['site', 'data:text/html,x', 'site: bad-format'],
    ['long', '字'.repeat(5001), 'long: too-long'],
    ['long', 'x'.repeat(3_000_000), 'long: too-long'],
    ['count', 1.5, 'count: not-whole'],
    ['count', 10, 'count: out-of-range'],
    ['any', Infinity, 'any: out-of-range'],
    ['any', '', 'any: wrong-type'],
    ['day', '2026-02-29', 'day: not-a-date'],
    ['day', '2023-12-31', 'day: out-of-range'],
    ['day', '2027-01-01', 'day: out-of-range'],
    ['day', 20260101, 'day: not-a-date'],
    ['reach', { name: 'Ada' }, 'reach.email: required'],
    ['reach', { email: 'a' }, 'reach.email: bad-format'],
    ['reach', { email: 'a@b', phone: '1' }, 'reach.phone: unknown-field'],
    ['reach', { email: 5 }, 'reach.email: wrong-type'],
    ['reach', 'Ada', 'reach: wrong-type'],
    ['agree', null, 'agree: required'],
    ['agree', 'yes', 'agree: wrong-type'],
    ['terms', false, 'terms: must-accept'],
    ['proof', ['a', 'a'], 'proof.1: repeated'],
    ['proof', ['a', 'b', 'c'], 'proof: too-many'],
    ['proof', ['../etc'], 'proof.0: wrong-type'],
    ['hello', true, 'hello: no-answer'],
    ['nobody', 1, 'nobody: unknown-question'],
  ])('refuses for %s %j', (id, value, ...expected) => {
    expect(codes(id, value)).toEqual(expected);
  });

  it('never throws, and never reports more than an answer has parts', () => {
    const value = fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true });
    fc.assert(
      fc.property(fc.constantFrom(...questions), value, ({ id }, given) => {
        for (const issue of validateAnswer(survey, id, given)) {
          expect(issue.path === id || issue.path.startsWith(`${id}.`)).toBe(true);
          expect(issue.message).toMatch(/\.$/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('counts characters as people do in every script of one code point', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), { minLength: 2, maxLength: 8 }),
        (units) => {
          const text = units.join('');
          fc.pre(text.trim() !== '' && !text.includes('\0'));
          expect(codes('short', text)).toEqual(Array.from(text).length > 5 ? ['short: too-long'] : []);
        },
      ),
    );
  });
});
