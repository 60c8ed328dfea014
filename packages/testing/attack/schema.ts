import * as fc from 'fast-check';
import * as z from 'zod/mini';
import type { Schema } from '@liaise/core/api/route';
import { kpis } from '@liaise/core/kpi';

/** As much of JSON Schema (draft 2020-12) as the contract's schemas come to. */
export interface JsonSchema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  prefixItems?: readonly JsonSchema[];
  minItems?: number;
  maxItems?: number;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
}

/** The JSON schema of what a caller sends. */
export const jsonSchemaOf = (schema: Schema): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** Mark texts that are filled in once all else is drawn: an id, a reference to a customer, a KPI's subject, the path of a read. */
export const idMark = '\u0001id';
export const customerMark = '\u0001customer';
export const kpiSubjectMark = '\u0001subject';
export const pathMark = '\u0001path';

const two = (value: number): string => String(value).padStart(2, '0');
const day = fc
  .tuple(
    fc.constantFrom(1, 1970, 1999, 2024, 2025, 2026, 2026, 2026, 9999),
    fc.integer({ min: 1, max: 12 }),
    fc.nat(27),
  )
  .map(([year, month, date]) => `${String(year).padStart(4, '0')}-${two(month)}-${two(date + 1)}`);
const instant = fc
  .tuple(day, fc.nat(23), fc.nat(59), fc.constantFrom('', '.1', '.123', '.123456789'))
  .map(([date, hour, minute, fraction]) => `${date}T${two(hour)}:${two(minute)}:00${fraction}Z`);
const word = fc.stringMatching(/^[a-z0-9]{1,12}(?:-[a-z0-9]{1,8})?$/);
const text = (most: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.lorem({ maxCount: 3 }) },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(most, 40) }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: Math.min(most, 40) }) },
      { weight: 1, arbitrary: fc.constant('x'.repeat(Math.min(most, 2000))) },
    )
    .map((value) => value.slice(0, most));

/** By a piece of the pattern: what the schemas of core call by a name. */
const known: readonly (readonly [piece: string, arbitrary: fc.Arbitrary<string>])[] = [
  ['-7[0-9a-f]{3}-[89ab]', fc.constant(idMark)],
  ['[^\\s@]+@[^\\s@]+', fc.constant(customerMark)],
  ['customer:\\S', fc.constant(kpiSubjectMark)],
  ['T(?:(?:[01]', instant],
  ['02-29|\\d{4}-(?:', day],
  [
    '\\d{4}-)?(?:(?:0[13578]',
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([m, d]) => `${two(m)}-${two(d)}`),
  ],
  ['^\\/v1\\/', fc.constant(pathMark)],
  ['[a-z][a-z0-9-]{0,31}:[^\\s/]', word.map((value) => `crm:Accounts/${value}`)],
];

function stringOf(schema: JsonSchema): fc.Arbitrary<string> {
  const { maxLength: most = 200 } = schema;
  const patterns = [schema.pattern, ...(schema.allOf ?? []).map(({ pattern }) => pattern)].filter(
    (pattern) => pattern !== undefined,
  );
  for (const pattern of patterns) {
    if (pattern.includes('\\P{Cc}')) {
      return text(most).map((value) => value.replaceAll(/\p{Cc}/gu, ' ').trim() || 'a line');
    }
    const found = known.find(([piece]) => pattern.includes(piece));
    if (found) return found[1];
  }
  const [pattern] = patterns;
  if (pattern === undefined) return text(most).map((value) => value.padEnd(schema.minLength ?? 0, 'x'));
  return fc.stringMatching(new RegExp(pattern)).map((value) => value.slice(0, most));
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const fields = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one, name)])),
    { requiredKeys: [...required], noNullPrototype: true },
  );
  if (additionalProperties === undefined || typeof additionalProperties === 'boolean') return fields;
  const names = propertyNames ? stringOf(propertyNames) : word;
  const more = fc.dictionary(names, valuesOf(additionalProperties), { maxKeys: 3, noNullPrototype: true });
  return fc.tuple(fields, more).map(([own, others]) => ({ ...others, ...own }));
}

const shared = new Map<string, fc.Arbitrary<unknown>>();

/**
 * Values that a schema takes, near enough: most of them pass, and where one does not, that is a request too. Ids and customers stand
 * as marks.
 *
 * @param name of the field that holds the value; some fields have values of their own (`special`)
 */
export function valuesOf(schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
  const key = `${name} ${JSON.stringify(schema)}`;
  const found = shared.get(key) ?? make(schema, name);
  shared.set(key, found);
  return found;
}

function make(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  const special = specials[name];
  if (special) return fc.oneof({ weight: 3, arbitrary: special }, { weight: 1, arbitrary: plain(schema) });
  return plain(schema);
}

function plain(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fc.jsonValue({ maxDepth: 3 });
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const { type } = schema;
  const choices =
    schema.anyOf ??
    schema.oneOf ??
    (typeof type === 'object' ? type.map((one) => ({ ...schema, type: one })) : undefined);
  if (choices) return fc.oneof(...choices.map((one) => valuesOf(one)));
  const { minimum, maximum } = schema;
  switch (type) {
    case 'string':
      return stringOf(schema);
    case 'integer': {
      const min = Math.max(minimum ?? -1000, Number.MIN_SAFE_INTEGER);
      const max = Math.min(maximum ?? 1000, Number.MAX_SAFE_INTEGER);
      return fc.oneof(
        fc.maxSafeInteger().map((value) => Math.max(min, Math.min(max, value))),
        fc.constantFrom(min, max, Math.max(min, 1)),
      );
    }
    case 'number':
      return fc.double({ min: minimum ?? -1e15, max: maximum ?? 1e15, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((one) => valuesOf(one)));
      const least = schema.minItems ?? 0;
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: least,
        maxLength: Math.max(least, Math.min(schema.maxItems ?? 3, 3)),
      });
    }
    case 'object':
      return objectOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const answers = fc.record(
  {
    recommend: fc.oneof(fc.integer({ min: -1, max: 11 }), fc.constantFrom(5.5, '5', null)),
    satisfaction: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom([5], null)),
    why: text(100),
    improve: text(2500),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const question = fc.oneof(
  fc.record(
    {
      id: word,
      type: fc.constantFrom('nps', 'ces', 'short-text', 'long-text', 'number', 'date', 'consent'),
      title: text(80),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      id: word,
      type: fc.constantFrom('single-choice', 'multiple-choice', 'ranking'),
      title: text(80),
      options: fc.array(fc.record({ id: word, label: text(30) }), { maxLength: 4 }),
      showIf: fc.oneof(
        fc.tuple(fc.constantFrom('<=', '==', 'in'), fc.tuple(fc.constant('answer'), word), fc.integer()),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: ['id', 'type', 'title', 'options'], noNullPrototype: true },
  ),
);

/** Fields whose schema is looser than what their value must be. */
const specials: Readonly<Record<string, fc.Arbitrary<unknown> | undefined>> = {
  answers,
  definition: fc.record(
    {
      id: word,
      version: fc.integer({ min: 1, max: 5 }),
      language: fc.constantFrom('en', 'zh-CN'),
      questions: fc.array(question, { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['id', 'questions'], noNullPrototype: true },
  ),
  kpi: fc.constantFrom(...kpis.map(({ id }) => id)),
};
