import { describe, expect, it } from 'vitest';
import { checkSurvey } from '../survey/check.ts';
import type { Question, SurveyDefinition } from '../survey/types.ts';
import { nextQuestion, path } from '../survey/walk.ts';
import { importSurvey } from './import-survey.ts';
import type { ImportResult } from './types.ts';

/** In the public format of SurveyJS, small but with what real surveys use. */
const surveyjs = {
  title: { default: 'After your visit', 'zh-cn': '拜访之后' },
  description: 'Three minutes.',
  logoPosition: 'right',
  completedHtml: '<h3>Thank you!</h3><p>Read <a href="https://example.org/privacy">our promise</a>.</p>',
  calculatedValues: [{ name: 'unhappy', expression: '{recommend} <= 6' }],
  triggers: [
    { type: 'complete', expression: '{recommend} = 10' },
    { type: 'skip', expression: "{channel} = 'phone'", gotoName: 'Contact' },
    { type: 'setvalue', expression: '{recommend} = 0', setToName: 'flag', setValue: true },
  ],
  pages: [
    {
      name: 'first',
      title: 'About us',
      elements: [
        {
          type: 'rating',
          name: 'recommend',
          title: { default: 'Would you recommend us, {customerName}?', 'zh-cn': '{customerName},您会推荐我们吗?' },
          rateMin: 0,
          rateMax: 10,
          isRequired: true,
          minRateDescription: 'Never',
          maxRateDescription: 'Surely',
        },
        { type: 'radiogroup', name: 'channel', choices: ['phone', { value: 2, text: 'Visit' }], colCount: 2 },
        {
          type: 'panel',
          name: 'details',
          visibleIf: '{unhappy} = true',
          elements: [
            {
              type: 'checkbox',
              name: 'Topics!',
              title: 'What was it about?',
              choices: ['price', { value: 2, text: { default: 'Speed', de: 'Tempo' } }],
              showOtherItem: true,
              showNoneItem: true,
              maxSelectedChoices: 2,
              choicesOrder: 'random',
            },
            {
              type: 'comment',
              name: 'why',
              title: 'Why {recommend}?',
              maxLength: 500,
              visibleIf: "{Topics!} contains 'price' or {Topics!} anyof [2, 'other']",
              requiredIf: '{recommend} < 3',
            },
          ],
        },
      ],
    },
    {
      name: 'second',
      elements: [
        { type: 'rating', name: 'stars', rateCount: 5, rateType: 'stars' },
        { type: 'rating', name: 'wide', rateMin: 0, rateMax: 100, rateStep: 25 },
        {
          type: 'matrix',
          name: 'grid',
          columns: [1, 2, 3],
          rows: [{ value: 'our staff', text: 'Our staff' }, 'shop'],
          eachRowRequired: true,
          visibleIf: '{wide} >= 50',
        },
        { type: 'boolean', name: 'again', visibleIf: '{grid.our staff} = 2 and {recommend} notempty' },
        { type: 'boolean', name: 'sure', labelTrue: 'Quite', labelFalse: 'Not yet', visibleIf: '!{again}' },
        { type: 'comment', name: 'doubt', visibleIf: '{sure} = false' },
        { type: 'ranking', name: 'order', choices: ['a', 'b'] },
        { type: 'imagepicker', name: 'shop', choices: [{ value: 'old', imageLink: 'https://example.org/1.png' }] },
        { type: 'file', name: 'papers', allowMultiple: true, acceptedTypes: 'image/*, .pdf', maxSize: 1000000 },
        { type: 'html', name: 'note', html: '<p>Almost <b>done</b>.</p>' },
        { type: 'multipletext', name: 'Contact', title: 'You', items: [{ name: 'mail', inputType: 'email' }] },
        { type: 'signaturepad', name: 'sign' },
        { type: 'text', name: 'End', inputType: 'date', min: '2024-01-01', visibleIf: '{later} = 1' },
        { type: 'text', name: 'later', inputType: 'number', min: 1, max: 9, visibleIf: 'age({End}) > 18' },
      ],
    },
  ],
};

function sound(result: ImportResult): SurveyDefinition {
  expect(result.definition).not.toBeNull();
  expect(checkSurvey(result.definition)).toEqual([]);
  return result.definition as SurveyDefinition;
}
const question = (definition: SurveyDefinition, id: string): Question | undefined =>
  definition.questions.find((candidate) => candidate.id === id);
const why = (result: ImportResult, place: string): string | undefined =>
  result.notCarried.find((entry) => entry.path === place)?.why;

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
