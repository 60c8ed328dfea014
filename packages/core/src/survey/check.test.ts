import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSurvey } from './check.ts';
import { defineSurvey, SurveyDefinitionError } from './define.ts';
import { sampleSurvey } from './sample.ts';
import { surveySchema } from './schema.ts';
import type { SurveyDefinition } from './types.ts';

const matchesSchema = new Ajv2020({ strict: false, allErrors: true }).compile(surveySchema);

const options = [
  { id: 'price', label: 'Price' },
  { id: 'speed', label: 'Speed' },
];
const everything: SurveyDefinition = {
  id: 'everything',
  version: 2,
  language: 'en',
  title: 'All there is, {{customer.name}}',
  thanks: { en: 'Thanks, {{reach.name|friend}}', ar: 'شكرا' },
  privacy: 'We keep this for a year.',
  anonymous: false,
  fields: [
    { id: 'customer.name' },
    { id: 'visits', type: 'number', prefill: 'v' },
    { id: 'vip', type: 'boolean' },
    { id: 'since', type: 'date' },
  ],
  quotas: [
    { id: 'all', limit: 100 },
    { id: 'low', limit: 10, when: ['<', ['answer', 'score'], 7] },
  ],
  raters: { minimum: 3, roles: [{ id: 'colleague', label: 'Colleague' }, { id: 'customer' }] },
  randomOrder: [['effort', 'one']],
  questions: [
    { id: 'hello', type: 'statement', title: 'Welcome', description: 'This takes a minute.' },
    {
      id: 'score',
      type: 'nps',
      title: 'Recommend?',
      required: true,
      prefill: true,
      goTo: [{ when: ['>', ['answer', 'score'], 8], to: 'many' }],
    },
    { id: 'happy', type: 'csat', title: 'Happy?', scale: 2, look: 'thumbs', lowLabel: 'No', highLabel: 'Yes' },
    { id: 'effort', type: 'ces', title: 'Easy?', scale: 5, easy: 'low' },
    {
      id: 'one',
      type: 'single-choice',
      title: 'One',
      options,
      other: { label: 'Else', maxLength: 50 },
      randomOrder: true,
    },
    {
      id: 'many',
      type: 'multiple-choice',
      title: 'Many',
      options: [...options, { id: 'none', label: 'None', exclusive: true }],
      other: true,
      min: 1,
      max: 2,
    },
    { id: 'best', type: 'ranking', title: 'Rank', options, showIf: ['in', ['answer', 'one'], ['price', 'other']] },
    {
      id: 'grid',
      type: 'matrix',
      title: 'Grid',
      rows: [
        { id: 'staff', label: 'Staff' },
        { id: 'shop', label: 'Shop' },
      ],
      options,
      showIf: ['contains', ['answer', 'many'], 'price'],
    },
    {
      id: 'short',
      type: 'short-text',
      title: 'Short',
      format: 'email',
      minLength: 3,
      placeholder: 'you@example.org',
      showIf: ['==', ['answer', 'grid', 'staff'], 'speed'],
    },
    { id: 'long', type: 'long-text', title: 'Long', maxLength: 4000 },
    {
      id: 'count',
      type: 'number',
      title: 'How many?',
      min: 0,
      max: 99,
      integer: true,
      unit: 'items',
      showIf: ['>', ['field', 'visits'], 3],
    },
    { id: 'day', type: 'date', title: 'When?', min: '2020-02-29', max: '2030-12-31' },
    {
      id: 'reach',
      type: 'contact',
      title: 'You',
      fields: ['name', { id: 'email', required: true, label: 'Mail' }],
      showIf: ['>', ['answer', 'day'], '2026-01-01'],
    },
    {
      id: 'agree',
      type: 'consent',
      title: 'Agree?',
      mustAccept: true,
      label: 'I agree',
      showIf: ['and', ['answered', 'reach'], ['==', ['field', 'rater.role'], 'customer']],
    },
    {
      id: 'proof',
      type: 'file',
      title: 'Photo',
      accept: ['image/*', '.pdf'],
      max: 3,
      maxBytes: 5_000_000,
      showIf: ['or', ['answer', 'agree'], ['not', ['==', ['field', 'since'], '2026-01-01']]],
    },
  ],
};

const nps = (id: string, more: object = {}) => ({ id, type: 'nps', title: 'T', ...more });
const survey = (...questions: unknown[]) => ({ id: 's', language: 'en', questions });
const logic = (showIf: unknown) => ({
  ...survey(
    nps('score'),
    { id: 'one', type: 'single-choice', title: 'T', options },
    { id: 'many', type: 'multiple-choice', title: 'T', options },
    { id: 'grid', type: 'matrix', title: 'T', rows: [{ id: 'staff', label: 'S' }], options },
    { id: 'words', type: 'short-text', title: 'T' },
    { id: 'day', type: 'date', title: 'T' },
    { id: 'hello', type: 'statement', title: 'T' },
    nps('last', { showIf }),
  ),
  fields: [{ id: 'visits', type: 'number' }, { id: 'name' }],
});
const at = 'questions.7.showIf';

/** What is wrong, the definition, one fault it has, and whether the schema alone sees it. */
const broken: [name: string, definition: unknown, fault: string, schema: boolean][] = [
  ['no object', null, ': wrong-type', true],
  ['a list', [], ': wrong-type', true],
  ['no id', { questions: [nps('a')] }, 'id: missing-key', true],
  ['id with capitals', { id: 'After Visit', questions: [nps('a')] }, 'id: bad-id', true],
  ['no questions', { id: 's' }, 'questions: missing-key', true],
  ['empty questions', survey(), 'questions: too-few', true],
  ['too many questions', survey(...Array.from({ length: 1001 }, (_, i) => nps(`q${i}`))), 'questions: too-many', true],
  ['a question that is none', survey(5), 'questions.0: wrong-type', true],
  ['unknown type', survey({ id: 'a', type: 'slider', title: 'T' }), 'questions.0.type: unknown-type', true],
  ['no type', survey({ id: 'a', title: 'T' }), 'questions.0.type: missing-key', true],
  ['no title', survey({ id: 'a', type: 'nps' }), 'questions.0.title: missing-text', true],
  ['blank title', survey(nps('a', { title: '   ' })), 'questions.0.title: missing-text', true],
  ['title of no language', survey(nps('a', { title: {} })), 'questions.0.title: missing-text', true],
  ['title a number', survey(nps('a', { title: 5 })), 'questions.0.title: wrong-type', true],
  [
    'title in no language',
    survey(nps('a', { title: { 中文: 'x', en: 'x' } })),
    'questions.0.title.中文: bad-language',
    true,
  ],
  [
    'title without the survey’s language',
    survey(nps('a', { title: { de: 'x' } })),
    'questions.0.title.en: missing-text',
    false,
  ],
  ['unknown key of a question', survey(nps('a', { scale: 5 })), 'questions.0.scale: unknown-key', true],
  ['unknown key of a survey', { ...survey(nps('a')), pages: [] }, 'pages: unknown-key', true],
  ['required not a truth value', survey(nps('a', { required: 'yes' })), 'questions.0.required: wrong-type', true],
  ['id with a space', survey(nps('a b')), 'questions.0.id: bad-id', true],
  ['id of the prototype', survey(nps('__proto__')), 'questions.0.id: bad-id', true],
  ['id end', survey(nps('end')), 'questions.0.id: reserved-id', false],
  ['id twice', survey(nps('a'), nps('a')), 'questions.1.id: duplicate-id', false],
  ['version 0', { ...survey(nps('a')), version: 0 }, 'version: out-of-range', true],
  ['bad language', { ...survey(nps('a')), language: 'e' }, 'language: bad-language', true],
  ['scale of 11', survey({ id: 'a', type: 'csat', title: 'T', scale: 11 }), 'questions.0.scale: bad-scale', true],
  ['scale of 1', survey({ id: 'a', type: 'ces', title: 'T', scale: 1 }), 'questions.0.scale: bad-scale', true],
  ['scale of 4.5', survey({ id: 'a', type: 'csat', title: 'T', scale: 4.5 }), 'questions.0.scale: bad-scale', true],
  [
    'unknown look',
    survey({ id: 'a', type: 'csat', title: 'T', look: 'hearts' }),
    'questions.0.look: unknown-value',
    true,
  ],
  ['five thumbs', survey({ id: 'a', type: 'csat', title: 'T', look: 'thumbs' }), 'questions.0.scale: bad-scale', false],
  ['no options', survey({ id: 'a', type: 'ranking', title: 'T' }), 'questions.0.options: missing-key', true],
  [
    'empty options',
    survey({ id: 'a', type: 'single-choice', title: 'T', options: [] }),
    'questions.0.options: too-few',
    true,
  ],
  [
    'option without label',
    survey({ id: 'a', type: 'single-choice', title: 'T', options: [{ id: 'x' }] }),
    'questions.0.options.0.label: missing-text',
    true,
  ],
  [
    'option twice',
    survey({ id: 'a', type: 'single-choice', title: 'T', options: [...options, ...options] }),
    'questions.0.options.2: duplicate-id',
    false,
  ],
  [
    'option other beside other',
    survey({ id: 'a', type: 'single-choice', title: 'T', other: true, options: [{ id: 'other', label: 'O' }] }),
    'questions.0.options.0.id: reserved-id',
    false,
  ],
  [
    'row twice',
    survey({ id: 'a', type: 'matrix', title: 'T', options, rows: [options[0], options[0]] }),
    'questions.0.rows.1: duplicate-id',
    false,
  ],
  [
    'more to choose than there is',
    survey({ id: 'a', type: 'multiple-choice', title: 'T', options, min: 3 }),
    'questions.0.min: bad-range',
    false,
  ],
  [
    'least above greatest',
    survey({ id: 'a', type: 'number', title: 'T', min: 3, max: 2 }),
    'questions.0.max: bad-range',
    false,
  ],
  [
    'length least above greatest',
    survey({ id: 'a', type: 'short-text', title: 'T', minLength: 301 }),
    'questions.0.maxLength: bad-range',
    false,
  ],
  [
    'day that is none',
    survey({ id: 'a', type: 'date', title: 'T', min: '2026-02-30' }),
    'questions.0.min: not-a-date',
    false,
  ],
  [
    'last day before first',
    survey({ id: 'a', type: 'date', title: 'T', min: '2026-02-03', max: '2026-02-02' }),
    'questions.0.max: bad-range',
    false,
  ],
  [
    'unknown contact field',
    survey({ id: 'a', type: 'contact', title: 'T', fields: ['shoe-size'] }),
    'questions.0.fields.0: unknown-value',
    true,
  ],
  [
    'contact field twice',
    survey({ id: 'a', type: 'contact', title: 'T', fields: ['name', { id: 'name' }] }),
    'questions.0.fields.1: duplicate-id',
    false,
  ],
  [
    'file type that is none',
    survey({ id: 'a', type: 'file', title: 'T', accept: ['pictures'] }),
    'questions.0.accept.0: bad-format',
    true,
  ],
  [
    'number without end',
    survey({ id: 'a', type: 'number', title: 'T', max: Infinity }),
    'questions.0.max: wrong-type',
    false,
  ],

  ['goTo nowhere', survey(nps('a', { goTo: [{ when: true, to: 'z' }] })), 'questions.0.goTo.0.to: unknown-id', false],
  [
    'goTo back',
    survey(nps('a'), nps('b', { goTo: [{ when: ['answered', 'a'], to: 'a' }] })),
    'questions.1.goTo.0.to: cycle',
    false,
  ],
  [
    'goTo itself',
    survey(nps('a', { goTo: [{ when: ['answered', 'a'], to: 'a' }] })),
    'questions.0.goTo.0.to: cycle',
    false,
  ],
  ['goTo without when', survey(nps('a', { goTo: [{ to: 'end' }] })), 'questions.0.goTo.0.when: missing-key', true],
  ['showIf on itself', survey(nps('a', { showIf: ['answered', 'a'] })), 'questions.0.showIf.1: cycle', false],
  [
    'showIf in a ring',
    survey(nps('a', { showIf: ['answered', 'b'] }), nps('b', { showIf: ['answered', 'a'] })),
    'questions.0.showIf.1: cycle',
    false,
  ],
  [
    'showIf on a later one',
    survey(nps('a', { showIf: ['answered', 'b'] }), nps('b')),
    'questions.0.showIf.1: later-question',
    false,
  ],
  [
    'jumped over',
    survey(nps('a', { goTo: [{ when: true, to: 'c' }] }), nps('b'), nps('c')),
    'questions.1: unreachable',
    false,
  ],
  [
    'jumped over in every case',
    survey(
      nps('a', {
        required: true,
        goTo: [
          { when: ['<=', ['answer', 'a'], 6], to: 'c' },
          { when: ['>=', ['answer', 'a'], 6], to: 'end' },
        ],
      }),
      nps('b'),
      nps('c'),
    ),
    'questions.1: unreachable',
    false,
  ],
  [
    'contradiction',
    survey(nps('a'), nps('b', { showIf: ['and', ['<', ['answer', 'a'], 3], ['>', ['answer', 'a'], 8]] })),
    'questions.1.showIf: unreachable',
    false,
  ],
  ['never shown', survey(nps('a'), nps('b', { showIf: false })), 'questions.1.showIf: unreachable', false],
  [
    'score of 11',
    survey(nps('a'), nps('b', { showIf: ['==', ['answer', 'a'], 11] })),
    'questions.1.showIf: unreachable',
    false,
  ],
  [
    'goTo that never holds',
    survey(nps('a', { goTo: [{ when: ['>', ['answer', 'a'], 10], to: 'end' }] })),
    'questions.0.goTo.0.when: never-true',
    false,
  ],
  [
    'number that cannot be',
    survey({ id: 'a', type: 'number', title: 'T', min: 0, max: 9 }, nps('b', { showIf: ['>', ['answer', 'a'], 9] })),
    'questions.1.showIf: unreachable',
    false,
  ],

  ['unknown operator', logic(['~', 1, 2]), `${at}.0: unknown-operator`, true],
  ['empty expression', logic([]), `${at}: unknown-operator`, true],
  ['a word for logic', logic('always'), `${at}: wrong-type`, true],
  ['too few operands', logic(['==', ['answer', 'score']]), `${at}: wrong-arity`, true],
  ['too many operands', logic(['not', true, true]), `${at}: wrong-arity`, true],
  ['and of nothing', logic(['and']), `${at}: wrong-arity`, true],
  ['an expression compared', logic(['==', ['not', true], true]), `${at}.1: type-mismatch`, true],
  ['an object compared', logic(['==', {}, 1]), `${at}.1: wrong-type`, true],
  ['in what is no list', logic(['in', ['answer', 'one'], 'price']), `${at}.2: wrong-type`, true],
  ['unknown question', logic(['<', ['answer', 'scor'], 3]), `${at}.1.1: unknown-id`, false],
  ['unknown question answered', logic(['answered', 'scor']), `${at}.1: unknown-id`, false],
  ['unknown field', logic(['==', ['field', 'age'], 3]), `${at}.1.1: unknown-id`, false],
  ['unknown option', logic(['==', ['answer', 'one'], 'colour']), `${at}.2: unknown-id`, false],
  ['unknown option first', logic(['==', 'colour', ['answer', 'one']]), `${at}.1: unknown-id`, false],
  ['unknown option in a list', logic(['in', ['answer', 'one'], ['price', 'colour']]), `${at}.2.1: unknown-id`, false],
  ['other where none is offered', logic(['contains', ['answer', 'many'], 'other']), `${at}.2: unknown-id`, false],
  ['unknown row', logic(['==', ['answer', 'grid', 'shop'], 'price']), `${at}.1.2: unknown-id`, false],
  ['part of a whole', logic(['==', ['answer', 'score', 'x'], 1]), `${at}.1.2: unknown-id`, false],
  ['a matrix without its row', logic(['==', ['answer', 'grid'], 'price']), `${at}.1: type-mismatch`, false],
  ['a number and a word', logic(['==', ['answer', 'score'], 'ten']), `${at}: type-mismatch`, false],
  ['a list and a word', logic(['==', ['answer', 'many'], 'price']), `${at}: type-mismatch`, false],
  ['order of words', logic(['<', ['answer', 'words'], 'm']), `${at}: type-mismatch`, false],
  ['order of a number and a day', logic(['<', ['answer', 'day'], 3]), `${at}: type-mismatch`, false],
  ['a day that is none', logic(['==', ['answer', 'day'], 'today']), `${at}.2: type-mismatch`, false],
  ['a number containing', logic(['contains', ['answer', 'score'], 1]), `${at}: type-mismatch`, false],
  ['a number for a truth value', logic(['and', ['answer', 'score'], true]), `${at}.1: type-mismatch`, false],
  ['a number for a condition', logic(['answer', 'score']), `${at}: type-mismatch`, false],
  ['a field of another type', logic(['==', ['field', 'visits'], 'often']), `${at}: type-mismatch`, false],
  ['the answer of a statement', logic(['answered', 'hello']), `${at}.1: type-mismatch`, false],

  [
    'unknown word in a text',
    { ...survey(nps('a', { title: 'Dear {{customer.nme}}' })), fields: [{ id: 'customer.name' }] },
    'questions.0.title: unknown-id',
    false,
  ],
  [
    'a later answer in a text',
    survey(nps('a', { title: { en: 'You said {{b}}' } }), nps('b')),
    'questions.0.title.en: later-question',
    false,
  ],
  ['a field with a question’s id', { ...survey(nps('a')), fields: [{ id: 'a' }] }, 'fields.0.id: duplicate-id', false],
  ['a field twice', { ...survey(nps('a')), fields: [{ id: 'x' }, { id: 'x' }] }, 'fields.1: duplicate-id', false],
  ['a quota without limit', { ...survey(nps('a')), quotas: [{ id: 'x' }] }, 'quotas.0.limit: missing-key', true],
  [
    'a quota on nothing',
    { ...survey(nps('a')), quotas: [{ id: 'x', limit: 5, when: ['answered', 'b'] }] },
    'quotas.0.when.1: unknown-id',
    false,
  ],
  [
    'one rater is enough',
    { ...survey(nps('a')), raters: { minimum: 1, roles: [{ id: 'self' }] } },
    'raters.minimum: out-of-range',
    true,
  ],
  [
    'a rater role twice',
    { ...survey(nps('a')), raters: { roles: [{ id: 'self' }, { id: 'self' }] } },
    'raters.roles.1: duplicate-id',
    false,
  ],
  [
    'shuffled strangers',
    { ...survey(nps('a'), nps('b'), nps('c')), randomOrder: [['a', 'c']] },
    'randomOrder.0: bad-random-order',
    false,
  ],
  [
    'shuffled unknown',
    { ...survey(nps('a'), nps('b')), randomOrder: [['a', 'z']] },
    'randomOrder.0.1: unknown-id',
    false,
  ],
  [
    'shuffled twice',
    { ...survey(nps('a'), nps('b')), randomOrder: [['a', 'b', 'a']] },
    'randomOrder.0.2: duplicate-id',
    false,
  ],
  [
    'shuffled with logic between',
    { ...survey(nps('a'), nps('b', { showIf: ['answered', 'a'] })), randomOrder: [['a', 'b']] },
    'questions.1.showIf: bad-random-order',
    false,
  ],
  [
    'shuffled with a jump',
    { ...survey(nps('a', { goTo: [{ when: ['answered', 'a'], to: 'end' }] }), nps('b')), randomOrder: [['a', 'b']] },
    'questions.0.goTo.0: bad-random-order',
    false,
  ],
];

const faults = (definition: unknown) => checkSurvey(definition).map((issue) => `${issue.path}: ${issue.code}`);

describe('checkSurvey', () => {
  it.each([
    ['sample', sampleSurvey],
    ['every feature', everything],
    ['least', { id: 's', questions: [{ id: 'a', type: 'nps', title: 'T' }] }],
    [
      'fields left open',
      { id: 's', questions: [nps('a', { title: 'Hi {{customer.name}}', showIf: ['==', ['field', 'plan'], 'gold'] })] },
    ],
    ['empty goTo', survey(nps('a', { goTo: [] }))],
  ])('finds nothing wrong with a good survey: %s', (_, definition) => {
    expect(checkSurvey(definition)).toEqual([]);
    expect(matchesSchema(definition), JSON.stringify(matchesSchema.errors)).toBe(true);
  });

  it.each(broken)('sees %s', (_, definition, fault, schema) => {
    expect(faults(definition)).toContain(fault);
    if (fault !== 'questions.0.max: wrong-type') expect(matchesSchema(definition)).toBe(!schema);
  });

  it('says in words what to do, for every fault', () => {
    for (const [, definition] of broken)
      for (const issue of checkSurvey(definition)) expect(issue.message).toMatch(/^[^a-z].*\.$|^\{\{|^[\w.-]+ .*\.$/);
  });

  it('reports every fault at once, and one fault once', () => {
    expect(
      faults({
        ...survey(
          nps('a', { title: '' }),
          nps('a', { goTo: [{ when: ['zz'], to: 'q' }] }),
          { id: 'c', type: 'csat', scale: 99, title: 'T' },
          nps('d', { showIf: false }),
        ),
        extra: 1,
      }).sort(),
    ).toEqual(
      [
        'extra: unknown-key',
        'questions.0.title: missing-text',
        'questions.1.goTo.0.to: unknown-id',
        'questions.1.goTo.0.when.0: unknown-operator',
        'questions.1.id: duplicate-id',
        'questions.2.scale: bad-scale',
        'questions.3.showIf: unreachable',
      ].sort(),
    );
    for (const [, definition] of broken) expect(new Set(faults(definition)).size).toBe(faults(definition).length);
  });

  it('names only what the schema sees too, where the schema sees something', () => {
    for (const [name, definition, , schema] of broken)
      if (!schema && name !== 'number without end') expect(matchesSchema(definition), name).toBe(true);
  });

  it('refuses 10,000 operators inside one another without running out of stack', () => {
    for (const depth of [40, 10_000, 200_000]) {
      let deep: unknown = ['answered', 'score'];
      for (let i = 0; i < depth; i += 1) deep = ['not', deep];
      expect(faults(logic(deep))).toEqual([`${at}${'.1'.repeat(32)}: too-deep`]);
    }
    let near: unknown = ['answered', 'score'];
    for (let i = 0; i < 31; i += 1) near = ['not', near];
    expect(checkSurvey(logic(near))).toEqual([]);
  });

  it('ends soon on logic that shares or holds itself', () => {
    let shared: unknown = ['answered', 'score'];
    for (let i = 0; i < 31; i += 1) shared = ['and', shared, shared];
    expect(faults(logic(shared)).some((fault) => fault.endsWith('too-large'))).toBe(true);
    const ring: unknown[] = ['and'];
    ring.push(ring);
    expect(faults(logic(ring)).some((fault) => fault.endsWith('too-deep'))).toBe(true);
    expect(faults(logic(['and', ...new Array<boolean>(200_000).fill(true)])).length).toBeLessThan(5);
    expect(faults({ id: 's', questions: new Array(1e6) }).length).toBeLessThan(5);
  });

  it('never throws and always speaks up, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true, withMap: true }),
        (value) => {
          expect(checkSurvey(value).length).toBeGreaterThan(0);
        },
      ),
    );
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        ownKeys: () => {
          throw new Error('no');
        },
        getOwnPropertyDescriptor: () => {
          throw new Error('no');
        },
      },
    );
    expect(faults(trap)).toEqual([': unreadable']);
  });

  it('stays in step with the schema on surveys with one part replaced by anything', () => {
    const paths: (readonly (string | number)[])[] = [];
    const collect = (node: unknown, path: readonly (string | number)[]): void => {
      paths.push(path);
      if (typeof node === 'object' && node !== null)
        for (const [key, inner] of Object.entries(node))
          collect(inner, [...path, Array.isArray(node) ? Number(key) : key]);
    };
    collect(everything, []);
    const replaced = (node: unknown, path: readonly (string | number)[], value: unknown): unknown => {
      const [head, ...rest] = path;
      if (head === undefined) return value;
      if (Array.isArray(node))
        return node.map((entry: unknown, i) => (i === head ? replaced(entry, rest, value) : entry));
      return Object.fromEntries(
        Object.entries(node as object).map(([key, entry]: [string, unknown]) => [
          key,
          key === head ? replaced(entry, rest, value) : entry,
        ]),
      );
    };
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('', 'end', 'nps', 0, 1, 11, -1, 0.5, [], {}, ['and'], ['answer', 'score'], '2026-02-30'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const definition = replaced(everything, path, value);
        const found = checkSurvey(definition);
        if (!matchesSchema(definition)) expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('checks a thousand questions with logic on each in a moment', () => {
    const definition = survey(
      ...Array.from({ length: 1000 }, (_, i) =>
        nps(`q${i}`, i === 0 ? {} : { showIf: ['and', ['>=', ['answer', `q${i - 1}`], 0], ['answered', 'q0']] }),
      ),
    );
    const start = performance.now();
    expect(checkSurvey(definition)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('defineSurvey', () => {
  it('gives the definition back', () => {
    expect(defineSurvey(sampleSurvey)).toBe(sampleSurvey);
  });

  it('throws every fault with its path', () => {
    const bad = { id: 's', questions: [{ id: 'a', type: 'csat', scale: 1, title: '' }] } as const;
    expect(() => defineSurvey(bad)).toThrow(SurveyDefinitionError);
    expect(() => defineSurvey(bad)).toThrow(/questions\.0\.scale: .*\(bad-scale\)\n.*|questions\.0\.title/);
  });
});
