import { type JsonSchema, surveySchema } from './schema.ts';
import type { Issue } from './types.ts';
import { isObject, longerThan, own } from './values.ts';

const definitions: Readonly<Record<string, JsonSchema>> = surveySchema.$defs;
const NAME = '#/$defs/';

/** A value met where the schema refers to a definition of this name. */
export type Visit = (name: string, value: unknown, path: string) => boolean;

const join = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'function' ? 'nothing' : typeof value;

const named: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** What is wrong where a key of this name breaks a bound or pattern. */
const codes: Readonly<Record<string, string>> = {
  scale: 'bad-scale',
  id: 'bad-id',
  to: 'bad-id',
  language: 'bad-language',
};

const typeOf = (schema: JsonSchema): string | undefined => {
  const resolved = schema.$ref === undefined ? schema : definitions[schema.$ref.slice(NAME.length)];
  return resolved?.type === 'integer' ? 'number' : resolved?.type;
};

/**
 * Compares a value with the survey's schema and reports every fault. It reads just the keywords that schema uses. At
 * each reference `visit` is asked first; when it returns true it has dealt with the value.
 */
export function checkStructure(definition: unknown, report: (issue: Issue) => void, visit: Visit): void {
  const fault = (path: string, code: string, message: string) => report({ path, code, message });

  function checkString(value: string, schema: JsonSchema, path: string): void {
    const code = codes[path.slice(path.lastIndexOf('.') + 1)];
    if (schema.const !== undefined && value !== schema.const) fault(path, 'unknown-value', `Give ${schema.const}.`);
    else if (schema.enum !== undefined && !schema.enum.includes(value))
      fault(path, 'unknown-value', `Give one of ${schema.enum.join(', ')}.`);
    else if (schema.maxLength !== undefined && longerThan(value, schema.maxLength))
      fault(path, code ?? 'too-long', `Use at most ${schema.maxLength} characters.`);
    else if (schema.pattern === '\\S' && value.trim() === '')
      fault(path, 'missing-text', 'Give some text, not only white space.');
    else if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
      fault(path, code ?? 'bad-format', `This must match ${schema.pattern}.`);
  }

  function checkNumber(value: number, schema: JsonSchema, path: string): void {
    const code = codes[path.slice(path.lastIndexOf('.') + 1)] ?? 'out-of-range';
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (!Number.isFinite(value)) fault(path, 'wrong-type', 'Give a finite number.');
    else if (schema.type === 'integer' && !Number.isInteger(value))
      fault(path, code === 'out-of-range' ? 'wrong-type' : code, 'Give a whole number.');
    else if (value < minimum || value > maximum) fault(path, code, `Give a number from ${minimum} to ${maximum}.`);
  }

  function checkList(value: readonly unknown[], schema: JsonSchema, path: string): void {
    const { minItems = 0, maxItems = Infinity, items } = schema;
    if (value.length < minItems)
      fault(path, 'too-few', `Give at least ${minItems} ${minItems === 1 ? 'entry' : 'entries'}.`);
    if (value.length > maxItems) return fault(path, 'too-many', `Give at most ${maxItems} entries.`);
    if (items !== undefined && items !== false)
      for (let at = 0; at < value.length; at += 1) check(value[at], items, join(path, at));
  }

  function checkObject(value: Readonly<Record<string, unknown>>, schema: JsonSchema, path: string): void {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    for (const name of required)
      if (own(value, name) === undefined)
        fault(join(path, name), name === 'title' || name === 'label' ? 'missing-text' : 'missing-key', `Give ${name}.`);
    const keys = Object.keys(value);
    if (keys.length < (schema.minProperties ?? 0)) fault(path, 'missing-text', 'Give at least one language.');
    for (const name of keys) {
      const inner = own(value, name);
      const known = own(properties, name) as JsonSchema | undefined;
      if (known !== undefined) {
        if (inner !== undefined) check(inner, known, join(path, name));
      } else if (additionalProperties === false)
        fault(
          join(path, name),
          'unknown-key',
          `Remove ${name}, or write one of ${Object.keys(properties).join(', ')}.`,
        );
      else if (additionalProperties !== true) {
        if (schema.propertyNames !== undefined && !matches(name, schema.propertyNames))
          fault(join(path, name), 'bad-language', `${name} is no language tag: write one such as en or zh-CN.`);
        check(inner, additionalProperties, join(path, name));
      }
    }
  }

  function matches(value: string, schema: JsonSchema): boolean {
    const resolved = schema.$ref === undefined ? schema : definitions[schema.$ref.slice(NAME.length)];
    return new RegExp(resolved?.pattern ?? '', 'u').test(value) && value.length <= (resolved?.maxLength ?? Infinity);
  }

  /** Alternatives differ by the value's own type, or, for objects, by a constant `type`. */
  function checkAlternatives(value: unknown, alternatives: readonly JsonSchema[], path: string): void {
    const kinds = alternatives.filter((schema) => typeOf(schema) === kindOf(value));
    if (kinds.length === 0) {
      const wanted = [...new Set(alternatives.map((schema) => named[typeOf(schema) ?? ''] ?? ''))];
      return fault(path, 'wrong-type', `Give ${wanted.join(' or ')}.`);
    }
    const [only] = kinds;
    if (kinds.length === 1 && only !== undefined) return check(value, only, path);
    const type = own(value, 'type');
    const chosen = kinds.find((schema) => schema.properties?.['type']?.const === type);
    if (chosen !== undefined) return check(value, chosen, path);
    const names = kinds.map((schema) => schema.properties?.['type']?.const ?? '').join(', ');
    fault(join(path, 'type'), type === undefined ? 'missing-key' : 'unknown-type', `Give one of ${names}.`);
  }

  function check(value: unknown, schema: JsonSchema, path: string): void {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.slice(NAME.length);
      const target = definitions[name];
      if (!visit(name, value, path) && target !== undefined) check(value, target, path);
      return;
    }
    if (schema.anyOf !== undefined) return checkAlternatives(value, schema.anyOf, path);
    const kind = kindOf(value);
    const wanted = typeOf(schema) ?? (schema.const === undefined ? kind : 'string');
    if (kind !== wanted) return fault(path, 'wrong-type', `Give ${named[schema.type ?? wanted] ?? wanted}.`);
    if (typeof value === 'string') checkString(value, schema, path);
    else if (typeof value === 'number') checkNumber(value, schema, path);
    else if (Array.isArray(value)) checkList(value, schema, path);
    else if (isObject(value)) checkObject(value, schema, path);
  }

  check(definition, surveySchema, '');
}
