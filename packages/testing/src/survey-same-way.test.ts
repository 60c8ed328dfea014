import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSurvey,
  localize,
  nextQuestion,
  optionOrder,
  order,
  path,
  pipe,
  validateAnswer,
} from '@liaise/core/survey';
import { isBlank } from '@liaise/core/survey/values';
import type { Expression, Question, SurveyDefinition } from '@liaise/core/survey';
import { soundAnswers } from '@liaise/gateway/survey/answering';
import { SurveyFlow } from '../../elements/src/survey/flow.ts';

// What a person meets in the page and what the gateway makes of it, for surveys and people that nobody thought of.

/** What the page fetches for a survey with logic. */
const logic = { isBlank, localize, optionOrder, order, path, pipe };

const options = ['a', 'b', 'c'].map((id) => ({ id, label: id }));

/** Whether a question of that type was answered so: what its logic may ask. */
const conditionOn = ({ id, type }: Pick<Question, 'id' | 'type'>): fc.Arbitrary<Expression> =>
  type === 'nps' || type === 'csat'
    ? fc
        .tuple(fc.constantFrom('<=', '>', '==' as const), fc.integer({ min: 0, max: 10 }))
        .map(([operator, value]): Expression => [operator as '<=', ['answer', id], value])
    : type === 'multiple-choice'
      ? fc.constantFrom('a', 'b').map((option): Expression => ['contains', ['answer', id], option])
      : type === 'single-choice'
        ? fc.constantFrom('a', 'b').map((option): Expression => ['==', ['answer', id], option])
        : fc.constantFrom<Expression>(['answered', id], ['not', ['answered', id]]);

const plain = (id: string): fc.Arbitrary<Question> =>
  fc.oneof(
    fc.boolean().map((required): Question => ({ id, type: 'nps', title: 'Score?', required })),
    fc.boolean().map((required): Question => ({ id, type: 'csat', scale: 5, title: 'Satisfied?', required })),
    fc.boolean().map((required): Question => ({ id, type: 'single-choice', title: 'Which?', options, required })),
    fc
      .boolean()
      .map((required): Question => ({ id, type: 'multiple-choice', title: 'Which ones?', options, required })),
    fc.boolean().map((required): Question => ({ id, type: 'long-text', title: 'Why?', maxLength: 12, required })),
    fc.constant<Question>({ id, type: 'statement', title: 'So far, so good.' }),
  );

/** Adds logic over what stands before a question, and jumps to what stands after it. */
const withLogic = (questions: readonly Question[]): fc.Arbitrary<SurveyDefinition> =>
  fc
    .tuple(
      ...questions.map((question, at) => {
        const earlier = questions.slice(0, at).filter(({ type }) => type !== 'statement');
        const later = [...questions.slice(at + 1).map(({ id }) => id), 'end'];
        const showIf =
          earlier.length === 0
            ? fc.constant(undefined)
            : fc.option(fc.constantFrom(...earlier).chain(conditionOn), { nil: undefined });
        const goTo =
          question.type === 'statement'
            ? fc.constant(undefined)
            : fc.option(fc.record({ when: conditionOn(question), to: fc.constantFrom(...later) }), { nil: undefined });
        return fc.tuple(showIf, goTo).map(([shown, move]): Question => ({
          ...question,
          ...(shown === undefined ? {} : { showIf: shown }),
          ...(move === undefined ? {} : { goTo: [move] }),
        }));
      }),
    )
    .map((all) => ({ id: 'random', version: 1, language: 'en', questions: all }));

const surveys = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => plain(`q${String(at)}`))))
  .chain(withLogic);

/** What a person may do at any question: give a value that fits or does not, go on, go back. */
const acts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('on' as const) },
    { weight: 1, arbitrary: fc.constant('back' as const) },
    {
      weight: 3,
      arbitrary: fc.record({
        value: fc.oneof(
          fc.integer({ min: -1, max: 11 }),
          fc.constantFrom('a', 'b', 'nobody knows', '', null),
          fc.constantFrom(['a'], ['b', 'c'], ['z'], []),
        ),
      }),
    },
  ),
  { maxLength: 40 },
);

describe('page and gateway', () => {
  it('walk the same way, whatever is asked and answered, back and forth', () => {
    let ends = 0;
    fc.assert(
      fc.property(surveys, acts, (definition, doings) => {
        // Logic that can never come true is a fault of the survey; it walks all the same.
        fc.pre(checkSurvey(definition).every(({ code }) => code === 'unreachable'));
        const faultsOf = (question: Question, value: unknown): string[] =>
          validateAnswer(definition, question.id, value).map(({ code }) => code);
        const sound = (question: Question, value: unknown): boolean =>
          question.type !== 'statement' && faultsOf(question, value).length === 0;
        let flow = new SurveyFlow(definition, {}, {}, logic);
        const given: Record<string, unknown> = {};
        for (const doing of doings) {
          const { question } = flow;
          if (!question) break;
          if (doing === 'back') flow.back();
          else if (doing === 'on') {
            const step = flow.forward(faultsOf);
            given[question.id] = flow.answers[question.id];
            if (step === 'end') {
              ends += 1;
              expect(soundAnswers(definition, flow.shown, true)).toEqual(flow.shown);
              expect(nextQuestion(definition, flow.shown)).toBeNull();
            }
          } else if (sound(question, doing.value)) {
            flow.take(question.id, doing.value);
            given[question.id] = doing.value;
          }
          // Nothing that was given is lost, seen or not.
          expect(flow.answers).toEqual(
            Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
          );
          // What is sent is what the gateway keeps, and it leads both to the same place.
          const kept = soundAnswers(definition, flow.shown, false);
          expect(path(definition, kept)).toEqual(flow.way);
          expect(nextQuestion(definition, kept)).toBe(nextQuestion(definition, flow.answers));
          // Put away, read again and gone on with, it is the same survey at the same place.
          const stored = JSON.parse(JSON.stringify(flow.answers)) as Record<string, unknown>;
          const resumed = new SurveyFlow(definition, stored, {}, logic);
          expect(resumed.way).toEqual(flow.way);
          expect(resumed.shown).toEqual(flow.shown);
          expect(resumed.complete).toBe(flow.complete);
          if (flow.question) resumed.goTo(flow.question.id);
          flow = resumed;
        }
      }),
      { numRuns: 400, seed: 3 },
    );
    expect(ends).toBeGreaterThan(40);
  }, 120_000);
});
