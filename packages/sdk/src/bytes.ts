import { readContent, writeContent } from '@liaise/core/wire/files';
import type { Connection } from './connection.ts';
import { failureOf } from './failure.ts';

interface Options {
  signal?: AbortSignal;
}

async function exchange(connection: Connection, path: string, init: RequestInit): Promise<Response> {
  const answer = await connection.send(path, init);
  if (answer.ok) return answer;
  throw await failureOf(answer, connection.clock.now());
}

/** Sends a file's bytes. */
export async function sendBytes(connection: Connection, id: string, bytes: Blob, { signal }: Options): Promise<void> {
  const headers = { 'content-type': bytes.type || 'application/octet-stream' };
  const init: RequestInit = { method: writeContent.method, body: bytes, headers };
  await exchange(connection, writeContent.path.replace('{id}', id), signal ? { ...init, signal } : init);
}

/** Reads a file's bytes. */
export async function readBytes(connection: Connection, id: string, { signal }: Options): Promise<Blob> {
  const init: RequestInit = { method: readContent.method };
  const answer = await exchange(connection, readContent.path.replace('{id}', id), signal ? { ...init, signal } : init);
  return answer.blob();
}
