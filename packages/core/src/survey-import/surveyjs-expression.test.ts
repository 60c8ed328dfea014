import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../survey/expression.ts';
import type { Expression } from '../survey/types.ts';
import { importSurvey } from './import-survey.ts';
import { readExpression } from './surveyjs-expression.ts';

const elements = [
  { type: 'rating', name: 'score', rateMin: 0, rateMax: 10 },
  { type: 'radiogroup', name: 'one', choices: ['a', 'b', 3] },
  { type: 'checkbox', name: 'many', choices: ['a', 'b', 'c'] },
  { type: 'text', name: 'words' },
  { type: 'boolean', name: 'yes' },
  { type: 'text', name: 'day', inputType: 'date' },
];

/** The logic that an expression becomes on a question after those above, or undefined when it is not carried over. */
function logicOf(visibleIf: string): Expression | undefined {
  const { definition } = importSurvey({ elements: [...elements, { type: 'comment', name: 'last', visibleIf }] });
  return definition?.questions.at(-1)?.showIf;
}

describe('an expression', () => {
  const score = ['answer', 'score'];
  it.each([
    ['{score} > 3', ['>', score, 3]],
    ['3 < {score}', ['>', score, 3]],
    ['{score} greaterorequal 3', ['>=', score, 3]],
    ["{score} = '3'", ['==', score, 3]],
    ['{score} <> -1', ['not', ['==', score, -1]]],
    ["{one} = 'a'", ['==', ['answer', 'one'], 'a']],
    ['{one} = 3', ['==', ['answer', 'one'], '3']],
    ["{one} anyof ['a', 3]", ['in', ['answer', 'one'], ['a', '3']]],
    ["{many} contains 'a'", ['contains', ['answer', 'many'], 'a']],
    ["{many} notcontains 'a'", ['not', ['contains', ['answer', 'many'], 'a']]],
    ["{many} allof ['a', 'b']", ['and', ['contains', ['answer', 'many'], 'a'], ['contains', ['answer', 'many'], 'b']]],
    [
      "{many} = ['a']",
      [
        'and',
        ['contains', ['answer', 'many'], 'a'],
        ['not', ['contains', ['answer', 'many'], 'b']],
        ['not', ['contains', ['answer', 'many'], 'c']],
      ],
    ],
    ['{many} empty', ['not', ['answered', 'many']]],
    ['{many} notempty', ['answered', 'many']],
    ['{many.length} > 1', undefined],
    ["{words} *= 'it\\'s'", ['contains', ['answer', 'words'], "it's"]],
    ['{yes}', ['==', ['answer', 'yes'], true]],
    ['!{yes} or {yes} = false', ['or', ['not', ['==', ['answer', 'yes'], true]], ['==', ['answer', 'yes'], false]]],
    ["{day} >= '2024-02-29'", ['>=', ['answer', 'day'], '2024-02-29']],
    ["{role} = 'admin'", ['==', ['field', 'role'], 'admin']],
    [
      '{score} > 1 and ({score} < 5 or {score} = 9) and {yes} = true',
      ['and', ['>', score, 1], ['or', ['<', score, 5], ['==', score, 9]], ['==', ['answer', 'yes'], true]],
    ],
    ['{score} + 1 > 3', undefined],
    ['today() > {day}', undefined],
    ["iif({score} > 3, 'a', 'b') = 'a'", undefined],
    ["{one} = 'nobody'", undefined],
    ['{score} >', undefined],
    ['({score} > 3', undefined],
    ["{one} = 'a", undefined],
    ['{row.a} = 1', undefined],
  ])('%s', (source, expected) => {
    expect(logicOf(source)).toEqual(expected);
  });

  it('binds and closer than or', () => {
    const logic = logicOf("{yes} or {score} = 1 and {one} = 'a'");
    expect(evaluate(logic, { answers: { yes: true } })).toBe(true);
    expect(evaluate(logic, { answers: { score: 1 } })).toBe(false);
    expect(evaluate(logic, { answers: { score: 1, one: 'a' } })).toBe(true);
  });

  it('of any text is read or refused, never thrown at', () => {
    const piece = fc.constantFrom(
      '{a}',
      '(',
      ')',
      '[',
      ']',
      ',',
      'and',
      'or',
      '!',
      '=',
      '>',
      'empty',
      "'x'",
      '"',
      '1',
      '-',
      '+',
      'f(',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map((all) => all.join(' ')),
        ),
        (source) => {
          expect(['string', 'object']).toContain(typeof readExpression(source));
        },
      ),
      { seed: 11, numRuns: 1000 },
    );
  });

  it.each([['('.repeat(20_000)], ["'".padEnd(20_000, '\\')], ['!'.repeat(20_000)], ['{a} = 1 or '.repeat(5000)]])(
    'without end is refused: %#',
    (source) => {
      expect(readExpression(source)).toBeTypeOf('string');
    },
  );
});
