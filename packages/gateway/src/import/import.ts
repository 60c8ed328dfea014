import { dayNumber } from '@liaise/core/kpi';
import { newId, timeOfId } from '@liaise/core/records';
import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { findByReference, insertMany } from '../store/bulk.ts';
import {
  AlreadyThere,
  MissingReference,
  NotAllowed,
  NotStorable,
  type Store,
  type StoredRecord,
  type Work,
} from '../store/store.ts';
import type { ImportResource } from './fields.ts';
import { type Mapping, MappingError } from './mapping.ts';
import { BadRow, externalRef, type Named, RowReader } from './record.ts';
import { RejectedFile, type Rejection } from './rejected.ts';
import { readRows } from './rows.ts';

/** How far an import is, or how it ended. */
export interface ImportCounts {
  /** Rows read, without the header. */
  read: number;
  /** Records made, or in a dry run: that would be made. */
  created: number;
  /** Rows whose record was there already; it is left as it is. */
  unchanged: number;
  rejected: number;
  /** Records made because a row named them, by resource. */
  createdAlong: Partial<Record<ImportResource, number>>;
}

export interface ImportReport extends ImportCounts {
  dryRun: boolean;
  /** Where rejected rows are listed, where there are any. */
  rejectedFile: string | null;
}

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  /** Says what would be done, and writes nothing but the list of rejected rows. */
  dryRun?: boolean;
  /** The day to which the latest day of the file is moved, as `YYYY-MM-DD`; all others move by as many days. */
  moveDatesTo?: string;
  /** Where rejected rows are listed; `FILE.rejected.csv` unless said. */
  rejectedFile?: string;
  /** Told after each batch. */
  onProgress?: (counts: Readonly<ImportCounts>) => void;
  /** Rows to a transaction; 1000 unless said. */
  batchSize?: number;
}

/** So many new rows may turn the database's plans: it counts its tables anew. */
const manyRows = 1000;

interface Item {
  line: number;
  cells: readonly string[];
  ref: string;
  named: Named[];
}

/** How often rows that wait for one further down are tried again at the end. */
const mostRounds = 50;
const mostWaiting = 200_000;
const mostRemembered = 500_000;

/**
 * Imports a delimited file by a mapping: row by row, a batch to a transaction. A row is known again by its external reference, so
 * the same file twice changes nothing, and an import that was killed goes on when it is run again. A row that cannot go in is
 * listed with line, column and reason; the others go in.
 *
 * Rows may name records further down in the same file (a parent company): they wait until those are in.
 *
 * @throws {MappingError} for a mapping whose columns the file does not have
 * @throws {UnreadableFile} for a file in another encoding
 */
export async function importFile(store: Store, actor: Actor, options: ImportOptions): Promise<ImportReport> {
  const { file, dryRun = false } = options;
  const rejected = new RejectedFile(options.rejectedFile ?? `${file}.rejected.csv`);
  try {
    const counts = await new Import(store, actor, options, rejected).run();
    if (!dryRun && counts.created >= manyRows) await store.refreshStatistics();
    return { ...counts, dryRun, rejectedFile: rejected.count > 0 ? rejected.path : null };
  } finally {
    await rejected.close();
  }
}

class Import {
  readonly #store: Store;
  readonly #actor: Actor;
  readonly #options: ImportOptions;
  readonly #rejected: RejectedFile;
  readonly #counts: ImportCounts = { read: 0, created: 0, unchanged: 0, rejected: 0, createdAlong: {} };
  /** Ids of records that rows name, by resource and reference. */
  readonly #known = new Map<string, string>();
  readonly #occurrences = new Map<number, number>();
  readonly #began = Date.now();
  readonly #waiting: Item[] = [];
  #reader: RowReader | undefined;

  constructor(store: Store, actor: Actor, options: ImportOptions, rejected: RejectedFile) {
    this.#store = store;
    this.#actor = actor;
    this.#options = options;
    this.#rejected = rejected;
  }

  async run(): Promise<ImportCounts> {
    const { file, mapping, batchSize = 1000 } = this.#options;
    const later = await this.#daysToMove();
    if (!mapping.header) this.#reader = new RowReader(mapping, null, later);
    let batch: Item[] = [];
    for await (const row of readRows(file, mapping)) {
      if (!this.#reader) {
        if ('fault' in row) throw new MappingError(`The header cannot be read. ${row.fault}`);
        this.#reader = new RowReader(mapping, row.cells, later);
        continue;
      }
      this.#counts.read += 1;
      if ('fault' in row) await this.#reject({ line: row.line, column: '', value: '', reason: row.fault });
      else {
        const item = await this.#prepare(this.#reader, row.line, row.cells);
        if (item) batch.push(item);
      }
      if (batch.length >= batchSize) {
        await this.#write(batch, true);
        batch = [];
      }
    }
    if (batch.length > 0) await this.#write(batch, true);
    await this.#writeWaiting(batchSize);
    this.#options.onProgress?.(this.#counts);
    return this.#counts;
  }

  /** By how many days the dates of the file are moved: its latest one says. */
  async #daysToMove(): Promise<number> {
    const { file, mapping, moveDatesTo } = this.#options;
    if (moveDatesTo === undefined) return 0;
    let latest: number | undefined;
    let reader = mapping.header ? undefined : new RowReader(mapping, null);
    for await (const row of readRows(file, mapping)) {
      if ('fault' in row) continue;
      if (!reader) {
        reader = new RowReader(mapping, row.cells);
        continue;
      }
      for (const day of reader.daysOf(row.cells)) if (latest === undefined || day > latest) latest = day;
    }
    if (latest === undefined)
      throw new MappingError('no column of the file is read as a day or an instant, so there is no date to move');
    return dayNumber(moveDatesTo) - latest;
  }

  async #prepare(reader: RowReader, line: number, cells: readonly string[]): Promise<Item | null> {
    try {
      reader.checkCells(cells);
      const own = this.#options.mapping.externalRef;
      const row = reader.ownRow(cells);
      const ref = externalRef(own, 'row' in own ? this.#occurrence(row) : row);
      return { line, cells, ref, named: reader.namedBy(cells) };
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      await this.#reject({ line, column: error.column, value: error.value, reason: error.message });
      return null;
    }
  }

  /** A row by all that it says, and the how manieth of these in the file it is. */
  #occurrence(row: string): string {
    const hash = createHash('sha256').update(row).digest();
    const short = hash.readUIntBE(0, 6);
    const count = (this.#occurrences.get(short) ?? 0) + 1;
    this.#occurrences.set(short, count);
    return `${hash.toString('base64url').slice(0, 22)}.${String(count)}`;
  }

  /** Rows that named a record which was not there: round after round while one goes in. */
  async #writeWaiting(batchSize: number): Promise<void> {
    for (let round = 0; round < mostRounds && this.#waiting.length > 0; round += 1) {
      const items = this.#waiting.splice(0);
      const before = this.#counts.created;
      for (let from = 0; from < items.length; from += batchSize) {
        await this.#write(items.slice(from, from + batchSize), true);
      }
      if (this.#counts.created === before) break;
    }
    const left = this.#waiting.splice(0);
    for (let from = 0; from < left.length; from += batchSize)
      await this.#write(left.slice(from, from + batchSize), false);
  }

  /** Writes a batch; where the database refuses it, by halves, so that a bad row fails alone. */
  async #write(items: readonly Item[], mayWait: boolean): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = await this.#store.transact(this.#actor, (work) => this.#batch(work, items, mayWait), {
        readOnly: this.#options.dryRun === true,
      });
    } catch (error) {
      const [item] = items;
      if (!isRefusal(error) || !item) throw error;
      if (items.length > 1) {
        const middle = Math.ceil(items.length / 2);
        await this.#write(items.slice(0, middle), mayWait);
        await this.#write(items.slice(middle), mayWait);
      } else await this.#reject({ line: item.line, column: '', value: '', reason: error.message });
      return;
    }
    for (const rejection of outcome.rejections) await this.#reject(rejection);
    this.#waiting.push(...outcome.waiting);
    this.#counts.created += outcome.created;
    this.#counts.unchanged += outcome.unchanged;
    for (const [resource, count] of outcome.along) {
      this.#counts.createdAlong[resource] = (this.#counts.createdAlong[resource] ?? 0) + count;
    }
    for (const [key, id] of outcome.found) this.#remember(key, id);
    this.#options.onProgress?.(this.#counts);
  }

  #remember(key: string, id: string): void {
    if (this.#known.size >= mostRemembered && this.#options.dryRun !== true) this.#known.clear();
    this.#known.set(key, id);
  }

  async #batch(work: Work, items: readonly Item[], mayWait: boolean): Promise<Outcome> {
    const { resource } = this.#options.mapping;
    const now = work.now.toISOString();
    const own = await this.#find(
      work,
      items.map(({ ref }) => ({ resource, ref })),
      true,
    );
    const found = await this.#find(
      work,
      items.filter(({ ref }) => !own.has(keyOf(resource, ref))).flatMap(({ named }) => named),
      false,
    );
    const outcome: Outcome = { created: 0, unchanged: 0, rejections: [], waiting: [], along: new Map(), found };
    const made = new Map<ImportResource, StoredRecord[]>();
    const records: StoredRecord[] = [];
    const lines = new Map<string, number>();
    for (const item of items) {
      const known = own.get(keyOf(resource, item.ref));
      const again = lines.get(item.ref);
      if (again !== undefined || (known !== undefined && timeOfId(known) >= this.#began)) {
        const where = again === undefined ? 'an earlier row' : `line ${String(again)}`;
        outcome.rejections.push({
          line: item.line,
          column: '',
          value: '',
          reason: `The row has the same reference as ${where}: ${item.ref}.`,
        });
      } else if (known !== undefined) outcome.unchanged += 1;
      else this.#make(item, { now, outcome, made, records, lines, mayWait });
    }
    if (this.#options.dryRun !== true) {
      for (const [along, list] of made) await insertMany(work, along, list);
      await insertMany(work, resource, records);
    }
    outcome.created = records.length;
    for (const [along, list] of made) outcome.along.set(along, list.length);
    return outcome;
  }

  /** Makes the record of one row, and those that it names and that may be made. */
  #make(
    item: Item,
    around: {
      now: string;
      outcome: Outcome;
      made: Map<ImportResource, StoredRecord[]>;
      records: StoredRecord[];
      lines: Map<string, number>;
      mayWait: boolean;
    },
  ): void {
    const { now, outcome, made, records, lines, mayWait } = around;
    const { resource } = this.#options.mapping;
    const reader = this.#reader;
    if (!reader) return;
    const ids = new Map<string, string>();
    const news: { resource: ImportResource; record: StoredRecord; ref: string }[] = [];
    try {
      for (const named of item.named) {
        const known = outcome.found.get(keyOf(named.resource, named.ref));
        if (known !== undefined) ids.set(named.ref, known);
        else if (named.reference.createIfNew) {
          const record = reader.newlyNamed(named, { id: newId(), ref: named.ref, now }, item.cells);
          news.push({ resource: named.resource, record, ref: named.ref });
          ids.set(named.ref, record.id);
        } else if (
          named.resource === resource &&
          mayWait &&
          this.#waiting.length + outcome.waiting.length < mostWaiting
        ) {
          outcome.waiting.push(item);
          return;
        }
      }
      const record = reader.record(item.cells, { id: newId(), ref: item.ref, now }, ids);
      records.push(record);
      lines.set(item.ref, item.line);
      if (this.#refersToItself) outcome.found.set(keyOf(resource, item.ref), record.id);
      for (const each of news) {
        const list = made.get(each.resource);
        if (list) list.push(each.record);
        else made.set(each.resource, [each.record]);
        outcome.found.set(keyOf(each.resource, each.ref), each.record.id);
      }
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      const { column, value, message } = error;
      outcome.rejections.push({ line: item.line, column, value, reason: message });
    }
  }

  get #refersToItself(): boolean {
    const { resource, references } = this.#options.mapping;
    return this.#options.dryRun === true || Object.values(references).some((one) => one.resource === resource);
  }

  /** The ids of records by their references, from memory or else from the store. */
  async #find(
    work: Work,
    wanted: readonly { resource: ImportResource; ref: string }[],
    own: boolean,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const missing = new Map<ImportResource, Set<string>>();
    for (const { resource, ref } of wanted) {
      const key = keyOf(resource, ref);
      const known = own && this.#options.dryRun !== true ? undefined : this.#known.get(key);
      if (known !== undefined) found.set(key, known);
      else missing.set(resource, (missing.get(resource) ?? new Set()).add(ref));
    }
    for (const [resource, refs] of missing) {
      for (const [ref, id] of await findByReference(work, resource, [...refs])) found.set(keyOf(resource, ref), id);
    }
    return found;
  }

  async #reject(rejection: Rejection): Promise<void> {
    this.#counts.rejected += 1;
    await this.#rejected.add(rejection);
  }
}

interface Outcome {
  created: number;
  unchanged: number;
  rejections: Rejection[];
  waiting: Item[];
  along: Map<ImportResource, number>;
  found: Map<string, string>;
}

const keyOf = (resource: ImportResource, ref: string): string => `${resource} ${ref}`;

const isRefusal = (error: unknown): error is Error =>
  error instanceof AlreadyThere ||
  error instanceof MissingReference ||
  error instanceof NotAllowed ||
  error instanceof NotStorable;
