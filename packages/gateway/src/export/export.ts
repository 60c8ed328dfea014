import { once } from 'node:events';
import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../access/actor.ts';
import type { Store, StoredName, StoredRecord, Work } from '../store/store.ts';
import { writingOrder } from '../store/writing-order.ts';
import { columnsOf, cellsOf } from './columns.ts';
import { csvLine } from './csv.ts';

/** What is exported, in the order in which it can be read in again. */
export const exported = writingOrder;

export interface ExportOptions {
  /** Where the files go, one a resource; it is made where it is missing. */
  folder: string;
  /** `jsonl`: a record a line, whole (unless said). `csv`: a table for a spreadsheet. */
  format?: 'jsonl' | 'csv';
  /** Which resources; all unless said. */
  resources?: readonly StoredName[];
  onProgress?: (resource: StoredName, count: number) => void;
}

/** How many records went into each file. */
export type ExportReport = Partial<Record<StoredName, { file: string; count: number }>>;

const pageOf = 1000;

/**
 * Writes all records that the actor sees, as they were in one moment, into a file a resource: `customers.jsonl` or
 * `customers.csv`. A file is there under its name only once it is whole, and is readable by its owner only. Of files that
 * were uploaded it holds what is known of them, not their bytes.
 */
export async function exportRecords(store: Store, actor: Actor, options: ExportOptions): Promise<ExportReport> {
  const { folder, format = 'jsonl', resources = exported, onProgress } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return store.transact(
    actor,
    async (work) => {
      const report: ExportReport = {};
      for (const resource of exported.filter((one) => resources.includes(one))) {
        const file = path.join(folder, `${resource}.${format}`);
        const count = await writeFile(file, linesOf(work, resource, format));
        report[resource] = { file, count };
        onProgress?.(resource, count);
      }
      return report;
    },
    { readOnly: true },
  );
}

/** The lines of a file, a page of records at a time. */
async function* linesOf(work: Work, resource: StoredName, format: 'jsonl' | 'csv'): AsyncGenerator<Lines> {
  const columns = columnsOf(resource);
  if (format === 'csv') yield { text: `\uFEFF${csvLine(columns)}`, records: 0 };
  let after: string | undefined;
  for (;;) {
    const records = await work.list<StoredRecord>(resource, { filters: {}, after, limit: pageOf });
    const text = records.map((record) =>
      format === 'csv' ? csvLine(cellsOf(columns, record)) : `${JSON.stringify(record)}\n`,
    );
    yield { text: text.join(''), records: records.length };
    after = records.at(-1)?.id;
    if (records.length < pageOf) return;
  }
}

interface Lines {
  text: string;
  records: number;
}

async function writeFile(file: string, lines: AsyncIterable<Lines>): Promise<number> {
  const draft = `${file}.part`;
  const stream = createWriteStream(draft, { mode: 0o600 });
  const failed = once(stream, 'error').then(([error]: unknown[]) => {
    throw error;
  });
  failed.catch(() => undefined);
  let count = 0;
  for await (const { text, records } of lines) {
    count += records;
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed]);
  }
  stream.end();
  await Promise.race([once(stream, 'close'), failed]);
  renameSync(draft, file);
  return count;
}
