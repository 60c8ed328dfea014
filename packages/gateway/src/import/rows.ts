import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import type { Mapping } from './mapping.ts';

/** A row of the file: its line, counted from 1, and its cells; or why it cannot be read. */
export type Row =
  { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly fault: string };

/** Thrown where a file cannot be read as the mapping says. The message is one sentence. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** The text of a file, piece by piece; a byte order mark is left out. */
async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const refuse = () =>
    new UnreadableFile(`The file is not written in ${encoding}: say its "encoding" in the mapping, such as gb18030.`);
  for await (const chunk of createReadStream(file)) {
    let text: string;
    try {
      text = decoder.decode(chunk as Uint8Array, { stream: true });
    } catch {
      throw refuse();
    }
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw refuse();
  }
}

async function* whitespaceRows(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let line = 0;
  let rest = '';
  const cellsOf = (each: string) => each.trim().split(/\s+/);
  for await (const piece of text) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const each of lines) {
      line += 1;
      if (each.trim() !== '') yield { line, cells: cellsOf(each) };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, cells: cellsOf(rest) };
}

async function* delimitedRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const faults: Row[] = [];
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
  });
  parser.on('skip', (error: CsvError | undefined) => {
    const line = Number(error && 'lines' in error ? error['lines'] : parser.info.lines);
    faults.push({ line, fault: 'The row cannot be read: a quote is missing or stands where none may be.' });
  });
  const source = Readable.from(text);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield* faults.splice(0);
    const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    yield { line: info.lines - breaks, cells: record };
  }
  yield* faults.splice(0);
}

/**
 * Reads the rows of a file, one after the other, the header among them.
 *
 * @throws {UnreadableFile}
 */
export function readRows(
  file: string,
  { separator, encoding }: Pick<Mapping, 'separator' | 'encoding'>,
): AsyncGenerator<Row> {
  const text = decoded(file, encoding);
  return separator === 'whitespace' ? whitespaceRows(text) : delimitedRows(text, separator);
}
