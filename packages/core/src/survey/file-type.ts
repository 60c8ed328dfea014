import type { FileQuestion } from './types.ts';
import { defaults } from './vocabulary.ts';

/** How many bytes from a file's beginning are enough to tell its type. */
export const headLength = 4096;

/** Media types by ending, of the files that are taken. What a file holds must be what its ending says. */
const endings: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heic',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  json: 'application/json',
};

const endingOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Signatures at the beginning of a file: offset, bytes as Latin-1 text, and what they say. */
const signatures: readonly (readonly [offset: number, bytes: string, type: string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [8, 'WEBP', 'image/webp'],
  [8, 'WAVE', 'audio/wav'],
  [0, '%PDF-', 'application/pdf'],
  [0, 'PK\x03\x04', 'application/zip'],
  [0, '\x1aE\xdf\xa3', 'video/webm'],
  [0, 'OggS', 'audio/ogg'],
  [0, 'ID3', 'audio/mpeg'],
  [0, '\xff\xfb', 'audio/mpeg'],
  [0, '\xff\xf3', 'audio/mpeg'],
  [4, 'ftypavif', 'image/avif'],
  [4, 'ftyphei', 'image/heic'],
  [4, 'ftypmif1', 'image/heic'],
  [4, 'ftypqt  ', 'video/quicktime'],
  [4, 'ftypM4A', 'audio/mp4'],
  [4, 'ftyp', 'video/mp4'],
];

/** Text of UTF-8, or null; where there may be more, a last character may be cut off. */
function textOf(head: Uint8Array): string | null {
  for (let cut = 0; cut < (head.length < headLength ? 1 : 4); cut += 1) {
    try {
      const some = head.subarray(0, head.length - cut);
      return decodeURIComponent(Array.from(some, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
    } catch {
      continue;
    }
  }
  return null;
}

/** UTF-8 text without control characters that does not begin as markup. */
function isText(head: Uint8Array): boolean {
  const text = textOf(head);
  return text !== null && !/[\0-\x08\x0b\x0e-\x1f]/.test(text) && !/^\s*</.test(text);
}

/**
 * The media type of a file by what it holds (WHATWG MIME Sniffing, in part); its name tells apart only what begins alike:
 * office documents among archives, tables among texts.
 *
 * @param head the first {@link headLength} bytes, or all
 * @returns null where it is of no type that is taken, or of another than its ending says
 */
export function fileType(name: string, head: Uint8Array): string | null {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const found = signatures.find(([offset, bytes]) => start.startsWith(bytes, offset))?.[2];
  const type = found ?? (isText(head) ? 'text/plain' : null);
  const said = endings[endingOf(name)];
  if (type === null || said === undefined || said === type) return type;
  const isAlike =
    (type === 'application/zip' && said.startsWith('application/vnd.')) ||
    (type === 'text/plain' && (said.startsWith('text/') || said === 'application/json'));
  return isAlike ? said : null;
}

/** Whether a question takes a file of that name and type. */
function isAccepted(accept: readonly string[] | undefined, name: string, type: string): boolean {
  if (accept === undefined) return true;
  return accept.some((one) =>
    one.startsWith('.')
      ? endingOf(name) === one.slice(1).toLowerCase()
      : one.endsWith('/*')
        ? type.startsWith(one.slice(0, -1))
        : one === type,
  );
}

/**
 * Checks a file before it is sent, and again where it is stored.
 *
 * @param size in bytes
 * @returns its media type, or the code of what is wrong: `empty`, `too-large`, `wrong-type`
 */
export function checkFile(
  question: FileQuestion,
  name: string,
  size: number,
  head: Uint8Array,
): { readonly type: string } | { readonly code: 'empty' | 'too-large' | 'wrong-type' } {
  if (size === 0) return { code: 'empty' };
  if (size > (question.maxBytes ?? defaults.fileBytes)) return { code: 'too-large' };
  const type = fileType(name, head);
  return type !== null && isAccepted(question.accept, name, type) ? { type } : { code: 'wrong-type' };
}
