import type { Random } from '@liaise/core/samples';
import type { Body } from './request.ts';

type Json = unknown;

/** Values that are of the wrong type, too large, or odd, wherever they stand. */
const odd: readonly Json[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e21,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  5e-324,
  '',
  ' ',
  '5',
  'null',
  [],
  {},
  [[]],
  [null],
  { a: { b: { c: 1 } } },
  [5],
  '2026-02-30',
  '275760-09-13T00:00:00Z',
  '2026-03-29T02:30:00+01:00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  `2026-01-01T00:00:00.${'1'.repeat(5000)}Z`,
  '47,37',
  '\u202Eevil',
  '\ufeffAda',
  '👨‍👩‍👧‍👦'.repeat(50),
  `Z${'\u0300'.repeat(1000)}`,
  'x'.repeat(30_000),
  'é'.normalize('NFD'),
  '\ud800',
  'a\u0000b',
  'a\r\nb',
  '\u001b[31m',
  '\uffff\ufffe',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
];

const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'id',
  'tenant_id',
  'tenantId',
  'version',
  'updatedAt',
  '',
  '$where',
  'a.b',
  '\u0000',
  'x'.repeat(300),
  'hidden',
  'role',
];

/** Every place in a value, as the container and the key; the value itself is under `root.value`. */
function places(root: { value: Json }): (readonly [Record<string, Json>, string])[] {
  const found: (readonly [Record<string, Json>, string])[] = [];
  const walk = (container: Record<string, Json>, key: string, depth: number): void => {
    found.push([container, key]);
    const value = container[key];
    if (typeof value !== 'object' || value === null || depth > 8) return;
    for (const name of Object.keys(value)) walk(value as Record<string, Json>, name, depth + 1);
  };
  walk(root, 'value', 0);
  return found;
}

/** Sets a key so that `__proto__` too becomes a key of the object's own. */
function setOwn(container: object, key: string, value: Json): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Changes a value in one place: another type, missing, unknown, doubled, deep or huge. Says what it did. */
export function mutateValue(random: Random, value: Json, strings: readonly string[]): { value: Json; how: string } {
  const root = { value };
  const all = places(root);
  const [container, key] = random.pick(all.length > 1 && random.chance(0.97) ? all.slice(1) : all);
  const here = container[key];
  switch (random.integer(1, 9)) {
    case 1:
    case 2:
      setOwn(container, key, random.pick(odd));
      return { value: root.value, how: `an odd value at ${key}` };
    case 3:
    case 4:
      setOwn(container, key, random.pick(strings));
      return { value: root.value, how: `a listed text at ${key}` };
    case 5:
      if (container !== root) Reflect.deleteProperty(container, key);
      return { value: root.value, how: `without ${key}` };
    case 6: {
      const target =
        typeof here === 'object' && here !== null
          ? here
          : typeof root.value === 'object' && root.value !== null
            ? root.value
            : root;
      const name = random.chance(0.7) ? random.pick(oddKeys) : random.pick(strings).slice(0, 200);
      setOwn(target, name, random.pick(odd));
      return { value: root.value, how: 'an unknown field' };
    }
    case 7: {
      const depth = random.pick([3, 30, 31, 32, 33, 40, 400]);
      let nested: Json = here;
      for (let level = 0; level < depth; level++) nested = random.chance(0.5) ? [nested] : { a: nested };
      setOwn(container, key, nested);
      return { value: root.value, how: `${depth} levels at ${key}` };
    }
    case 8:
      setOwn(
        container,
        key,
        Array.from({ length: random.pick([2, 21, 199, 201, 1001]) }, () => here),
      );
      return { value: root.value, how: `a list of it at ${key}` };
    default:
      setOwn(
        container,
        key,
        typeof here === 'string'
          ? here + random.pick([' ', '\u0000', '\n', "'", '"', '%', '\\', '\u200b', 'İ'])
          : random.pick(odd),
      );
      return { value: root.value, how: `a little more at ${key}` };
  }
}

const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'utf16le'));

/** Changes a JSON text as text or as bytes: cut, broken, said twice, in another encoding, deep, or large. */
export function mutateText(random: Random, text: string): { body: Body; how: string } {
  const at = random.integer(0, text.length);
  const broken = (bytes: readonly number[]): Body => {
    const all = Buffer.from(text);
    const point = random.integer(0, all.length);
    return { bytes: new Uint8Array(Buffer.concat([all.subarray(0, point), Buffer.from(bytes), all.subarray(point)])) };
  };
  const inserted = (piece: string): Body => ({ text: text.slice(0, at) + piece + text.slice(at) });
  const inside = (piece: string): Body => ({ text: text.replace('{', `{${piece}${text.trim() === '{}' ? '' : ','}`) });
  const ways: readonly (() => { body: Body; how: string })[] = [
    () => ({ body: { text: text.slice(0, at) }, how: 'cut off' }),
    () => ({ body: broken([random.integer(0x80, 0xff)]), how: 'broken UTF-8' }),
    () => ({
      body: broken(
        random.pick([
          [0xc0, 0xaf],
          [0xed, 0xa0, 0x80],
          [0xf4, 0x90, 0x80, 0x80],
          [0xff, 0xfe],
        ]),
      ),
      how: 'broken UTF-8',
    }),
    () => ({ body: broken([0]), how: 'a byte of zero' }),
    () => ({ body: { bytes: utf16(text) }, how: 'UTF-16' }),
    () => ({ body: { text: `\ufeff${text}` }, how: 'a byte order mark' }),
    () => ({ body: inside('"id":"a","id":"b"'), how: 'a key twice' }),
    () => ({ body: inside('"\\u0069d":1'), how: 'a key twice, escaped' }),
    () => ({ body: inside('"__proto__":{"admin":true}'), how: 'a prototype' }),
    () => ({ body: inside('"constructor":{"prototype":{"x":1}}'), how: 'a constructor' }),
    () => ({
      body: {
        text: text.replace(
          /(?<=[:[])-?\d[\d.eE+-]*(?=[,\]}])/,
          random.pick([
            '1e400',
            '-1e400',
            '1e131071',
            'NaN',
            'Infinity',
            '-0',
            '0x10',
            '01',
            '+1',
            '1.',
            '.5',
            '9007199254740993',
            '1e-400',
          ]),
        ),
      },
      how: 'an odd number',
    }),
    () => ({
      body: inside(`"number":${random.pick(['1e400', '1e131071', '-0', '9007199254740993'])}`),
      how: 'an odd number in an unknown field',
    }),
    () => ({
      body: {
        text: text.replace(
          /"(?=[^"]*"[,}])/,
          `"${random.pick(['\\u0000', '\\ud800', '\\udc00\\ud800', '\u0001', '\\x', '\\u00', '\n', '\u007f'])}`,
        ),
      },
      how: 'an odd escape',
    }),
    () => ({
      body: inserted(random.pick([',', '}', ']', '{', '[', '"', ':', '//', '/**/', '\u00a0', '\f', '\\', "'"])),
      how: 'one character more',
    }),
    () => ({ body: { text: text + random.pick(['x', '{}', ',', '\u0000', text]) }, how: 'something after it' }),
    () => ({
      body: { text: random.pick(['', ' ', 'null', '[]', '"x"', '0', 'true', '{}', '[[]]', '{"a":']) },
      how: 'not an object',
    }),
    () => ({
      body: { text: random.pick(['[', '{"a":', '[{"a":']).repeat(random.pick([33, 100, 10_000])) },
      how: 'deep and open',
    }),
    () => ({ body: { text: `${'[['.repeat(5000)}${']]'.repeat(5000)}` }, how: '10,000 deep' }),
    () => ({
      body: { text: `${text.slice(0, -1)}${' '.repeat(random.pick([60_000, 65_536, 70_000]))}}` },
      how: 'much white space',
    }),
    () => ({
      body: inside(`"many":{${Array.from({ length: 5000 }, (_, index) => `"k${index}":1`).join(',')}}`),
      how: '5,000 keys',
    }),
    () => ({ body: { text: text.replaceAll('"', "'") }, how: 'single quotes' }),
    () => ({
      body: { bytes: random.chance(0.02) ? new Uint8Array(10_000_000).fill(0x20) : new Uint8Array(70_000).fill(0x5b) },
      how: 'large',
    }),
    () => {
      const bytes = new Uint8Array(random.integer(1, 200));
      random.fill(bytes);
      return { body: { bytes }, how: 'random bytes' };
    },
  ];
  return random.pick(ways)();
}
