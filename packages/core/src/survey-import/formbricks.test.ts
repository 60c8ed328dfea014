import { describe, expect, it } from 'vitest';
import { checkSurvey } from '../survey/check.ts';
import type { Question, SurveyDefinition } from '../survey/types.ts';
import { nextQuestion } from '../survey/walk.ts';
import { importSurvey } from './import-survey.ts';
import type { ImportResult } from './types.ts';

/* Surveys in the public format of Formbricks, small but with what real ones use. */

const words = (text: string, de?: string) => ({ default: text, ...(de === undefined ? {} : { de }) });
const rule = (conditions: readonly unknown[], target: string, objective: string, connector = 'and') => ({
  id: 'rule',
  conditions: { id: 'group', connector, conditions },
  actions: [{ id: 'action', objective, target }],
});
const asks = (value: string, operator: string, right?: unknown, type = 'question') => ({
  id: 'condition',
  leftOperand: { type, value },
  operator,
  ...(right === undefined ? {} : { rightOperand: { type: 'static', value: right } }),
});

const formbricksQuestions = {
  id: 'cm1surveyid',
  name: 'Churn, second try',
  type: 'link',
  status: 'inProgress',
  languages: [
    { language: { code: 'en' }, default: true, enabled: true },
    { language: { code: 'de' }, enabled: true },
  ],
  welcomeCard: { enabled: true, headline: words('Welcome'), html: words('<p class="fb">Two minutes.</p>') },
  hiddenFields: { enabled: true, fieldIds: ['plan', 'userName'] },
  variables: [{ id: 'var1', name: 'score', type: 'number', value: 0 }],
  displayPercentage: 50,
  questions: [
    {
      id: 'Recommend',
      type: 'nps',
      headline: words('Hello #recall:userName/fallback:dearnbspfriend#, recommend us?', 'Empfehlen Sie uns?'),
      required: true,
      lowerLabel: words('Never'),
      upperLabel: words('Surely'),
      buttonLabel: words('Next'),
      logic: [
        rule([asks('Recommend', 'isGreaterThanOrEqual', 9)], 'thanks', 'jumpToQuestion'),
        rule([asks('var1', 'isGreaterThan', 9, 'variable')], 'thanks', 'jumpToQuestion'),
        rule([asks('plan', 'equals', 'free', 'hiddenField')], 'rank', 'jumpToQuestion'),
      ],
    },
    {
      id: 'topic',
      type: 'multipleChoiceSingle',
      headline: words('About what?'),
      required: false,
      shuffleOption: 'all',
      choices: [
        { id: 'c1', label: words('Price', 'Preis') },
        { id: 'c2', label: words('Speed') },
        { id: 'other', label: words('Else') },
      ],
      logic: [
        rule(
          [asks('topic', 'equalsOneOf', ['c1', 'other']), asks('topic', 'isSkipped')],
          'rank',
          'jumpToQuestion',
          'or',
        ),
      ],
      logicFallback: 'many',
    },
    {
      id: 'many',
      type: 'multipleChoiceMulti',
      headline: words('Which?'),
      required: false,
      choices: [
        { id: 'm1', label: words('One') },
        { id: 'm2', label: words('Two') },
        { id: 'none', label: words('None') },
      ],
      logic: [rule([asks('many', 'includesAllOf', ['m1', 'm2'])], 'Recommend', 'jumpToQuestion')],
    },
    {
      id: 'rank',
      type: 'ranking',
      headline: words('Rank'),
      required: false,
      choices: [
        { id: 'r1', label: words('A') },
        { id: 'r2', label: words('B') },
      ],
    },
    {
      id: 'why',
      type: 'openText',
      headline: words('Why #recall:Recommend/fallback:#?'),
      required: false,
      inputType: 'text',
      longAnswer: true,
      charLimit: { enabled: true, min: 3, max: 900 },
    },
    { id: 'mail', type: 'openText', headline: words('Mail'), required: false, inputType: 'email' },
    { id: 'smile', type: 'rating', headline: words('Happy?'), required: true, scale: 'smiley', range: 5 },
    { id: 'ok', type: 'consent', headline: words('May we?'), label: words('Yes, you may'), required: true },
    { id: 'when', type: 'date', headline: words('When?'), required: false, format: 'y-M-d' },
    {
      id: 'grid',
      type: 'matrix',
      headline: words('Grid'),
      required: false,
      rows: [words('Staff')],
      columns: [words('Bad'), words('Good')],
    },
    {
      id: 'upload',
      type: 'fileUpload',
      headline: words('Papers'),
      required: false,
      allowMultipleFiles: true,
      maxSizeInMB: 5,
      allowedFileExtensions: ['pdf'],
    },
    {
      id: 'you',
      type: 'contactInfo',
      headline: words('You'),
      required: false,
      firstName: { show: true, required: true, placeholder: words('First name') },
      lastName: { show: true, required: false, placeholder: words('Last name') },
      email: { show: true, required: true, placeholder: words('Mail') },
      phone: { show: false, required: false, placeholder: words('Phone') },
      company: { show: true, required: false, placeholder: words('Company') },
    },
    {
      id: 'go',
      type: 'cta',
      headline: words('Look at our offer'),
      html: words('<p>It is new.</p>'),
      required: false,
      buttonExternal: true,
      buttonUrl: 'https://example.org',
    },
    {
      id: 'pics',
      type: 'pictureSelection',
      headline: words('Which?'),
      required: false,
      choices: [{ id: 'p1', imageUrl: 'https://example.org/1.png' }],
    },
  ],
  endings: [
    {
      id: 'thanks',
      type: 'endScreen',
      headline: words('Thank you'),
      subheader: words('Bye, #recall:userName/fallback:friend#'),
    },
    { id: 'away', type: 'redirectToUrl', url: 'https://example.org' },
  ],
};

const formbricksBlocks = {
  data: {
    id: 'cm2surveyid',
    name: 'Blocks',
    welcomeCard: { enabled: false },
    hiddenFields: { enabled: false },
    blocks: [
      {
        id: 'block1',
        name: 'Block 1',
        elements: [
          {
            id: 'rate',
            type: 'rating',
            headline: words('<p class="fb-editor-paragraph"><span>Rate us</span></p>'),
            required: false,
            scale: 'star',
            range: 10,
          },
          {
            id: 'grid',
            type: 'matrix',
            headline: words('Grid'),
            required: false,
            rows: [{ id: 'row1', label: words('Staff') }],
            columns: [
              { id: 'col1', label: words('Bad') },
              { id: 'col2', label: words('Good') },
            ],
          },
        ],
        logic: [
          {
            id: 'rule',
            conditions: {
              id: 'group',
              connector: 'and',
              conditions: [
                {
                  id: 'c',
                  leftOperand: { type: 'element', value: 'grid', meta: { row: '0' } },
                  operator: 'isAnyOf',
                  rightOperand: { type: 'static', value: ['1'] },
                },
                {
                  id: 'd',
                  leftOperand: { type: 'element', value: 'rate' },
                  operator: 'isLessThan',
                  rightOperand: { type: 'static', value: 8 },
                },
              ],
            },
            actions: [
              { id: 'a', objective: 'jumpToBlock', target: 'block3' },
              { id: 'b', objective: 'requireAnswer', target: 'last' },
            ],
          },
        ],
      },
      {
        id: 'block2',
        name: 'Block 2',
        elements: [{ id: 'mid', type: 'openText', headline: words('Middle'), required: false }],
      },
      {
        id: 'block3',
        name: 'Block 3',
        elements: [
          { id: 'book', type: 'cal', headline: words('Book'), required: false },
          { id: 'last', type: 'openText', headline: words('Last {{literally}}'), required: false, longAnswer: false },
        ],
      },
    ],
    endings: [],
  },
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
