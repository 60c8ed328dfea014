import * as z from 'zod/mini';
import { type ImportResource, didYouMean, faultOfPath, importResources, referredBy } from './fields.ts';

/** Thrown for a mapping that cannot serve. The message names each place and how to mend it, one a line. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

z.config(z.locales.en());

/** A column by its name in the header, or by its place; the first is 1. */
const column = z.union([z.string().check(z.minLength(1)), z.int().check(z.gte(1), z.lte(10_000))], {
  error: 'Expected the name of a column, or its number from 1.',
});
const values = z.record(z.string(), z.nullable(z.string()));
const word = (pattern: RegExp, error: string) => z.string().check(z.regex(pattern, error));
const system = word(/^[a-z][a-z0-9-]{0,31}$/, 'Expected lower-case letters, digits and hyphens, such as zoho.');
const collection = word(/^[^\s/]{1,64}$/, 'Expected a name without spaces and slashes, such as Accounts.');

const patterns = ['yyyy-mm-dd', 'yyyymmdd', 'yyyy/mm/dd', 'dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy'] as const;

const source = z.strictObject({
  column: z.optional(column),
  /** Text with columns in braces, such as `{first} {last}`. */
  template: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  /** What a text of the file stands for; `null`: nothing. */
  values: z.optional(values),
  format: z.optional(z.enum(['text', 'number', 'integer', 'decimal', 'boolean', 'day', 'instant'])),
  /** How a day is written, for `day` and `instant`; `yyyy-mm-dd` unless said. */
  pattern: z.optional(z.enum(patterns)),
  /** The zone of instants that do not name one; UTC unless said. */
  timeZone: z.optional(z.string()),
  /** Decimal places of `decimal`: the number becomes a whole one, so that 29.33 with 2 is 2933. */
  scale: z.optional(z.int().check(z.gte(0), z.lte(9))),
  /** The decimal sign of numbers. */
  decimalSign: z.optional(z.enum(['.', ','])),
});

const reference = z.strictObject({
  resource: z.optional(z.enum(importResources)),
  system,
  collection,
  column,
  values: z.optional(values),
  /** Fields of the record that is made where none is known yet; texts with columns in braces. */
  createIfNew: z.optional(z.record(z.string(), z.string())),
});

const mappingSchema = z.strictObject({
  resource: z.enum(importResources, { error: `Expected one of ${importResources.join(', ')}.` }),
  separator: z._default(z.enum([',', ';', '\t', '|', 'whitespace']), ','),
  header: z._default(z.boolean(), true),
  encoding: z._default(z.string(), 'utf-8'),
  /** Which row of the other system a row is: by a column, by several, or by all that it says. */
  externalRef: z.union(
    [
      z.strictObject({ system, collection, column, values: z.optional(values) }),
      z.strictObject({ system, collection, columns: z.array(column).check(z.minLength(1), z.maxLength(10)) }),
      z.strictObject({ system, collection, row: z.literal(true) }),
    ],
    { error: 'Expected "system" and "collection", and "column", "columns" or "row": true.' },
  ),
  columns: z._default(z.record(z.string(), source), {}),
  constants: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {}),
  references: z._default(z.record(z.string(), reference), {}),
});

export type Source = z.output<typeof source>;
export type Reference = z.output<typeof reference> & { resource: ImportResource };
export type Column = z.output<typeof column>;
/** How the rows of a file become records. `docs/import.md` says each setting. */
export type Mapping = Omit<z.output<typeof mappingSchema>, 'references'> & {
  references: Readonly<Record<string, Reference>>;
};

/** The columns that a template names in braces. */
export const columnsOfTemplate = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);

/**
 * Reads a mapping from its JSON text.
 *
 * @throws {MappingError}
 */
export function parseMapping(text: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new MappingError(`The mapping is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkMapping(json);
}

/**
 * Checks a mapping: its settings, and that every field it fills exists.
 *
 * @throws {MappingError}
 */
export function checkMapping(json: unknown): Mapping {
  const parsed = mappingSchema.safeParse(json);
  if (!parsed.success) {
    throw new MappingError(parsed.error.issues.map((issue) => `${pathOf(issue.path)}: ${wordsOf(issue)}`).join('\n'));
  }
  const { resource, columns, constants } = parsed.data;
  const faults: string[] = [];
  for (const [path, { column, template, timeZone }] of Object.entries(columns)) {
    if ((column === undefined) === (template === undefined))
      faults.push(`columns.${path}: expected either "column" or "template"`);
    if (timeZone !== undefined && !isTimeZone(timeZone))
      faults.push(`columns.${path}.timeZone: "${timeZone}" is not known; expected a name such as Asia/Shanghai`);
  }
  for (const [part, fields] of [
    ['columns', columns],
    ['constants', constants],
    ['references', parsed.data.references],
  ] as const) {
    for (const path of Object.keys(fields)) {
      const fault = faultOfPath(resource, path);
      if (fault !== null) faults.push(`${part}.${path}: ${fault}`);
    }
  }
  const references: Record<string, Reference> = {};
  for (const [field, given] of Object.entries(parsed.data.references)) {
    const target = given.resource ?? referredBy(resource, field);
    if (!target) {
      faults.push(`references.${field}: say which "resource" it names`);
      continue;
    }
    for (const path of Object.keys(given.createIfNew ?? {})) {
      const fault = faultOfPath(target, path);
      if (fault !== null) faults.push(`references.${field}.createIfNew.${path}: ${fault}`);
    }
    references[field] = { ...given, resource: target };
  }
  try {
    new TextDecoder(parsed.data.encoding);
  } catch {
    faults.push(`encoding: "${parsed.data.encoding}" is not known; expected a name such as utf-8 or gb18030`);
  }
  if (faults.length > 0) throw new MappingError(faults.join('\n'));
  return { ...parsed.data, references };
}

const pathOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'mapping' : path.map(String).join('.'));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const known = issue.path.length === 0 ? Object.keys(mappingSchema.shape) : Object.keys(source.shape);
  return issue.keys.map((key) => `there is no setting "${key}"${didYouMean(key, known)}`).join(', ');
}

/** As `didYouMean`, or else the columns that there are. */
export function didYouMeanColumn(column: string, names: readonly string[]): string {
  const near = didYouMean(column, names);
  return near === '' && names.length > 0 ? `; it has ${names.slice(0, 30).join(', ')}` : near;
}
