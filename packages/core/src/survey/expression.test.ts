import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './expression.ts';

const answers = {
  nps: 0,
  topics: ['price', { other: 'parking' }],
  topic: { other: 'parking' },
  grid: { speed: 'good' },
  day: '2026-02-03',
  words: 'Great service',
  ok: false,
  skipped: null,
  blank: '  ',
  none: [],
};
const fields = { 'customer.name': '李雷', visits: '12', vip: 'true' };
const value = (expression: unknown) => evaluate(expression, { answers, fields });

describe('evaluate', () => {
  it.each<[unknown, unknown]>([
    [['answer', 'nps'], 0],
    [['answer', 'topic'], 'other'],
    [
      ['answer', 'topics'],
      ['price', 'other'],
    ],
    [['answer', 'grid', 'speed'], 'good'],
    [['answer', 'grid', 'price'], null],
    [['answer', 'skipped'], null],
    [['answer', 'blank'], null],
    [['answer', 'none'], null],
    [['answer', 'toString'], null],
    [['field', 'customer.name'], '李雷'],
    [['answered', 'nps'], true],
    [['answered', ['answer', 'ok']], true],
    [['answered', 'skipped'], false],
    [['answered', ['field', 'nobody']], false],
    [['==', ['answer', 'nps'], 0], true],
    [['==', ['answer', 'skipped'], null], true],
    [['!=', ['answer', 'skipped'], 5], true],
    [['<', ['answer', 'skipped'], 5], false],
    [['>=', ['answer', 'skipped'], 0], false],
    [['<', ['answer', 'nps'], 1], true],
    [['>', ['answer', 'day'], '2026-02-02'], true],
    [['<=', ['answer', 'words'], 5], false],
    [['in', ['answer', 'topic'], ['price', 'other']], true],
    [['in', ['answer', 'topics'], ['speed', 'price']], true],
    [['in', ['answer', 'skipped'], ['price']], false],
    [['in', 'price', ['answer', 'topics']], true],
    [['contains', ['answer', 'topics'], 'price'], true],
    [['contains', ['answer', 'words'], 'service'], true],
    [['contains', ['answer', 'words'], null], false],
    [['>', ['field', 'visits'], 9], true],
    [['==', ['field', 'vip'], true], true],
    [['and', true, ['==', ['answer', 'ok'], false]], true],
    [['and', true, ['answer', 'nps']], false],
    [['or', false, ['answered', 'nps']], true],
    [['not', ['answered', 'nps']], false],
    [['and'], false],
    [['or'], false],
    [['nonsense', 1], null],
    [[], null],
    [{}, null],
    [undefined, null],
  ])('%j is %j', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  it('stops at its greatest depth instead of at the end of the stack', () => {
    let deep: unknown = true;
    for (let i = 0; i < 100_000; i += 1) deep = ['not', deep];
    expect(typeof value(deep)).toBe('boolean');
  });

  it('never throws', () => {
    const trap = {
      toString() {
        throw new Error('no');
      },
    };
    expect(value(['answer', 'grid', trap])).toBeNull();
    expect(value(['answer', trap])).toBeNull();
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        (expression, given) => void evaluate(expression, { answers: given as never }),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('in', 'contains', 'answer', '<', 'and'), fc.anything())),
        (list) => void value(list),
      ),
    );
  });
});
