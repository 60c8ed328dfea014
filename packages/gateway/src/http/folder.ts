import { createHash } from 'node:crypto';
import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The media type of a file by its name. */
export const typeOf = (name: string): string => types[path.extname(name).toLowerCase()] ?? 'application/octet-stream';

/** A file ready to be sent. */
export interface ServedFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  /** Of the content: the same for the same bytes. */
  etag: string;
  /** SHA-384 in base64, as subresource integrity writes it. */
  integrity: string;
  /** The content compressed, as far as it was asked for. */
  encoded: Map<string, Uint8Array<ArrayBuffer>>;
}

function served(name: string, content: Buffer): ServedFile {
  return {
    bytes: new Uint8Array(content),
    type: typeOf(name),
    etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    encoded: new Map(),
  };
}

/** The segments of a path below a folder, or null where it leads out of it, to a hidden file, or nowhere. */
export function segmentsOf(pathname: string): string[] | null {
  const segments: string[] = [];
  for (const raw of pathname.split('/')) {
    if (raw === '') continue;
    let segment: string;
    try {
      segment = decodeURIComponent(raw);
    } catch {
      return null;
    }
    if (segment.startsWith('.') || /[/\\\u0000:]/.test(segment)) return null;
    segments.push(segment);
  }
  return segments;
}

/** A file below a folder, read now; null where there is none. Links that lead out of the folder are not followed. */
export async function readBelow(root: string, segments: readonly string[]): Promise<ServedFile | null> {
  const file = path.join(root, ...segments);
  try {
    const [base, real] = await Promise.all([realpath(root), realpath(file)]);
    if (real !== base && !real.startsWith(base + path.sep)) return null;
    if (!(await stat(real)).isFile()) return null;
    return served(real, await readFile(real));
  } catch {
    return null;
  }
}

const compressors = {
  br: promisify(brotliCompress),
  gzip: promisify(gzip),
} as const;

const isText = (type: string): boolean => /^(?:text\/|application\/(?:json|manifest)|image\/svg)/.test(type);

function accepts(header: string | null, coding: string): boolean {
  return (header ?? '').split(',').some((one) => {
    const [name, weight] = one.trim().split(';');
    return name?.trim().toLowerCase() === coding && !/q=0(?:\.0*)?$/.test(weight?.trim() ?? '');
  });
}

async function compressed(file: ServedFile, coding: 'br' | 'gzip'): Promise<Uint8Array<ArrayBuffer>> {
  const known = file.encoded.get(coding);
  if (known) return known;
  const bytes =
    coding === 'br'
      ? await compressors.br(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      : await compressors.gzip(file.bytes, { level: 9 });
  const encoded = new Uint8Array(bytes);
  file.encoded.set(coding, encoded);
  return encoded;
}

/** The response that carries a file, compressed where the caller takes it; 304 where the caller has it. */
export async function sendFile(request: Request, file: ServedFile, headers: Record<string, string>): Promise<Response> {
  const all = new Headers({ ...headers, 'Content-Type': file.type, ETag: file.etag });
  if (isText(file.type)) all.append('Vary', 'Accept-Encoding');
  const known = request.headers.get('if-none-match');
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === file.etag)) {
    return new Response(null, { status: 304, headers: all });
  }
  const wanted = request.headers.get('accept-encoding');
  const coding = (['br', 'gzip'] as const).find((one) => accepts(wanted, one));
  if (!coding || !isText(file.type) || file.bytes.byteLength < 1024) return new Response(file.bytes, { headers: all });
  all.set('Content-Encoding', coding);
  return new Response(await compressed(file, coding), { headers: all });
}

/** All files of a folder, kept in memory, with one hash over all of them. */
export class Bundle {
  readonly #files: ReadonlyMap<string, ServedFile>;
  /** Over every name and content, 16 hexadecimal characters. */
  readonly hash: string;

  private constructor(files: ReadonlyMap<string, ServedFile>) {
    this.#files = files;
    const hash = createHash('sha256');
    for (const [name, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name} ${file.etag}\n`);
    this.hash = hash.digest('hex').slice(0, 16);
  }

  /** Reads a folder whole; an empty bundle where it is not there. Compressed files beside others are taken as their encodings. */
  static async read(folder: string): Promise<Bundle> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = new Map<string, ServedFile>();
    const codings: [string, 'br' | 'gzip', Buffer][] = [];
    for (const entry of names) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file).split(path.sep).join('/');
      const content = await readFile(file);
      if (name.endsWith('.br')) codings.push([name.slice(0, -3), 'br', content]);
      else if (name.endsWith('.gz')) codings.push([name.slice(0, -3), 'gzip', content]);
      else files.set(name, served(name, content));
    }
    for (const [name, coding, content] of codings) files.get(name)?.encoded.set(coding, new Uint8Array(content));
    return new Bundle(files);
  }

  file(segments: readonly string[]): ServedFile | null {
    return this.#files.get(segments.join('/')) ?? null;
  }
}
