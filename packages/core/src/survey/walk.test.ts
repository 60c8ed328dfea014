import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSurvey } from './check.ts';
import { evaluate } from './expression.ts';
import { order } from './order.ts';
import { sampleSurvey } from './sample.ts';
import type { Expression, Question, SurveyDefinition } from './types.ts';
import { isBlank } from './values.ts';
import { createWalk, nextQuestion, path, progress, shownAnswers } from './walk.ts';

/** An expression over earlier questions, all of them NPS, and one hidden field. */
const expressionOver = (ids: readonly string[]): fc.Arbitrary<Expression> =>
  fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc
        .tuple(
          fc.constantFrom('<', '>=', '==', '!=' as const),
          fc.constantFrom(...ids),
          fc.integer({ min: 0, max: 10 }),
        )
        .map(([operator, id, value]): Expression => [operator as '<', ['answer', id], value]),
      fc.constantFrom(...ids).map((id): Expression => ['answered', id]),
      fc.constant<Expression>(['==', ['field', 'vip'], true]),
      fc
        .tuple(fc.constantFrom('and', 'or'), tie('expression'), tie('expression'))
        .map(([operator, a, b]): Expression => [operator as 'and', a, b]),
      tie('expression').map((inner): Expression => ['not', inner]),
    ),
  })).expression;

const questionAt = (at: number, count: number): fc.Arbitrary<Question> => {
  const earlier = Array.from({ length: at }, (_, i) => `q${i}`);
  const targets = Array.from({ length: count - at - 1 }, (_, i) => `q${at + 1 + i}`).concat('end');
  return fc.record(
    {
      id: fc.constant(`q${at}`),
      type: fc.constant('nps' as const),
      title: fc.constant('Q'),
      required: fc.boolean(),
      ...(at > 0 ? { showIf: expressionOver(earlier) } : {}),
      goTo: fc.array(fc.record({ when: expressionOver([...earlier, `q${at}`]), to: fc.constantFrom(...targets) }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: ['id', 'type', 'title'] },
  );
};

const surveys: fc.Arbitrary<SurveyDefinition> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => questionAt(at, count))))
  .map((questions) => ({ id: 'random', questions }));

const answer = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant(null));
const answerMaps = fc.dictionary(
  fc.integer({ min: 0, max: 8 }).map((at) => `q${at}`),
  answer,
);
const fieldMaps = fc.record({ vip: fc.constantFrom(true, false, 'true') }, { requiredKeys: [] });

/** The plain reading of the rules, written without any of the code under test but `evaluate`. */
function plainPath(definition: SurveyDefinition, answers: Record<string, unknown>, fields: Record<string, unknown>) {
  const shown: string[] = [];
  let next: string | null = null;
  for (let at = 0; at < definition.questions.length; at += 1) {
    const question = definition.questions[at];
    if (question === undefined) break;
    const known = Object.fromEntries(shown.map((id) => [id, answers[id]]));
    if (question.showIf !== undefined && evaluate(question.showIf, { answers: known, fields }) !== true) continue;
    shown.push(question.id);
    const given = answers[question.id];
    if (given === undefined || (question.required === true && isBlank(given))) {
      next ??= question.id;
      continue;
    }
    const own = { ...known, [question.id]: given };
    const move = question.goTo?.find(({ when }) => evaluate(when, { answers: own, fields }) === true);
    if (move !== undefined) at = (move.to === 'end' ? definition.questions.length : Number(move.to.slice(1))) - 1;
  }
  return { shown, next };
}

describe('nextQuestion', () => {
  it('walks the sample', () => {
    expect(nextQuestion(sampleSurvey, {})).toBe('recommend');
    expect(nextQuestion(sampleSurvey, { recommend: 0 })).toBe('satisfaction');
    expect(nextQuestion(sampleSurvey, { recommend: 0, satisfaction: null })).toBe('improve');
    expect(nextQuestion(sampleSurvey, { recommend: 9, satisfaction: 5 })).toBe('why');
    expect(nextQuestion(sampleSurvey, { recommend: 9, satisfaction: 5, why: null })).toBeNull();
  });

  it('lets nobody past a required question without an answer, and takes 0 for one', () => {
    expect(nextQuestion(sampleSurvey, { recommend: null })).toBe('recommend');
    expect(nextQuestion(sampleSurvey, { recommend: '' })).toBe('recommend');
    expect(nextQuestion(sampleSurvey, { recommend: 0 })).toBe('satisfaction');
  });

  it('notices an answer object that was changed in place', () => {
    const survey = {
      id: 's',
      questions: [
        {
          id: 'topics',
          type: 'multiple-choice',
          title: 'T',
          options: [
            { id: 'a', label: 'A' },
            { id: 'b', label: 'B' },
          ],
        },
        { id: 'more', type: 'short-text', title: 'M', showIf: ['contains', ['answer', 'topics'], 'b'] },
      ],
    } as const satisfies SurveyDefinition;
    const topics = ['a'];
    const answers = { topics };
    expect(nextQuestion(survey, answers)).toBeNull();
    topics.push('b');
    expect(nextQuestion(survey, answers)).toBe('more');
  });

  it('reads no inherited properties', () => {
    const survey: SurveyDefinition = { id: 's', questions: [{ id: 'constructor', type: 'nps', title: 'T' }] };
    expect(nextQuestion(survey, {})).toBe('constructor');
    expect(nextQuestion(survey, { constructor: 3 })).toBeNull();
  });

  it('passes a statement by a mark', () => {
    const survey: SurveyDefinition = {
      id: 's',
      questions: [{ id: 'hello', type: 'statement', title: 'T', required: true }],
    };
    expect(nextQuestion(survey, {})).toBe('hello');
    expect(nextQuestion(survey, { hello: null })).toBeNull();
  });

  it('equals the plain reading of the rules', () => {
    fc.assert(
      fc.property(
        surveys,
        fc.array(fc.tuple(answerMaps, fieldMaps), { minLength: 1, maxLength: 5 }),
        (survey, rounds) => {
          for (const [answers, fields] of rounds) {
            const plain = plainPath(survey, answers, fields);
            expect(path(survey, answers, { fields })).toEqual(plain.shown);
            expect(nextQuestion(survey, answers, { fields })).toBe(plain.next);
            expect(createWalk(survey, { answers, fields }).next()).toBe(plain.next);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives the same after a trip through JSON', () => {
    fc.assert(
      fc.property(surveys, answerMaps, fieldMaps, (survey, answers, fields) => {
        const copy = JSON.parse(JSON.stringify(survey)) as SurveyDefinition;
        const stored = JSON.parse(JSON.stringify(answers)) as Record<string, unknown>;
        expect(path(copy, stored, { fields })).toEqual(path(survey, answers, { fields }));
        expect(nextQuestion(copy, stored, { fields })).toBe(nextQuestion(survey, answers, { fields }));
      }),
    );
  });

  it('survives logic that checkSurvey refuses', () => {
    const wild = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('q0', 'q3', 1, null, true),
        fc.tuple(
          fc.constantFrom('answer', 'answered', '<', 'in', 'contains', 'and', 'not', 'nonsense'),
          tie('node'),
          tie('node'),
        ),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(wild, wild, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 5 }),
        answerMaps,
        (parts, answers) => {
          const survey = {
            id: 's',
            questions: parts.map(([showIf, when, to], at) => ({
              id: `q${at}`,
              type: 'nps',
              title: 'Q',
              showIf,
              goTo: [{ when, to: `q${to}` }],
            })),
          } as SurveyDefinition;
          const shown = path(survey, answers);
          const next = shown.find((id) => answers[id] === undefined) ?? null;
          expect(nextQuestion(survey, answers)).toBe(next);
          expect(nextQuestion(survey, answers)).toBe(next);
        },
      ),
    );
  });
});

describe('createWalk', () => {
  const steps = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 8 }).map((at) => `q${at}`),
      fc.oneof(answer, fc.constant(undefined)),
    ),
    { maxLength: 25 },
  );

  it('stays right through every change of mind, back and forward, and loses no answer', () => {
    fc.assert(
      fc.property(surveys, steps, fieldMaps, (survey, changes, fields) => {
        const walk = createWalk(survey, { fields });
        const expected: Record<string, unknown> = {};
        for (const [id, value] of changes) {
          walk.answer(id, value);
          if (value === undefined) delete expected[id];
          else expected[id] = value;
          const plain = plainPath(survey, expected, fields);
          expect(walk.next()).toBe(plain.next);
          expect(walk.path()).toEqual(plain.shown);
          expect(walk.answers()).toEqual(expected);
        }
        const resumed = createWalk(survey, {
          fields,
          answers: JSON.parse(JSON.stringify(walk.answers())) as Record<string, unknown>,
        });
        expect(resumed.next()).toBe(walk.next());
        expect(resumed.path()).toEqual(walk.path());
      }),
      { numRuns: 500 },
    );
  });

  it('ends after at most as many steps as there are questions', () => {
    fc.assert(
      fc.property(surveys, fc.infiniteStream(fc.integer({ min: 0, max: 10 })), (survey, values) => {
        const walk = createWalk(survey);
        const seen: string[] = [];
        for (let id = walk.next(); id !== null; id = walk.next()) {
          seen.push(id);
          walk.answer(id, values.next().value);
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(walk.path()).toEqual(seen);
      }),
    );
  });

  it('does not touch the answers it starts from', () => {
    const start = { recommend: 3 };
    createWalk(sampleSurvey, { answers: start }).answer('recommend', 9);
    expect(start).toEqual({ recommend: 3 });
  });

  it('looks at no more logic for a step in a thousand questions than in ten', () => {
    const reads = (count: number): number => {
      let evaluated = 0;
      const counted = (at: number): Expression => {
        const expression: readonly ['>=', readonly ['answer', string], number] = ['>=', ['answer', `q${at - 1}`], 0];
        return new Proxy(expression, {
          get(target, key, receiver): unknown {
            if (key === '0') evaluated += 1;
            return Reflect.get(target, key, receiver);
          },
        });
      };
      const survey: SurveyDefinition = {
        id: 's',
        questions: Array.from({ length: count }, (_, at) => ({
          id: `q${at}`,
          type: 'nps',
          title: 'Q',
          ...(at > 0 ? { showIf: counted(at) } : {}),
        })),
      };
      const walk = createWalk(survey);
      evaluated = 0;
      for (let id = walk.next(); id !== null; id = walk.next()) walk.answer(id, 5);
      return evaluated / count;
    };
    expect(reads(1000)).toBeLessThanOrEqual(reads(10) * 1.2);
  });
});

describe('path and what follows from it', () => {
  it('leaves out answers that a change of mind has hidden', () => {
    const answers = { recommend: 9, improve: 'The coffee', satisfaction: 4 };
    expect(path(sampleSurvey, answers)).toEqual(['recommend', 'satisfaction', 'why']);
    expect(shownAnswers(sampleSurvey, answers)).toEqual({ recommend: 9, satisfaction: 4 });
  });

  it('keeps the path when hidden answers are left out', () => {
    fc.assert(
      fc.property(surveys, answerMaps, fieldMaps, (survey, answers, fields) => {
        const kept = shownAnswers(survey, answers, { fields });
        expect(path(survey, kept, { fields })).toEqual(path(survey, answers, { fields }));
      }),
    );
  });

  it('measures progress', () => {
    expect(progress(sampleSurvey, {})).toEqual({ passed: 0, shown: 2, share: 0 });
    expect(progress(sampleSurvey, { recommend: 9, satisfaction: null })).toEqual({ passed: 2, shown: 3, share: 2 / 3 });
    expect(progress(sampleSurvey, { recommend: 9, satisfaction: 1, why: 'x' }).share).toBe(1);
  });

  it('follows the order of a seed', () => {
    const survey: SurveyDefinition = {
      id: 's',
      randomOrder: [['b', 'c', 'd']],
      questions: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, type: 'nps', title: id })),
    };
    expect(checkSurvey(survey)).toEqual([]);
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const { questions } = order(survey, seed);
      const walk = createWalk(survey, { order: questions });
      const walked: string[] = [];
      for (let id = walk.next(); id !== null; id = walk.next()) {
        walked.push(id);
        walk.answer(id, 1);
        expect(nextQuestion(survey, walk.answers(), { order: questions })).toBe(walk.next());
      }
      expect(walked).toEqual(questions);
      expect([walked[0], walked[4], [...walked].sort().join('')]).toEqual(['a', 'e', 'abcde']);
      seen.add(walked.join(''));
    }
    expect(seen.size).toBe(6);
  });
});
