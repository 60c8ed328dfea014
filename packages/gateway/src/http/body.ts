import type { Limits, Route } from '@liaise/core/api/route';
import { JsonFault, parseJson, type Json } from './json.ts';
import { Refusal } from './refusal.ts';

const jsonTypes = { json: ['application/json'], merge: ['application/merge-patch+json', 'application/json'] } as const;

/** What a route without limits of its own takes: nothing worth speaking of. */
const smallest: Limits = { bytes: 4096, depth: 4, entries: 50 };

/**
 * Reads a request's bytes up to a limit, however they are sent: `Content-Length` is believed only where it refuses.
 *
 * @throws {Refusal} `body-too-large`, or `malformed-json` where the body broke off
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Refusal('body-too-large', { detail: `The body may be at most ${limit} bytes long.` });
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw new Refusal('unsupported-media-type', { detail: 'Send the body without Content-Encoding.' });
  }
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > limit) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof Refusal) throw error;
    throw new Refusal('malformed-json', { detail: 'The body broke off before its end.', cause: error });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Refuses a body whose media type is not the route's: a form or plain text from another site never becomes a write. */
function checkType(request: Request, type: 'json' | 'merge'): void {
  const [media = '', ...parameters] = (request.headers.get('content-type') ?? '').split(';');
  const accepted: readonly string[] = jsonTypes[type];
  const charset = parameters.map((one) => one.trim().toLowerCase()).find((one) => one.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (accepted.includes(media.trim().toLowerCase()) && isUtf8) return;
  throw new Refusal('unsupported-media-type', {
    detail: `Send the body as ${accepted.join(' or ')} in UTF-8.`,
    headers: { 'Accept-Post': accepted.join(', ') },
  });
}

/** Text from bytes, or a refusal: nothing is replaced in silence. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new Refusal('malformed-json', { detail: 'The body starts with a byte order mark; send it without.' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('malformed-json', { detail: 'The body is not UTF-8.' });
  }
}

/** Reads a small JSON object outside of the contract. */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  checkType(request, 'json');
  const json = parse(decode(await readBytes(request, smallest.bytes)), smallest);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
}

function parse(text: string, limits: Limits): Json {
  try {
    return parseJson(text, limits);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (error.kind === 'malformed') throw new Refusal('malformed-json', { detail: error.message });
    throw new Refusal('invalid-body', {
      issues: [{ path: error.path === '' ? 'body' : `body.${error.path}`, code: error.code, message: error.message }],
    });
  }
}

/** Reads a route's JSON body with all its limits; the bytes it came from are given too, for their hash. */
export async function readJson(
  request: Request,
  route: Route,
): Promise<{ json: Json; bytes: Uint8Array<ArrayBuffer> }> {
  const limits = route.limits ?? smallest;
  checkType(request, route.bodyType === 'merge' ? 'merge' : 'json');
  const bytes = await readBytes(request, limits.bytes);
  return { json: parse(decode(bytes), limits), bytes };
}
