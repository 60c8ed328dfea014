import { contactFields, fieldTypes, looks, type operators, questionTypes, raterRoles } from './vocabulary.ts';

/** The part of JSON Schema 2020-12 that the survey schema is written in. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly anyOf?: readonly JsonSchema[];
}

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const text = ref('text');
const boolean: JsonSchema = { type: 'boolean' };
const whole = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum });
const list = (items: JsonSchema, minItems: number, maxItems: number): JsonSchema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});
const shape = (required: readonly string[], properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const id: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' };
const fieldId: JsonSchema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*$', maxLength: 64 };
const prefill: JsonSchema = { anyOf: [boolean, { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$' }] };
const day: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const ends = { lowLabel: text, highLabel: text };
const scale = whole(2, 10);
const options = { options: list(ref('option'), 1, 1000), randomOrder: boolean };
const choices = {
  ...options,
  other: { anyOf: [boolean, shape([], { label: text, maxLength: whole(1, 10_000) })] },
};
const bounds = { min: whole(0, 1001), max: whole(1, 1001) };
const lengths = { minLength: whole(0, 100_000), maxLength: whole(1, 100_000), placeholder: text };
const rows = list(ref('row'), 1, 1000);

const perType: Readonly<
  Record<
    (typeof questionTypes)[number],
    readonly [required: readonly string[], properties: Readonly<Record<string, JsonSchema>>]
  >
> = {
  nps: [[], ends],
  csat: [[], { ...ends, scale, look: { type: 'string', enum: looks } }],
  ces: [[], { ...ends, scale, easy: { type: 'string', enum: ['high', 'low'] } }],
  'single-choice': [['options'], choices],
  'multiple-choice': [['options'], { ...choices, ...bounds }],
  ranking: [['options'], { ...choices, ...bounds }],
  matrix: [['rows', 'options'], { rows, options: rows, randomOrder: boolean }],
  'short-text': [[], { ...lengths, format: { type: 'string', enum: ['email', 'url', 'phone'] } }],
  'long-text': [[], lengths],
  number: [[], { min: { type: 'number' }, max: { type: 'number' }, integer: boolean, unit: text }],
  date: [[], { min: day, max: day }],
  contact: [
    ['fields'],
    {
      fields: list(
        {
          anyOf: [
            { type: 'string', enum: contactFields },
            shape(['id'], { id: { type: 'string', enum: contactFields }, required: boolean, label: text }),
          ],
        },
        1,
        contactFields.length,
      ),
    },
  ],
  consent: [[], { mustAccept: boolean, label: text }],
  file: [
    [],
    {
      accept: list(
        { type: 'string', pattern: '^(\\.[A-Za-z0-9]+|[a-z]+/(\\*|[A-Za-z0-9.+-]+))$', maxLength: 100 },
        1,
        100,
      ),
      max: whole(1, 20),
      maxBytes: whole(1, 1_000_000_000),
    },
  ],
  statement: [[], {}],
};

const question = (type: (typeof questionTypes)[number]): JsonSchema => {
  const [required, properties] = perType[type];
  return shape(['id', 'type', 'title', ...required], {
    id,
    type: { const: type },
    title: text,
    description: text,
    required: boolean,
    showIf: ref('expression'),
    goTo: list(shape(['when', 'to'], { when: ref('expression'), to: id }), 0, 1000),
    prefill,
    ...properties,
  });
};

const operation = (names: readonly (typeof operators)[number][], ...operands: JsonSchema[]): JsonSchema => ({
  type: 'array',
  prefixItems: [{ type: 'string', enum: names }, ...operands],
  items: false,
  minItems: operands.length + 1,
});
const key: JsonSchema = { type: 'string' };
const literal: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'number' }, boolean, { type: 'null' }] };
const operand = ref('operand');
const expression = ref('expression');
const answerReading: JsonSchema = {
  type: 'array',
  prefixItems: [{ type: 'string', enum: ['answer'] }, key, key],
  items: false,
  minItems: 2,
};
const reading: JsonSchema = { anyOf: [answerReading, operation(['field'], key)] };

/**
 * The JSON Schema (2020-12) of a survey definition, for hosts without TypeScript and for editors. It says what a
 * definition may look like; that its logic can work is for `checkSurvey`, which begins with this schema.
 */
export const surveySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:liaise:survey-definition',
  title: 'Survey definition',
  ...shape(['id', 'questions'], {
    id: {
      ...id,
      description: 'The survey’s id: lower-case letters, digits and hyphens.',
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 64,
    },
    version: whole(1, 1_000_000_000),
    language: ref('language'),
    title: text,
    description: text,
    thanks: text,
    privacy: text,
    anonymous: boolean,
    fields: list(shape(['id'], { id: fieldId, type: { type: 'string', enum: fieldTypes }, prefill }), 0, 200),
    randomOrder: list(list(id, 2, 1000), 0, 500),
    quotas: list(shape(['id', 'limit'], { id, limit: whole(1, 1_000_000_000), when: expression }), 0, 200),
    raters: shape(['roles'], {
      minimum: whole(2, 100),
      roles: list(shape(['id'], { id: { type: 'string', enum: raterRoles }, label: text }), 1, raterRoles.length),
    }),
    questions: list(ref('question'), 1, 1000),
  }),
  $defs: {
    language: { type: 'string', pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', maxLength: 35 },
    words: { type: 'string', pattern: '\\S', maxLength: 10_000 },
    text: {
      description: 'A text in one language, or a map from BCP 47 language tag to text.',
      anyOf: [
        ref('words'),
        { type: 'object', propertyNames: ref('language'), additionalProperties: ref('words'), minProperties: 1 },
      ],
    },
    option: shape(['id', 'label'], { id, label: text, exclusive: boolean }),
    row: shape(['id', 'label'], { id, label: text }),
    question: { anyOf: questionTypes.map(question) },
    operand: { anyOf: [literal, reading] },
    expression: {
      description: 'Logic: an array, operator first.',
      anyOf: [
        boolean,
        reading,
        operation(['answered'], { anyOf: [key, reading] }),
        operation(['==', '!=', '<', '<=', '>', '>='], operand, operand),
        operation(['in'], operand, { anyOf: [{ type: 'array', items: literal }, reading] }),
        operation(['contains'], operand, operand),
        operation(['not'], expression),
        { type: 'array', prefixItems: [{ type: 'string', enum: ['and', 'or'] }], items: expression, minItems: 2 },
      ],
    },
  },
} as const satisfies JsonSchema & Record<string, unknown>;
