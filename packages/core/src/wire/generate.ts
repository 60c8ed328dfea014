import type * as z from 'zod/mini';
import type { Route } from '../api/route.ts';
import { line } from '../records/primitives.ts';

/** A schema as it describes itself. */
export type Schema = z.core.$ZodTypes;
type Exports = Readonly<Record<string, unknown>>;

/** A module of `records` or `api`: its path from `core/src` without the extension, and what it exports. */
export interface Source {
  readonly path: string;
  readonly exports: Exports;
}

interface Named {
  source: Source;
  name: string;
}

/** Whether an export is a schema. */
export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && '_zod' in value;
const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
const stem = (source: Source): string => source.path.split('/').at(-1) ?? '';
const linePattern = patternsOf(line(1))[0];

/**
 * Writes the lean form of the contract: for each module that has routes, or schemas of answers, one with calls and checks.
 *
 * @returns TypeScript by file name, not formatted
 */
export function generate(sources: readonly Source[]): Map<string, string> {
  const named = new Map<Schema, Named>();
  for (const source of sources) {
    for (const [name, value] of Object.entries(source.exports)) {
      if (isSchema(value) && !named.has(value)) named.set(value, { source, name });
    }
  }
  const wanted = new Map<Source, Set<string>>();
  const want = ({ source, name }: Named): void => {
    const names = wanted.get(source) ?? new Set<string>();
    wanted.set(source, names);
    if (names.has(name)) return;
    names.add(name);
    const value = source.exports[name];
    if (isSchema(value)) new Writer(source, named, want).structure(value);
    else new Writer(source, named, want).routes(name, value);
  };
  for (const source of sources) {
    for (const [name, value] of Object.entries(source.exports)) {
      if (isRoute(value) || isGroup(value)) want({ source, name });
    }
  }

  const files = new Map<string, string>();
  for (const [source, names] of wanted) {
    const writer = new Writer(source, named);
    const body = Object.entries(source.exports)
      .filter(([name]) => names.has(name))
      .map(([name, value]) =>
        isSchema(value)
          ? `export const ${name}: CheckOf<typeof source.${name}> = ${pure(writer.structure(value))};`
          : `export const ${name} = ${pure(writer.routes(name, value))};`,
      );
    files.set(`${stem(source)}.ts`, [writer.head(), '', ...body, ''].join('\n'));
  }
  return files;
}

/** Told to bundlers: whoever does not use it need not carry it. */
const pure = (written: string): string => `/* @__PURE__ */ (() => (${written}))()`;

function isGroup(value: unknown): value is Record<string, Route> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSchema(value)
    ? Object.values(value).length > 0 && Object.values(value).every(isRoute)
    : false;
}

/** Writes the expressions of one module and gathers what they import. */
class Writer {
  readonly #source: Source;
  readonly #named: ReadonlyMap<Schema, Named>;
  readonly #meet: (named: Named) => void;
  readonly #checks = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #others = new Map<string, Set<string>>();
  #typed = false;

  constructor(source: Source, named: ReadonlyMap<Schema, Named>, meet: (named: Named) => void = () => undefined) {
    this.#source = source;
    this.#named = named;
    this.#meet = meet;
  }

  head(): string {
    const values = (names: ReadonlySet<string>, from: string): string =>
      names.size === 0 ? '' : `import { ${[...names].sort().join(', ')} } from '${from}';\n`;
    const others = [...this.#others].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      `// Written out from ../${this.#source.path}.ts: \`vitest run --project core packages/core/src/wire -u\` writes it again.\n`,
      `import type * as source from '../${this.#source.path}.ts';\n`,
      values(this.#calls, './call.ts'),
      values(new Set([...this.#checks, ...(this.#typed ? ['type CheckOf'] : [])]), './check.ts'),
      ...others.map(([file, names]) => values(names, `./${file}.ts`)),
    ].join('');
  }

  routes(name: string, value: unknown): string {
    if (isRoute(value)) return this.#route(value, `source.${name}`);
    const group = value as Record<string, Route>;
    if (Object.keys(group).join() === 'list,read,create,change,remove') return this.#common(name, group);
    const entries = Object.entries(group).map(
      ([key, route]) => `${key}: ${this.#route(route, `source.${name}.${key}`)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }

  #common(name: string, group: Record<string, Route>): string {
    const stored = group['read']?.answer;
    const created = group['create']?.answer;
    const path = group['list']?.path ?? '';
    const args = [
      `'${path.slice('/v1/'.length)}'`,
      this.#check(stored),
      ...(created === stored ? [] : [this.#check(created)]),
    ];
    return `${this.#call('calls')}<typeof source.${name}>(${args.join(', ')})`;
  }

  #route(route: Route, type: string): string {
    const { method, path, roles, body, bodyType, answer, answerType, safe } = route;
    const more = [
      roles === 'anyone' ? "roles: 'anyone'" : '',
      body ? 'body: true' : '',
      bodyType && bodyType !== 'json' ? `bodyType: '${bodyType}'` : '',
      safe === true ? 'safe: true' : '',
      answerType && answerType !== 'json' ? `answerType: '${answerType}'` : '',
      answer ? `answer: ${this.#answer(answer)}` : '',
    ].filter((part) => part !== '');
    const args = [`'${method}'`, `'${path}'`, ...(more.length > 0 ? [`{ ${more.join(', ')} }`] : [])];
    return `${this.#call('call')}<typeof ${type}>(${args.join(', ')})`;
  }

  /** The answer of a route; that of a list is a page of something. */
  #answer(answer: unknown): string {
    const { def } = (answer as Schema)._zod;
    if (def.type === 'object' && Object.keys(def.shape).join() === 'items,next') {
      const items = (def.shape['items'] as Schema)._zod.def;
      if (items.type === 'array') return `${this.#call('page')}(${this.#check(items.element)})`;
    }
    return this.#check(answer);
  }

  #call(name: string): string {
    this.#calls.add(name);
    return name;
  }

  #use(name: string, ...args: string[]): string {
    this.#checks.add(name);
    return `${name}(${args.join(', ')})`;
  }

  #other(file: string, name: string): string {
    const names = this.#others.get(file) ?? new Set<string>();
    this.#others.set(file, names.add(name));
    return name;
  }

  /** A check by its name where the schema has one, else written out. */
  #check(given: unknown): string {
    const schema = given as Schema;
    const known = this.#named.get(schema);
    if (!known) return this.#written(schema);
    this.#meet(known);
    return known.source === this.#source ? known.name : this.#other(stem(known.source), known.name);
  }

  /** The check of an exported schema, written out. */
  structure(schema: Schema): string {
    this.#typed = true;
    return this.#written(schema);
  }

  #written(schema: Schema): string {
    const { def } = schema._zod;
    switch (def.type) {
      case 'string':
        return this.#text(schema);
      case 'number':
        return this.#number(schema);
      case 'boolean':
        this.#checks.add('flag');
        return 'flag';
      case 'unknown':
        this.#checks.add('anything');
        return 'anything';
      case 'lazy':
        // The one lazy schema is that of any JSON, and what is checked here is JSON.
        this.#checks.add('json');
        return 'json';
      case 'enum':
        return this.#use('oneOf', ...Object.values(def.entries).map((word) => `'${word}'`));
      case 'nullable':
        return this.#use('nullable', this.#check(def.innerType));
      case 'array':
        return this.#use('list', ...trimmed(this.#check(def.element), ...lengthsOf(schema)));
      case 'tuple':
        if (def.items.length !== 2 || def.rest) break;
        return this.#use('pair', ...def.items.map((item) => this.#check(item)));
      case 'union':
        return this.#use('either', ...def.options.map((option) => this.#check(option)));
      case 'record':
        return this.#use('dictionary', this.#check(def.keyType), this.#check(def.valueType));
      case 'object':
        return this.#object(def);
      default:
    }
    throw new Error(`There is no check for a schema of type ${def.type}: add one to check.ts and here.`);
  }

  #text(schema: Schema): string {
    const patterns = patternsOf(schema);
    const [most, least] = lengthsOf(schema);
    if (patterns.length === 1 && patterns[0] === linePattern && most !== undefined && least === undefined) {
      return `${this.#other('line', 'line')}(${most})`;
    }
    if (patterns.length === 0) return this.#use('text', ...trimmed(most, least));
    if (most === undefined && least === undefined) return this.#use('like', ...patterns);
    return this.#use('text', most ?? 'Infinity', least ?? '0', ...patterns);
  }

  #number(schema: Schema): string {
    const { def } = schema._zod;
    let low: string | undefined;
    let high: string | undefined;
    for (const one of checksOf(schema)) {
      if (one.check === 'greater_than' && one.inclusive) low = String(one.value);
      else if (one.check === 'less_than' && one.inclusive) high = String(one.value);
      else if (one.check !== 'number_format' || one.format !== 'safeint') throw new Error(`No check for ${one.check}.`);
    }
    const isWhole = 'format' in def && def.format === 'safeint';
    return this.#use(
      isWhole ? 'whole' : 'number',
      ...trimmed(low ?? (high === undefined ? undefined : '-Infinity'), high),
    );
  }

  #object(def: z.core.$ZodObjectDef): string {
    const required: string[] = [];
    const optional: string[] = [];
    for (const [key, field] of Object.entries(def.shape)) {
      const inner = (field as Schema)._zod.def;
      const isOptional = inner.type === 'optional';
      const written = this.#check(isOptional ? inner.innerType : field);
      const name = /^[A-Za-z]\w*$/.test(key) ? key : `'${key}'`;
      (isOptional ? optional : required).push(written === key ? key : `${name}: ${written}`);
    }
    const parts = [required, ...(optional.length > 0 ? [optional] : [])].map((fields) => `{ ${fields.join(', ')} }`);
    const written = this.#use('object', ...parts);
    return def.catchall?._zod.def.type === 'unknown' ? this.#use('outline', written) : written;
  }
}

type AnyCheck = z.core.$ZodChecks['_zod']['def'] | z.core.$ZodStringFormatDef;

function checksOf(schema: unknown): AnyCheck[] {
  const { def } = (schema as Schema)._zod;
  const self: object = def;
  const own = 'check' in self ? [self as AnyCheck] : [];
  return [...own, ...(def.checks ?? []).map((one) => one._zod.def as AnyCheck)];
}

function lengthsOf(schema: unknown): [most: string | undefined, least: string | undefined] {
  let most: string | undefined;
  let least: string | undefined;
  for (const one of checksOf(schema)) {
    if (one.check === 'max_length') most = String(one.maximum);
    if (one.check === 'min_length') least = String(one.minimum);
  }
  return [most, least];
}

function patternsOf(schema: unknown): string[] {
  return checksOf(schema).flatMap((one) => {
    if (one.check === 'max_length' || one.check === 'min_length') return [];
    if (one.check === 'string_format' && 'pattern' in one && one.pattern) return [String(one.pattern)];
    throw new Error(`There is no check for ${one.check}: add one to check.ts and here.`);
  });
}

function trimmed(...args: (string | undefined)[]): string[] {
  const end = args.findLastIndex((arg) => arg !== undefined);
  return args.slice(0, end + 1).map((arg) => arg ?? 'undefined');
}
