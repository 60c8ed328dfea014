import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSurvey } from '../survey/check.ts';
import { nextQuestion, path } from '../survey/walk.ts';
import type { Question, SurveyDefinition } from '../survey/types.ts';
import { formbricksBlocks, formbricksQuestions, surveyjs } from './fixtures.ts';
import { importSurvey } from './import-survey.ts';
import type { ImportResult } from './types.ts';

function sound(result: ImportResult): SurveyDefinition {
  expect(result.definition).not.toBeNull();
  expect(checkSurvey(result.definition)).toEqual([]);
  return result.definition as SurveyDefinition;
}
const question = (definition: SurveyDefinition, id: string): Question | undefined =>
  definition.questions.find((candidate) => candidate.id === id);
const why = (result: ImportResult, place: string): string | undefined =>
  result.notCarried.find((entry) => entry.path === place)?.why;
const page = (...elements: unknown[]) => ({ pages: [{ name: 'p', elements }] });

describe('a SurveyJS survey', () => {
  const result = importSurvey(surveyjs);
  const definition = sound(result);

  it('becomes a definition with every question that has a counterpart, in order', () => {
    expect(result.faults).toEqual([]);
    expect(definition.questions.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'first-text statement',
      'recommend nps',
      'channel single-choice',
      'topics multiple-choice',
      'why long-text',
      'stars csat',
      'wide single-choice',
      'grid matrix',
      'again consent',
      'sure single-choice',
      'doubt long-text',
      'order ranking',
      'shop single-choice',
      'papers file',
      'note statement',
      'contact-mail short-text',
      'end-2 date',
      'later number',
    ]);
  });

  it('keeps languages, labels and piping', () => {
    expect(definition.id).toBe('after-your-visit');
    expect(definition.title).toEqual({ en: 'After your visit', 'zh-CN': '拜访之后' });
    expect(question(definition, 'recommend')).toMatchObject({
      title: { en: 'Would you recommend us, {{customerName}}?', 'zh-CN': '{{customerName}},您会推荐我们吗?' },
      lowLabel: 'Never',
      highLabel: 'Surely',
      required: true,
    });
    expect(question(definition, 'why')).toMatchObject({ title: 'Why {{recommend}}?', maxLength: 500 });
    expect(definition.thanks).toBe('Thank you!\nRead our promise (https://example.org/privacy).');
    expect(question(definition, 'note')?.title).toBe('Almost done.');
  });

  it('keeps options with other, none, order and bounds', () => {
    expect(question(definition, 'topics')).toMatchObject({
      options: [
        { id: 'price', label: 'price' },
        { id: '2', label: { en: 'Speed', de: 'Tempo' } },
        { id: 'none', label: 'None', exclusive: true },
      ],
      other: true,
      randomOrder: true,
      max: 2,
    });
    expect(question(definition, 'papers')).toMatchObject({ accept: ['image/*', '.pdf'], max: 20, maxBytes: 1_000_000 });
    expect(question(definition, 'stars')).toMatchObject({ scale: 5, look: 'stars' });
  });

  it('writes conditions, of panels and through calculated values too, as logic', () => {
    const recommend = ['answer', 'recommend'];
    const topics = ['answer', 'topics'];
    expect(question(definition, 'topics')?.showIf).toEqual(['<=', recommend, 6]);
    expect(question(definition, 'why')?.showIf).toEqual([
      'and',
      ['<=', recommend, 6],
      ['or', ['contains', topics, 'price'], ['in', topics, ['2', 'other']]],
    ]);
    expect(question(definition, 'grid')?.showIf).toEqual(['in', ['answer', 'wide'], ['50', '75', '100']]);
    expect(question(definition, 'again')?.showIf).toEqual([
      'and',
      ['==', ['answer', 'grid', 'our-staff'], '2'],
      ['answered', 'recommend'],
    ]);
    expect(question(definition, 'sure')?.showIf).toEqual(['not', ['==', ['answer', 'again'], true]]);
    expect(question(definition, 'doubt')?.showIf).toEqual(['==', ['answer', 'sure'], 'no']);
  });

  it('turns triggers that end or skip into moves', () => {
    expect(question(definition, 'channel')?.goTo).toEqual([
      { when: ['==', ['answer', 'recommend'], 10], to: 'end' },
      { when: ['==', ['answer', 'channel'], 'phone'], to: 'contact-mail' },
    ]);
    expect(nextQuestion(definition, { 'first-text': null, recommend: 10, channel: null })).toBeNull();
    expect(path(definition, { 'first-text': null, recommend: 3 })).toContain('topics');
  });

  it.each([
    ['logoPosition', /element/],
    ['calculatedValues.0', /expression stands in/],
    ['triggers.2', /sets no values/],
    ['pages.0.elements.1.colCount', /looks/],
    ['pages.0.elements.2.elements.1.requiredIf', /optional/],
    ['pages.1.elements.11', /signature/],
    ['pages.1.elements.12.visibleIf', /comes later/],
    ['pages.1.elements.13.visibleIf', /age/],
    ['pages.1.elements.7.choices.0.imageLink', /option/],
    ['completedHtml', /plain/],
  ])('says that %s was not carried over', (place, reason) => {
    expect(why(result, place)).toMatch(reason);
  });
});

describe('a Formbricks survey with questions', () => {
  const result = importSurvey(formbricksQuestions);
  const definition = sound(result);

  it('becomes a definition with every question that has a counterpart, in order', () => {
    expect(result.faults).toEqual([]);
    expect(definition.id).toBe('churn-second-try');
    expect(definition.questions.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'welcome statement',
      'recommend nps',
      'topic single-choice',
      'many multiple-choice',
      'rank ranking',
      'why long-text',
      'mail short-text',
      'smile csat',
      'ok consent',
      'when date',
      'grid matrix',
      'upload file',
      'you contact',
      'go statement',
    ]);
  });

  it('keeps texts, recalled answers and hidden fields', () => {
    expect(definition.fields).toEqual([
      { id: 'plan', prefill: true },
      { id: 'userName', prefill: true },
    ]);
    expect(question(definition, 'recommend')?.title).toEqual({
      en: 'Hello {{userName|dear friend}}, recommend us?',
      de: 'Empfehlen Sie uns?',
    });
    expect(question(definition, 'why')).toMatchObject({ title: 'Why {{recommend}}?', minLength: 3, maxLength: 900 });
    expect(question(definition, 'welcome')).toMatchObject({ title: 'Welcome', description: 'Two minutes.' });
    expect(definition.thanks).toBe('Thank you\nBye, {{userName|friend}}');
    expect(question(definition, 'you')).toMatchObject({
      fields: [
        { id: 'name', required: true },
        { id: 'email', required: true, label: 'Mail' },
        { id: 'organization', label: 'Company' },
      ],
    });
  });

  it('writes rules as moves', () => {
    expect(question(definition, 'recommend')?.goTo).toEqual([
      { when: ['>=', ['answer', 'recommend'], 9], to: 'end' },
      { when: ['==', ['field', 'plan'], 'free'], to: 'rank' },
    ]);
    expect(question(definition, 'topic')?.goTo).toEqual([
      { when: ['or', ['in', ['answer', 'topic'], ['c1', 'other']], ['not', ['answered', 'topic']]], to: 'rank' },
    ]);
    expect(nextQuestion(definition, { welcome: null, recommend: 8, topic: 'c2' })).toBe('many');
    expect(nextQuestion(definition, { welcome: null, recommend: 8, topic: { other: 'x' } })).toBe('rank');
  });

  it.each([
    ['questions.0.logic.1', /variable/],
    ['questions.2.logic.0.actions.0', /forward/],
    ['questions.0.buttonLabel', /buttons/],
    ['questions.12.buttonUrl', /statement/],
    ['questions.13', /pictures/],
    ['variables.0', /computed/],
    ['displayPercentage', /Who is asked/],
    ['endings.1', /page that holds/],
  ])('says that %s was not carried over', (place, reason) => {
    expect(why(result, place)).toMatch(reason);
  });
});

describe('a Formbricks survey with blocks', () => {
  it('is taken out of data, with rules behind the last question of a block', () => {
    const result = importSurvey(formbricksBlocks);
    const definition = sound(result);
    expect(definition.questions.map(({ id }) => id)).toEqual(['rate', 'grid', 'mid', 'last']);
    expect(question(definition, 'rate')?.title).toBe('Rate us');
    expect(question(definition, 'grid')?.goTo).toEqual([
      { when: ['and', ['in', ['answer', 'grid', 'row1'], ['col2']], ['<', ['answer', 'rate'], 8]], to: 'last' },
    ]);
    expect(question(definition, 'last')?.title).toBe('Last { {literally}}');
    expect(why(result, 'blocks.0.logic.0.actions.1')).toMatch(/required/);
    expect(why(result, 'blocks.2.elements.0')).toMatch(/Appointments/);
  });

  it('reads the rules of before 2024 too, where options are named by their words', () => {
    const before = {
      questions: [
        {
          id: 'a',
          type: 'multipleChoiceSingle',
          headline: 'Which?',
          choices: [{ label: 'One' }, { label: 'Two' }],
          logic: [{ condition: 'equals', value: 'Two', destination: 'end' }],
        },
        { id: 'b', type: 'openText', headline: 'Why?' },
      ],
      thankYouCard: { enabled: true, headline: 'Thanks' },
    };
    const definition = sound(importSurvey(before));
    expect(definition.questions[0]?.goTo).toEqual([{ when: ['==', ['answer', 'a'], 'two'], to: 'end' }]);
    expect(definition.thanks).toBe('Thanks');
  });
});

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
    expect(importSurvey(surveyjs, { id: 'My Survey' }).definition?.id).toBe('my-survey');
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
                  elements: fc.array(element),
                }),
              },
            ),
          ),
        }),
      ),
      triggers: fc.array(
        partial({ type: fc.constantFrom('complete', 'skip', 'visible'), expression: condition, gotoName: name }),
      ),
      calculatedValues: fc.array(partial({ name, expression: condition })),
    });
    fc.assert(
      fc.property(survey, (json) => holds(json, 'surveyjs')),
      { seed: 5, numRuns: 300 },
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
      { seed: 7, numRuns: 300 },
    );
  });
});
