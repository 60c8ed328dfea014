import { createHash } from 'node:crypto';
import type { FileChange, FileCreate, FileRecord } from '@liaise/core/records/file';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import { Reply, type Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** How many bytes one row of a file's content holds. */
const partSize = 1_000_000;

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

/** Takes a file's bytes, whole; repeating it changes nothing. */
export async function writeContent(call: Call, id: string): Promise<FileRecord> {
  const { work, actor, bytes, now } = call;
  const file = await work.read<FileRecord>('files', id);
  if (!file) throw new Refusal('not-found');
  if (bytes.byteLength !== file.size) {
    throw bodyRefusal('', 'wrong-size', `The description says ${file.size} bytes, ${bytes.byteLength} came.`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw bodyRefusal('', 'wrong-hash', 'The bytes do not have the SHA-256 of the description.');
  }
  if (file.complete) return file;
  for (let at = 0, part = 0; at < bytes.byteLength; at += partSize, part++) {
    await work.sql
      .insertInto('file_chunks')
      .values({ tenant_id: actor.tenantId, file_id: id, part, bytes: Buffer.from(bytes.subarray(at, at + partSize)) })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'file_id', 'part']).doNothing())
      .execute();
  }
  const complete: FileRecord = { ...file, complete: true, version: file.version + 1, updatedAt: now };
  if (await work.replace('files', complete)) return complete;
  return (await work.read<FileRecord>('files', id)) ?? complete;
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
export async function readContent({ work, actor }: Call, id: string): Promise<Reply> {
  const file = await work.read<FileRecord>('files', id);
  if (!file?.complete) throw new Refusal('not-found');
  const parts = await work.sql
    .selectFrom('file_chunks')
    .select('bytes')
    .where('tenant_id', '=', actor.tenantId)
    .where('file_id', '=', id)
    .orderBy('part')
    .execute();
  return new Reply(new Uint8Array(Buffer.concat(parts.map((part) => part.bytes))), {
    'Content-Type': file.type,
    'Content-Disposition': disposition(file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
  });
}
