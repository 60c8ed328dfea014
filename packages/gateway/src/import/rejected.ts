import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { csvLine } from '../export/csv.ts';

/** Why a row did not go in. */
export interface Rejection {
  /** Line of the file, from 1. */
  line: number;
  /** The column at fault, by name or number; empty where it is the row as a whole. */
  column: string;
  /** What stands there. */
  value: string;
  reason: string;
}

/** Lists rejected rows in a CSV file, which is there only when there are some. */
export class RejectedFile {
  readonly path: string;
  #stream: WriteStream | undefined;
  #count = 0;
  #failure: Error | undefined;

  constructor(path: string) {
    this.path = path;
    rmSync(path, { force: true });
  }

  get count(): number {
    return this.#count;
  }

  async add({ line, column, value, reason }: Rejection): Promise<void> {
    this.#count += 1;
    if (!this.#stream) {
      this.#stream = createWriteStream(this.path, { mode: 0o600 });
      this.#stream.on('error', (error) => (this.#failure = error));
      this.#stream.write(`\uFEFF${csvLine(['line', 'column', 'value', 'reason'])}`);
    }
    if (!this.#stream.write(csvLine([line, column, value, reason])) && !this.#failure)
      await once(this.#stream, 'drain');
    if (this.#failure) throw this.#failure;
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    if (!stream || this.#failure) return;
    await new Promise<void>((done, fail) => stream.end((error?: Error | null) => (error ? fail(error) : done())));
  }
}
