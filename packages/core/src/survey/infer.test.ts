import { describe, expectTypeOf, it } from 'vitest';
import { defineSurvey } from './define.ts';
import type { AnswerOf, Answers, OptionId, QuestionId, QuestionOf } from './infer.ts';
import type { CsatQuestion, Expression, SurveyDefinition } from './types.ts';
import { validateAnswer } from './validate.ts';
import { createWalk, nextQuestion, path } from './walk.ts';

const survey = defineSurvey({
  id: 's',
  language: 'en',
  questions: [
    { id: 'score', type: 'nps', title: { en: 'Recommend?', 'zh-CN': '推荐?' } },
    { id: 'happy', type: 'csat', scale: 3, title: 'T' },
    { id: 'effort', type: 'ces', title: 'T' },
    {
      id: 'one',
      type: 'single-choice',
      title: 'T',
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    },
    { id: 'many', type: 'multiple-choice', title: 'T', other: true, options: [{ id: 'x', label: 'X' }] },
    {
      id: 'grid',
      type: 'matrix',
      title: 'T',
      rows: [{ id: 'r', label: 'R' }],
      options: [
        { id: 'lo', label: 'L' },
        { id: 'hi', label: 'H' },
      ],
    },
    {
      id: 'why',
      type: 'long-text',
      title: 'T',
      showIf: ['and', ['<=', ['answer', 'score'], 6], ['not', ['answered', 'one']]],
    },
    { id: 'reach', type: 'contact', title: 'T', fields: ['name', { id: 'email', required: true }] },
    { id: 'agree', type: 'consent', title: 'T' },
    { id: 'proof', type: 'file', title: 'T' },
    { id: 'bye', type: 'statement', title: 'T' },
  ],
});
type S = typeof survey;
type Answer<Id extends QuestionId<S>> = AnswerOf<QuestionOf<S, Id>>;

describe('types', () => {
  it('know question and option ids', () => {
    expectTypeOf<QuestionId<S>>().toEqualTypeOf<
      'score' | 'happy' | 'effort' | 'one' | 'many' | 'grid' | 'why' | 'reach' | 'agree' | 'proof' | 'bye'
    >();
    expectTypeOf<OptionId<QuestionOf<S, 'one'>>>().toEqualTypeOf<'a' | 'b'>();
    expectTypeOf(nextQuestion(survey, {})).toEqualTypeOf<QuestionId<S> | null>();
    expectTypeOf(path(survey, {})).toEqualTypeOf<QuestionId<S>[]>();
    expectTypeOf(createWalk(survey).next()).toEqualTypeOf<QuestionId<S> | null>();
  });

  it('know what each answer is', () => {
    expectTypeOf<Answer<'score'>>().toEqualTypeOf<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | null>();
    expectTypeOf<Answer<'happy'>>().toEqualTypeOf<1 | 2 | 3 | null>();
    expectTypeOf<Answer<'effort'>>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | 6 | 7 | null>();
    expectTypeOf<Answer<'one'>>().toEqualTypeOf<'a' | 'b' | null>();
    expectTypeOf<Answer<'many'>>().toEqualTypeOf<readonly ('x' | { readonly other: string })[] | null>();
    expectTypeOf<Answer<'grid'>>().toEqualTypeOf<{ readonly r?: 'lo' | 'hi' } | null>();
    expectTypeOf<Answer<'why'>>().toEqualTypeOf<string | null>();
    expectTypeOf<Answer<'reach'>>().toEqualTypeOf<{ readonly name?: string; readonly email?: string } | null>();
    expectTypeOf<Answer<'agree'>>().toEqualTypeOf<boolean | null>();
    expectTypeOf<Answer<'proof'>>().toEqualTypeOf<readonly string[] | null>();
    expectTypeOf<Answer<'bye'>>().toEqualTypeOf<null>();
  });

  it('gather in Answers', () => {
    const answers: Answers<S> = { score: 0, one: 'b', many: ['x', { other: 'y' }] };
    expectTypeOf(nextQuestion(survey, answers)).toEqualTypeOf<QuestionId<S> | null>();
    // @ts-expect-error 11 is no NPS answer
    const tooHigh: Answers<S> = { score: 11 };
    // @ts-expect-error there is no such option
    const unknownOption: Answers<S> = { one: 'c' };
    // @ts-expect-error there is no such question
    const unknownQuestion: Answers<S> = { nobody: 1 };
    expectTypeOf([tooHigh, unknownOption, unknownQuestion]).toExtend<Answers<S>[]>();
    // @ts-expect-error there is no such question
    validateAnswer(survey, 'nobody', 1);
  });

  it('stay general for surveys that come as JSON', () => {
    const general = survey as SurveyDefinition;
    expectTypeOf(nextQuestion(general, {})).toEqualTypeOf<string | null>();
    expectTypeOf<AnswerOf<CsatQuestion>>().toEqualTypeOf<number | null>();
    expectTypeOf<Answers<SurveyDefinition>>().toExtend<Readonly<Record<string, unknown>>>();
  });

  it('refuse logic that is no expression', () => {
    expectTypeOf<['<', ['answer', 'score'], 6]>().toExtend<Expression>();
    expectTypeOf<['<', ['answer', 'score']]>().not.toExtend<Expression>();
    expectTypeOf<['eval', string]>().not.toExtend<Expression>();
  });
});
