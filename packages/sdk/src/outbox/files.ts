import type { FileRecord } from '@liaise/core/records/file';
import type { Connection } from '../connection.ts';
import { LiaiseError, isLiaiseError } from '../error.ts';
import type { Ports } from '../ports.ts';
import type { Shelves } from '../storage.ts';
import { deliver, exchange, failed, type Outcome, type Sending } from './deliver.ts';
import type { Queue } from './queue.ts';
import { partName, type Content, type KeptFile, type KeptPart, type QueuedRow } from './rows.ts';
import { sha256 } from './sha256.ts';

/** A file that goes with a write: a photo, a memo, a signature. */
export interface NewFile {
  id: string;
  name: string;
  /** Its media type; that of the bytes unless said. */
  type?: string;
  customerId: string;
  /** To what it belongs, such as `visit:` and an id. */
  subject?: string;
  bytes: Blob;
}

/** A file as it is put into the store: its own write, its bytes in parts. */
export interface PreparedFile {
  id: string;
  content: Content;
  kept: KeptFile;
  parts: KeptPart[];
}

/** How many bytes travel and lie together; the gateway takes parts of this size. */
const partSize = 250_000;

/** Reads, hashes and seals a file before the transaction that keeps it. */
export async function prepareFile(file: NewFile, identity: string, queue: Queue, ports: Ports): Promise<PreparedFile> {
  const { id, name, customerId, subject, bytes: blob } = file;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const type = file.type ?? (blob.type === '' ? 'application/octet-stream' : blob.type);
  const size = bytes.byteLength;
  const kept = async (part: number): Promise<KeptPart> => {
    const some = bytes.slice(part * partSize, (part + 1) * partSize);
    return { file: id, part, bytes: (await queue.shut(identity, partName(id, part), some)) ?? some.buffer };
  };
  // The browser hashes and encrypts beside each other.
  const [hash, ...parts] = await Promise.all([
    sha256(bytes, ports.crypto?.subtle),
    ...Array.from({ length: Math.ceil(size / partSize) }, (_, part) => kept(part)),
  ]);
  const body = { id, customerId, name, type, size, sha256: hash };
  const described = subject === undefined ? body : { ...body, subject };
  return {
    id,
    content: { kind: 'file', order: described, method: 'POST', path: '/v1/files', body: described },
    kept: { id, identity, type, size, parts: parts.length, sent: 0 },
    parts,
  };
}

/** Puts a file beside its write, within one transaction. */
export function putFile(shelf: Shelves, { kept, parts }: PreparedFile): void {
  shelf('files').put(kept);
  for (const part of parts) shelf('parts').put(part);
}

/** Drops a file's bytes. */
export async function dropFile(shelf: Shelves, id: string): Promise<void> {
  const file = await shelf('files').get(id);
  shelf('files').delete(id);
  for (let part = 0; part < (file?.parts ?? 0); part += 1) shelf('parts').delete([id, part]);
}

/** Sends a file: its description, then its bytes, a part at a time, from where it stopped. It has arrived when it is complete. */
export async function deliverFile(
  connection: Connection,
  queue: Queue,
  row: QueuedRow,
  content: Content,
  signal: AbortSignal,
): Promise<Outcome> {
  const described = await deliver(connection, row, content, signal);
  if (described.type !== 'acknowledged') return described;
  const file = await queue.transact(['files'], 'readonly', (shelf) => shelf('files').get(row.key));
  if (!file) return { type: 'refused', error: new LiaiseError({ code: 'storage-failed' }) };
  const to = { as: row.identity === '' ? undefined : row.identity, signal };
  try {
    const answer = await sendParts(connection, queue, file, to);
    return { ...described, answer };
  } catch (cause) {
    return failed(cause);
  }
}

async function sendParts(connection: Connection, queue: Queue, file: KeptFile, to: Sending): Promise<FileRecord> {
  const { id, type, size, parts } = file;
  const send = async (from: number): Promise<FileRecord> => {
    for (let part = from; ; part += 1) {
      const bytes = parts === 0 ? new ArrayBuffer(0) : await queue.part(file, part);
      if (!bytes) throw new LiaiseError({ code: 'storage-failed', status: 0 });
      const start = part * partSize;
      const range = `bytes ${String(start)}-${String(start + bytes.byteLength - 1)}/${String(size)}`;
      const headers = {
        'content-type': type,
        accept: 'application/json',
        ...(parts > 1 ? { 'content-range': range } : {}),
      };
      const init = { method: 'PUT', headers, body: new Blob([bytes]) };
      const answer = (await exchange(connection, `/v1/files/${id}/content`, init, to))
        .body as Partial<FileRecord> | null;
      if (answer?.id !== id) throw new LiaiseError({ code: 'unreadable-answer' });
      if (answer.complete) return answer as FileRecord;
      if (part + 1 >= parts) throw new LiaiseError({ code: 'invalid-body', status: 422 });
      await queue.transact(['files'], 'relaxed', (shelf) => {
        shelf('files').put({ ...file, sent: part + 1 });
        return Promise.resolve();
      });
    }
  };
  if (file.sent === 0 || file.sent >= parts) return send(0);
  try {
    return await send(file.sent);
  } catch (cause) {
    // A part was lost or damaged on the other side: from the beginning.
    if (!isLiaiseError(cause) || cause.status !== 422) throw cause;
    return send(0);
  }
}
