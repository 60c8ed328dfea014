import { createHash } from 'node:crypto';
import type { FileChange, FileCreate, FileRecord } from '@liaise/core/records/file';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import { Reply, type Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** How many bytes one row of a file's content holds, and one part of it when it is sent in parts. */
const partSize = 250_000;

/** A file's description; what its bytes are stays as it was described. */
export const files: Hooks<FileRecord, FileCreate, FileChange> = {
  create: (call, body) => ({ ...enveloped(call, body), complete: false }),
  change(_call, before, after) {
    for (const field of ['size', 'sha256'] as const) {
      if (after[field] !== before[field])
        throw bodyRefusal(field, 'fixed', 'Other bytes are another file: create one.');
    }
    return { ...after, complete: before.complete };
  },
};

/** Where a part begins: `Content-Range: bytes 250000-499999/1200000` (RFC 9110 section 14.4). Without one the bytes are whole. */
function startOf({ contentRange, bytes }: Call, size: number): number {
  if (contentRange === null) {
    if (bytes.byteLength === size) return 0;
    throw bodyRefusal('', 'wrong-size', `The description says ${size} bytes, ${bytes.byteLength} came.`);
  }
  const [, from, to, all] = /^bytes (\d{1,9})-(\d{1,9})\/(\d{1,9})$/.exec(contentRange) ?? [];
  const start = Number(from);
  const fits = Number(to) === start + bytes.byteLength - 1 && Number(all) === size && start < size;
  const whole = bytes.byteLength === partSize || start + bytes.byteLength === size;
  if (from !== undefined && fits && whole && start % partSize === 0) return start;
  throw bodyRefusal('', 'wrong-range', `Send parts of ${partSize} bytes, the last one shorter, each with its place.`);
}

/**
 * Takes a file's bytes, whole or in parts, in any order; repeating one changes nothing. Once all are there and have the hash of the
 * description, the file is complete.
 */
export async function writeContent(call: Call, id: string): Promise<FileRecord> {
  const { work, actor, bytes, now } = call;
  const file = await work.read<FileRecord>('files', id);
  if (!file) throw new Refusal('not-found');
  const start = startOf(call, file.size);
  const whole = bytes.byteLength === file.size;
  if (whole) checkHash(createHash('sha256').update(bytes).digest('hex'), file);
  if (file.complete) return file;
  for (let at = 0; at < bytes.byteLength; at += partSize) {
    const part = Buffer.from(bytes.subarray(at, at + partSize));
    await work.sql
      .insertInto('file_chunks')
      .values({ tenant_id: actor.tenantId, file_id: id, part: (start + at) / partSize, bytes: part })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'file_id', 'part']).doUpdateSet({ bytes: part }))
      .execute();
  }
  if (!whole) {
    const { held } = await work.sql
      .selectFrom('file_chunks')
      .select(({ fn }) => fn.sum<string>(fn('length', ['bytes'])).as('held'))
      .where('tenant_id', '=', actor.tenantId)
      .where('file_id', '=', id)
      .executeTakeFirstOrThrow();
    if (Number(held) < file.size) return file;
    const hash = createHash('sha256');
    for (const part of await partsOf(call, id)) hash.update(part);
    checkHash(hash.digest('hex'), file);
  }
  const complete: FileRecord = { ...file, complete: true, version: file.version + 1, updatedAt: now };
  if (await work.replace('files', complete)) return complete;
  return (await work.read<FileRecord>('files', id)) ?? complete;
}

function checkHash(hash: string, { sha256 }: FileRecord): void {
  if (hash !== sha256) throw bodyRefusal('', 'wrong-hash', 'The bytes do not have the SHA-256 of the description.');
}

async function partsOf({ work, actor }: Call, id: string): Promise<Buffer[]> {
  const rows = await work.sql
    .selectFrom('file_chunks')
    .select('bytes')
    .where('tenant_id', '=', actor.tenantId)
    .where('file_id', '=', id)
    .orderBy('part')
    .execute();
  return rows.map(({ bytes }) => bytes);
}

/** RFC 6266: a name for old readers in ASCII, and the name itself in UTF-8 (RFC 8187). */
export function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** A file's bytes, always as an attachment. */
export async function readContent(call: Call, id: string): Promise<Reply> {
  const file = await call.work.read<FileRecord>('files', id);
  if (!file?.complete) throw new Refusal('not-found');
  return new Reply(new Uint8Array(Buffer.concat(await partsOf(call, id))), {
    'Content-Type': file.type,
    'Content-Disposition': disposition(file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
  });
}
