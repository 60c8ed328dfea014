import { createHash } from 'node:crypto';
import type { StoredRecord } from '../store/store.ts';
import { issuesOf } from '../http/validation.ts';
import { convert, dayOfText, translated, Unreadable } from './convert.ts';
import { type ImportResource, writable } from './fields.ts';
import {
  type Column,
  columnsOfTemplate,
  didYouMeanColumn,
  type Mapping,
  MappingError,
  type Reference,
  type Source,
} from './mapping.ts';

/** Thrown for a row that cannot become a record. */
export class BadRow extends Error {
  override readonly name = 'BadRow';
  readonly column: string;
  readonly value: string;
  constructor(column: string, value: string, reason: string) {
    super(reason);
    this.column = column;
    this.value = value;
  }
}

/** A record of another one that a row names. */
export interface Named {
  field: string;
  resource: ImportResource;
  ref: string;
  reference: Reference;
}

type Cells = readonly string[];
type Fields = Record<string, unknown>;

/** A reference to a row of another system: spaces and other signs are written as in a URL, and a long row by its hash. */
export function externalRef({ system, collection }: { system: string; collection: string }, row: string): string {
  const ref = `${system}:${collection}/${encodeURIComponent(row)}`;
  if (ref.length <= 200) return ref;
  return `${system}:${collection}/${createHash('sha256').update(row).digest('base64url')}`;
}

/** Reads rows of one file by its mapping. */
export class RowReader {
  readonly #mapping: Mapping;
  readonly #later: number;
  readonly #indexes = new Map<string, number>();
  readonly #names: readonly string[] | null;
  readonly #wholeConstants: readonly [string, unknown][];
  readonly #partConstants: readonly { path: string; parent: string; value: unknown }[];

  /**
   * @param header the names of the columns, or null where the file has none
   * @param later how many days later than they are written dates are taken
   * @throws {MappingError} for columns that the file does not have
   */
  constructor(mapping: Mapping, header: Cells | null, later = 0) {
    this.#mapping = mapping;
    this.#later = later;
    this.#names = header?.map((name) => name.trim()) ?? null;
    const { columns, references, externalRef: own, constants } = mapping;
    const faults: string[] = [];
    const use = (place: string, column: Column) => {
      try {
        this.#index(column);
      } catch (error) {
        faults.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    if ('column' in own) use('externalRef.column', own.column);
    if ('columns' in own) own.columns.forEach((column, at) => use(`externalRef.columns.${String(at)}`, column));
    for (const [path, source] of Object.entries(columns)) {
      if (source.column !== undefined) use(`columns.${path}`, source.column);
      for (const name of columnsOfTemplate(source.template ?? '')) use(`columns.${path}`, named(name));
    }
    for (const [field, reference] of Object.entries(references)) {
      use(`references.${field}.column`, reference.column);
      for (const template of Object.values(reference.createIfNew ?? {})) {
        for (const name of columnsOfTemplate(template)) use(`references.${field}.createIfNew`, named(name));
      }
    }
    if (faults.length > 0) throw new MappingError(faults.join('\n'));
    // A constant beside a column, such as a currency, stands only where the column has a value.
    const filled = [...Object.keys(columns), ...Object.keys(references)];
    const parts = Object.entries(constants).map(([path, value]) => ({
      path,
      value,
      parent: path.slice(0, path.lastIndexOf('.') + 1),
    }));
    const beside = ({ parent }: { parent: string }) => parent !== '' && filled.some((path) => path.startsWith(parent));
    this.#partConstants = parts.filter(beside);
    this.#wholeConstants = parts.filter((part) => !beside(part)).map(({ path, value }) => [path, value]);
  }

  /** @throws {BadRow} for a row with more or fewer cells than the header */
  checkCells(cells: Cells): void {
    const [have, want] = [cells.length, this.#names?.length ?? 0];
    const needed = Math.max(-1, ...this.#indexes.values()) + 1;
    if (this.#names ? have !== want : have < needed) {
      const expected = this.#names ? `the header has ${String(want)}` : `the mapping needs ${String(needed)}`;
      throw new BadRow('', '', `The row has ${String(have)} cells; ${expected}.`);
    }
  }

  /**
   * The row's own reference; of a row that is known by all that it says, without its occurrence, which the caller adds.
   *
   * @throws {BadRow}
   */
  ownRow(cells: Cells): string {
    const own = this.#mapping.externalRef;
    if ('row' in own) return cells.map((cell) => cell.trim()).join('\u001f');
    const columns = 'columns' in own ? own.columns : [own.column];
    const parts = columns.map((column) =>
      translated(this.#cell(cells, column), 'column' in own ? own.values : undefined),
    );
    const missing = columns[parts.indexOf(undefined)];
    if (missing !== undefined)
      throw new BadRow(
        String(missing),
        '',
        `The column "${String(missing)}" is empty, so the row cannot be known again.`,
      );
    return parts.join('/');
  }

  /** The days that a row says, as numbers since 1970-01-01. */
  daysOf(cells: Cells): number[] {
    return Object.values(this.#mapping.columns).flatMap((source) => dayOfText(this.#text(source, cells), source) ?? []);
  }

  #text({ template, column }: Source, cells: Cells): string {
    return template === undefined ? this.#cell(cells, column ?? 1) : this.#fill(template, cells);
  }

  /** The records that a row names. Empty columns name none. */
  namedBy(cells: Cells): Named[] {
    return Object.entries(this.#mapping.references).flatMap(([field, reference]) => {
      const row = translated(this.#cell(cells, reference.column), reference.values);
      return row === undefined
        ? []
        : [{ field, resource: reference.resource, ref: externalRef(reference, row), reference }];
    });
  }

  /**
   * The record of a row.
   *
   * @param found the id of each record that the row names, by its reference
   * @throws {BadRow}
   */
  record(
    cells: Cells,
    own: { id: string; ref: string; now: string },
    found: ReadonlyMap<string, string>,
  ): StoredRecord {
    const fields: Fields = {};
    for (const [path, source] of Object.entries(this.#mapping.columns)) {
      const text = this.#text(source, cells);
      let value: unknown;
      try {
        value = convert(text, source, this.#later);
      } catch (error) {
        if (error instanceof Unreadable)
          throw new BadRow(String(source.column ?? ''), text, `${path}: ${error.message}`);
        throw error;
      }
      if (value !== undefined) put(fields, path, value);
    }
    for (const { field, resource, ref, reference } of this.namedBy(cells)) {
      const id = found.get(ref);
      if (id === undefined) {
        const reason = `${field}: none of the ${resource} is known as ${ref}. Import it first, or let the mapping make it (createIfNew).`;
        throw new BadRow(String(reference.column), this.#cell(cells, reference.column), reason);
      }
      put(fields, field, id);
    }
    for (const { path, parent, value } of this.#partConstants) if (has(fields, parent)) put(fields, path, value);
    for (const [path, value] of this.#wholeConstants) put(fields, path, value);
    return this.#checked(this.#mapping.resource, compact(fields), own, cells);
  }

  /**
   * The record that a reference makes where there is none yet.
   *
   * @throws {BadRow}
   */
  newlyNamed(
    { resource, reference }: Named,
    own: { id: string; ref: string; now: string },
    cells: Cells,
  ): StoredRecord {
    const fields: Fields = {};
    for (const [path, template] of Object.entries(reference.createIfNew ?? {})) {
      const text = this.#fill(template, cells).trim();
      if (text !== '') put(fields, path, text);
    }
    return this.#checked(resource, compact(fields), own, cells, String(reference.column));
  }

  #checked(
    resource: ImportResource,
    fields: unknown,
    { id, ref, now }: { id: string; ref: string; now: string },
    cells: Cells,
    column?: string,
  ): StoredRecord {
    const given = { ...(fields as Fields), id, externalRefs: [ref] };
    const parsed = writable[resource].safeParse(given);
    if (!parsed.success) {
      const issues = issuesOf(parsed.error, 'record', given).map(({ path, code, message }) => {
        const field = path.slice('record.'.length);
        const from = column ?? this.#columnOf(field);
        const value = from === undefined || column !== undefined ? '' : this.#cell(cells, from);
        const empty = code === 'required' && from !== undefined && column === undefined;
        return {
          from,
          value,
          reason: empty ? `${field}: the column "${String(from)}" is empty.` : `${field}: ${message}`,
        };
      });
      const [first] = issues;
      throw new BadRow(String(first?.from ?? ''), first?.value ?? '', issues.map(({ reason }) => reason).join(' '));
    }
    const record = {
      ...parsed.data,
      ...completed(resource, parsed.data, now),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    if (unstorable.test(JSON.stringify(record)))
      throw new BadRow('', '', 'The row holds a character that cannot be stored.');
    return record;
  }

  /** The column from which a field is filled. */
  #columnOf(field: string): Column | undefined {
    const { columns, references } = this.#mapping;
    for (const [path, { column }] of [...Object.entries(columns), ...Object.entries(references)]) {
      if (path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`)) return column;
    }
    return undefined;
  }

  #index(column: Column): number {
    const known = this.#indexes.get(String(column));
    if (known !== undefined) return known;
    let index: number;
    if (typeof column === 'number') index = column - 1;
    else if (this.#names === null)
      throw new MappingError(`the file has no header, so name the column by its number instead of "${column}"`);
    else index = this.#names.indexOf(column);
    if (index < 0 || (this.#names && index >= this.#names.length))
      throw new MappingError(
        `the file has no column "${String(column)}"${didYouMeanColumn(String(column), this.#names ?? [])}`,
      );
    this.#indexes.set(String(column), index);
    return index;
  }

  #cell(cells: Cells, column: Column): string {
    return cells[this.#index(column)] ?? '';
  }

  #fill(template: string, cells: Cells): string {
    return template.replace(/\{([^{}]+)\}/g, (_, name: string) => this.#cell(cells, named(name)).trim());
  }
}

// NUL, or half of a surrogate pair, as JSON writes them.
const unstorable = /\\u0000|\\u[dD][89a-fA-F]/;

/** A column as a template names it. */
const named = (name: string): Column => (/^\d+$/.test(name) ? Number(name) : name);

/** What the gateway itself fills in a new record. */
function completed(resource: ImportResource, fields: object, now: string): Fields {
  if (resource === 'cases' && !('openedAt' in fields)) return { openedAt: now };
  if (resource === 'assignments' && !('from' in fields)) return { from: now.slice(0, 10) };
  if (resource === 'tasks' && !('ownerId' in fields))
    throw new BadRow('', '', 'ownerId: a task has exactly one owner.');
  return {};
}

/** Puts a value at a path; steps that are numbers are places in a list. */
function put(fields: Fields, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let here = fields;
  for (const step of steps) {
    const next = here[step];
    here = typeof next === 'object' && next !== null ? (next as Fields) : (here[step] = {});
  }
  here[last] = value;
}

function has(fields: Fields, parent: string): boolean {
  let here: unknown = fields;
  for (const step of parent.split('.').filter((each) => each !== '')) {
    if (typeof here !== 'object' || here === null) return false;
    here = (here as Fields)[step];
  }
  return here !== undefined;
}

/** Objects whose keys are places become lists. */
function compact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key)))
    return entries.toSorted(([one], [two]) => Number(one) - Number(two)).map(([, each]) => compact(each));
  return Object.fromEntries(entries.map(([key, each]) => [key, compact(each)]));
}
