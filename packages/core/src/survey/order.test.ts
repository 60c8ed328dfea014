import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionOrder, order, shuffled } from './order.ts';
import type { SurveyDefinition } from './types.ts';

const label = (id: string) => ({ id, label: id });
const survey = {
  id: 's',
  randomOrder: [['b', 'c']],
  questions: [
    {
      id: 'a',
      type: 'multiple-choice',
      title: 'A',
      randomOrder: true,
      options: [{ ...label('none'), exclusive: true }, ...['w', 'x', 'y', 'z'].map(label)],
    },
    {
      id: 'b',
      type: 'matrix',
      title: 'B',
      randomOrder: true,
      rows: ['r', 's', 't'].map(label),
      options: ['lo', 'hi'].map(label),
    },
    { id: 'c', type: 'ranking', title: 'C', options: ['k', 'l'].map(label) },
  ],
} as const satisfies SurveyDefinition;

describe('order', () => {
  it('is the same for the same seed, and pinned so that stored seeds keep their meaning', () => {
    expect(order(survey, 'response-1')).toEqual(order(survey, 'response-1'));
    expect(order(survey, 'response-1')).toMatchInlineSnapshot(`
      {
        "options": {
          "a": [
            "y",
            "w",
            "x",
            "z",
            "none",
          ],
          "b": [
            "s",
            "t",
            "r",
          ],
          "c": [
            "k",
            "l",
          ],
        },
        "questions": [
          "a",
          "c",
          "b",
        ],
      }
    `);
  });

  it('keeps every option, exclusive ones last, unshuffled ones in place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer()), (seed) => {
        const { questions, options } = order(survey, seed);
        expect([...questions].sort()).toEqual(['a', 'b', 'c']);
        expect(questions[0]).toBe('a');
        expect(options['a']?.at(-1)).toBe('none');
        expect([...(options['a'] ?? [])].sort()).toEqual(['none', 'w', 'x', 'y', 'z']);
        expect([...(options['b'] ?? [])].sort()).toEqual(['r', 's', 't']);
        expect(options['c']).toEqual(['k', 'l']);
      }),
    );
  });

  it('leaves the definition’s own order without a seed', () => {
    expect(optionOrder(survey.questions[0], undefined)).toEqual(['none', 'w', 'x', 'y', 'z']);
  });

  it('puts every entry everywhere about equally often', () => {
    const counts = new Map<string, number>();
    const rounds = 6000;
    for (let seed = 0; seed < rounds; seed += 1) {
      const key = shuffled(['x', 'y', 'z'], `${seed}/q`).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - rounds / 6) ** 2 / (rounds / 6), 0);
    expect(chiSquare).toBeLessThan(20.5);
  });
});
