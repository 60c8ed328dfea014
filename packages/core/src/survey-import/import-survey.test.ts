import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSurvey } from '../survey/check.ts';
import type { SurveyDefinition } from '../survey/types.ts';
import { importSurvey } from './import-survey.ts';
import type { ImportResult } from './types.ts';

function sound(result: ImportResult): SurveyDefinition {
  expect(result.definition).not.toBeNull();
  expect(checkSurvey(result.definition)).toEqual([]);
  return result.definition as SurveyDefinition;
}
const why = (result: ImportResult, place: string): string | undefined =>
  result.notCarried.find((entry) => entry.path === place)?.why;
const page = (...elements: unknown[]) => ({ pages: [{ name: 'p', elements }] });

describe('ids', () => {
  const ids = (...names: string[]) =>
    sound(importSurvey(page(...names.map((name) => ({ type: 'text', name }))))).questions.map(({ id }) => id);

  it('are lower-case and unique, whatever names are', () => {
    expect(ids('Q 1', 'q-1', 'end', 'Größe', '__proto__')).toEqual(['q-1', 'q-1-2', 'end-2', 'gro-e', 'proto']);
  });

  it('follow from the name alone where it has no Latin letters', () => {
    const [first, second] = ids('满意度', '原因');
    expect(ids('原因', '满意度')).toEqual([second, first]);
    expect(first).toMatch(/^question-[0-9a-f]{8}$/);
  });

  it('take the one that is asked for', () => {
    expect(importSurvey(page({ type: 'text', name: 'a' }), { id: 'My Survey' }).definition?.id).toBe('my-survey');
  });
});

describe('bad input', () => {
  it.each([
    [null, 'wrong-type'],
    [[], 'wrong-type'],
    ['{}', 'wrong-type'],
    [{}, 'unknown-format'],
    [{ pages: [] }, 'no-questions'],
    [{ pages: [{ elements: [{ type: 'image', name: 'a' }] }] }, 'no-questions'],
  ])('%j has the fault %s', (json, code) => {
    const result = importSurvey(json);
    expect(result.definition).toBeNull();
    expect(result.faults.map((fault) => fault.code)).toContain(code);
  });

  it('is named with its path, and the rest is taken', () => {
    const result = importSurvey({ pages: [7, { elements: ['x', { type: 'text', name: 'a' }] }] });
    sound(result);
    expect(result.faults.map((fault) => fault.path)).toEqual(['pages.0', 'pages.1.elements.0']);
  });

  it('in 10,000 options keeps the first thousand and says so', () => {
    const choices = Array.from({ length: 10_000 }, (_, at) => `Option ${at}`);
    const result = importSurvey(page({ type: 'dropdown', name: 'a', choices }));
    const [only] = sound(result).questions;
    expect(only?.type === 'single-choice' && only.options.length).toBe(1000);
    expect(why(result, 'pages.0.elements.0.choices')).toMatch(/1000/);
  });

  it('in 200,000 options altogether is bounded', () => {
    const choices = Array.from({ length: 1000 }, (_, at) => at);
    const elements = Array.from({ length: 200 }, (_, at) => ({ type: 'dropdown', name: `q${at}`, choices }));
    const result = importSurvey(page(...elements));
    expect(sound(result).questions.length).toBe(50);
    expect(why(result, 'pages.0.elements.50.choices')).toMatch(/in all/);
  });

  it('nested without end is bounded', () => {
    let panel: unknown = { type: 'text', name: 'deep' };
    for (let at = 0; at < 3000; at += 1) panel = { type: 'panel', name: `p${at}`, elements: [panel] };
    let group: unknown = { leftOperand: { type: 'question', value: 'a' }, operator: 'isSubmitted' };
    for (let at = 0; at < 3000; at += 1) group = { connector: 'and', conditions: [group] };
    const deep = importSurvey(page({ type: 'text', name: 'a' }, panel));
    expect(sound(deep).questions.length).toBe(1);
    const a = { id: 'a', type: 'openText', headline: 'A', logic: [{ conditions: group, actions: [] }] };
    expect(sound(importSurvey({ questions: [a] })).questions.length).toBe(1);
    const visibleIf = `${'('.repeat(5000)}1${')'.repeat(5000)}`;
    sound(importSurvey(page({ type: 'text', name: 'a', visibleIf })));
  });

  it('whose calculated values double one another is bounded', () => {
    const calculatedValues = Array.from({ length: 40 }, (_, at) => ({
      name: `c${at}`,
      expression: at === 0 ? '{a} = 1' : `{c${at - 1}} and {c${at - 1}}`,
    }));
    const elements = [
      { type: 'text', name: 'a' },
      { type: 'text', name: 'b', visibleIf: '{c39}' },
    ];
    const result = importSurvey({ calculatedValues, elements });
    expect(sound(result).questions.length).toBe(2);
    expect(why(result, 'elements.1.visibleIf')).toMatch(/too much/);
  });
});

describe('for any input', () => {
  const holds = (json: unknown, from: 'auto' | 'surveyjs' | 'formbricks') => {
    const result = importSurvey(json, { from });
    if (result.definition === null) expect(result.faults.length).toBeGreaterThan(0);
    else expect(checkSurvey(result.definition)).toEqual([]);
    expect(result.faults.map(({ code }) => code)).not.toContain('unreadable');
    expect(importSurvey(json, { from })).toEqual(result);
  };
  const from = fc.constantFrom('auto', 'surveyjs', 'formbricks');

  it('it never throws, and what it makes passes the check: any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), from, holds), { seed: 3, numRuns: 300 });
  });

  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'A B',
      'end',
      'other',
      'none',
      '满',
      '',
      '{a}',
      '{{a}}',
      '<b>x</b>',
      '#recall:a/fallback:x#',
    ),
    fc.constantFrom(true, false, null, 0, 1, 5, 10, -1, 1e9, '2024-01-01'),
    fc.string({ maxLength: 8 }),
  );
  const loose = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'A', 'end', 'x y');
  const localized = fc.oneof(scalar, fc.dictionary(fc.constantFrom('default', 'en', 'de', 'zh-cn', '!'), scalar));
  const condition = fc
    .tuple(
      name,
      fc.constantFrom('=', '!=', '<', '>=', 'contains', 'anyof', 'empty', '+'),
      scalar,
      fc.constantFrom('and', 'or', ')'),
    )
    .map(([left, operator, right, glue]) => `{${left}} ${operator} ${JSON.stringify(right)} ${glue} {b} = 1`);
  const partial = (properties: Record<string, fc.Arbitrary<unknown>>) => fc.record(properties, { requiredKeys: [] });

  it('it never throws, and what it makes passes the check: surveys much like those of SurveyJS', () => {
    const element = partial({
      type: fc.constantFrom(
        'text',
        'comment',
        'radiogroup',
        'checkbox',
        'rating',
        'boolean',
        'matrix',
        'ranking',
        'file',
        'html',
        'multipletext',
        'nothing',
      ),
      name,
      title: localized,
      isRequired: loose,
      visibleIf: fc.oneof(condition, loose),
      requiredIf: condition,
      choices: fc.oneof(fc.array(fc.oneof(loose, partial({ value: loose, text: localized }))), loose),
      rows: fc.array(loose),
      columns: fc.array(loose),
      items: fc.array(partial({ name, title: localized })),
      html: localized,
      inputType: fc.constantFrom('text', 'number', 'date', 'email', 'toString'),
      min: loose,
      max: loose,
      maxLength: loose,
      rateMin: loose,
      rateMax: loose,
      rateValues: fc.array(loose),
      hasOther: fc.boolean(),
      showNoneItem: fc.boolean(),
      minSelectedChoices: loose,
      maxSelectedChoices: loose,
      showCommentArea: fc.boolean(),
      validators: fc.array(
        partial({
          type: fc.constantFrom('text', 'numeric', 'answercount'),
          minLength: loose,
          maxLength: loose,
          minValue: loose,
          maxValue: loose,
          minCount: loose,
          maxCount: loose,
        }),
      ),
      acceptedTypes: loose,
      maxSize: loose,
    });
    const survey = partial({
      title: localized,
      locale: loose,
      completedHtml: localized,
      pages: fc.array(
        partial({
          name,
          title: localized,
          visibleIf: condition,
          questionsOrder: fc.constant('random'),
          elements: fc.array(
            fc.oneof(
              { weight: 5, arbitrary: element },
              {
                weight: 1,
                arbitrary: partial({
                  type: fc.constant('panel'),
                  title: localized,
                  visibleIf: condition,
                  elements: fc.array(element, { maxLength: 2 }),
                }),
              },
            ),
            { maxLength: 6 },
          ),
        }),
        { maxLength: 3 },
      ),
      triggers: fc.array(
        partial({ type: fc.constantFrom('complete', 'skip', 'visible'), expression: condition, gotoName: name }),
      ),
      calculatedValues: fc.array(partial({ name, expression: condition })),
    });
    fc.assert(
      fc.property(survey, (json) => holds(json, 'surveyjs')),
      { seed: 5, numRuns: 60 },
    );
  });

  it('it never throws, and what it makes passes the check: surveys much like those of Formbricks', () => {
    const operand = partial({
      type: fc.constantFrom('question', 'hiddenField', 'variable', 'static'),
      value: fc.oneof(name, loose, fc.array(scalar)),
      meta: partial({ row: loose }),
    });
    const operator = fc.constantFrom(
      'equals',
      'doesNotEqual',
      'contains',
      'includesAllOf',
      'includesOneOf',
      'equalsOneOf',
      'isSubmitted',
      'isSkipped',
      'isGreaterThan',
      'isAccepted',
      'isPartiallySubmitted',
      'isAfter',
      'isAnyOf',
    );
    const single = partial({ leftOperand: operand, operator, rightOperand: operand });
    const rule = partial({
      conditions: fc.oneof(
        loose,
        partial({ connector: fc.constantFrom('and', 'or'), conditions: fc.array(single, { maxLength: 3 }) }),
      ),
      actions: fc.array(
        partial({ objective: fc.constantFrom('jumpToQuestion', 'jumpToBlock', 'calculate'), target: name }),
        { maxLength: 2 },
      ),
      condition: operator,
      value: loose,
      destination: name,
    });
    const element = partial({
      id: name,
      type: fc.constantFrom(
        'openText',
        'multipleChoiceSingle',
        'multipleChoiceMulti',
        'nps',
        'cta',
        'rating',
        'consent',
        'date',
        'matrix',
        'ranking',
        'fileUpload',
        'contactInfo',
        'address',
        'cal',
      ),
      headline: localized,
      subheader: localized,
      required: loose,
      choices: fc.array(fc.oneof(loose, partial({ id: loose, label: localized }))),
      rows: fc.array(loose),
      columns: fc.array(loose),
      range: loose,
      inputType: loose,
      charLimit: partial({ enabled: fc.boolean(), min: loose, max: loose }),
      firstName: partial({ show: fc.boolean(), placeholder: localized }),
      email: partial({ show: fc.boolean(), required: fc.boolean() }),
      city: partial({ placeholder: localized }),
      validation: partial({
        logic: loose,
        rules: fc.array(
          partial({
            type: fc.constantFrom('minLength', 'maxLength', 'isLaterThan', 'isEarlierThan', 'minSelections'),
            params: partial({ min: loose, max: loose, date: loose }),
          }),
        ),
      }),
      logic: fc.array(rule, { maxLength: 3 }),
      logicFallback: name,
    });
    const survey = partial({
      name: loose,
      questions: fc.array(element),
      blocks: fc.array(partial({ id: name, elements: fc.array(element), logic: fc.array(rule), logicFallback: name }), {
        maxLength: 4,
      }),
      hiddenFields: partial({ enabled: fc.boolean(), fieldIds: fc.array(fc.oneof(name, loose)) }),
      welcomeCard: partial({ enabled: fc.boolean(), headline: localized }),
      endings: fc.array(partial({ id: name, headline: localized })),
      languages: fc.array(partial({ default: fc.boolean(), language: partial({ code: loose }) })),
    });
    fc.assert(
      fc.property(survey, (json) => holds(json, 'formbricks')),
      { seed: 7, numRuns: 150 },
    );
  });
});
