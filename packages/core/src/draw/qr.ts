import { picture, shape, type Shape } from './shape.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/*
 * QR codes after ISO/IEC 18004:2015: bytes, error correction level M (15 %), versions 1 to 20 (up to 666 bytes). The tables are those of the
 * standard's table 9, for level M.
 */
const correctionWords = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

/** How many bits a version holds beside its patterns. */
function rawBits(version: number): number {
  const bits = (16 * version + 128) * version + 64;
  if (version < 2) return bits;
  const marks = Math.floor(version / 7) + 2;
  return bits - ((25 * marks - 10) * marks - 55) - (version >= 7 ? 36 : 0);
}

const correctionOf = (version: number) => correctionWords[version - 1] ?? 0;
const blocksOf = (version: number) => blockCounts[version - 1] ?? 1;
const dataWords = (version: number) => Math.floor(rawBits(version) / 8) - correctionOf(version) * blocksOf(version);

/** Multiplies in the field of 256 elements with the polynomial 0x11d. */
function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

/** The Reed-Solomon polynomial of a degree, without its leading 1. */
function divisorOf(degree: number): number[] {
  const divisor: number[] = Array.from({ length: degree }, (_, at) => (at === degree - 1 ? 1 : 0));
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1) divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    root = times(root, 2);
  }
  return divisor;
}

function remainderOf(data: readonly number[], divisor: readonly number[]): number[] {
  const remainder = divisor.map(() => 0);
  for (const word of data) {
    const factor = word ^ (remainder.shift() ?? 0);
    remainder.push(0);
    divisor.forEach((one, at) => {
      remainder[at] = (remainder[at] ?? 0) ^ times(one, factor);
    });
  }
  return remainder;
}

/** The words of a code: the bytes with their length, filled up, in blocks with their corrections, woven into each other. */
function wordsOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  const capacity = dataWords(version) * 8;
  put(0, Math.min(4, capacity - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let fill = 0xec; bits.length < capacity; fill ^= 0xec ^ 0x11) put(fill, 8);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    data.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | bit, 0));

  const count = blocksOf(version);
  const divisor = divisorOf(correctionOf(version));
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks = Array.from({ length: count }, (_, at) => {
    const from = at * short + Math.max(0, at - (count - longer));
    return data.slice(from, from + short + (at >= count - longer ? 1 : 0));
  });
  const corrections = blocks.map((block) => remainderOf(block, divisor));
  const woven: number[] = [];
  for (const parts of [blocks, corrections]) {
    for (let at = 0; at <= short || at < divisor.length; at += 1) {
      for (const part of parts) {
        const word = part[at];
        if (word !== undefined) woven.push(word);
      }
    }
  }
  return woven;
}

type Grid = (boolean | undefined)[][];

/** Where the alignment marks of a version stand. */
function marksOf(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
}

/** A code with its patterns; what is undefined takes data. */
function patternsOf(version: number): Grid {
  const size = version * 4 + 17;
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  const square = (x: number, y: number, reach: number, dark: (ring: number) => boolean): void => {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const marks = marksOf(version, size);
  const last = marks.length - 1;
  marks.forEach((x, column) => {
    marks.forEach((y, row) => {
      const corner = (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
      if (!corner) square(x, y, 2, (ring) => ring !== 1);
    });
  });
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  if (version >= 7) {
    let rest = version;
    for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let at = 0; at < 18; at += 1) {
      const dark = ((bits >>> at) & 1) === 1;
      set(size - 11 + (at % 3), Math.floor(at / 3), dark);
      set(Math.floor(at / 3), size - 11 + (at % 3), dark);
    }
  }
  format(grid, 0);
  return grid;
}

/** Writes which mask a code has. */
function format(grid: Grid, mask: number): void {
  const size = grid.length;
  let rest = mask;
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y];
    if (row) row[x] = dark;
  };
  for (let at = 0; at < 15; at += 1) {
    const dark = ((bits >>> at) & 1) === 1;
    // Around the first corner.
    if (at < 8) set(8, at < 6 ? at : at + 1, dark);
    else set(at === 8 ? 7 : 14 - at, 8, dark);
    // Along the other two.
    if (at < 8) set(size - 1 - at, 8, dark);
    else set(8, size - 15 + at, dark);
  }
  set(8, size - 8, true);
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Lays words into a code, in zigzag from the lower right, with a mask over them. */
function filled(patterns: Grid, words: readonly number[], mask: (x: number, y: number) => boolean): boolean[][] {
  const size = patterns.length;
  const grid: Grid = patterns.map((row) => [...row]);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = grid[y];
        if (!row || row[x] !== undefined) continue;
        const bit = ((words[at >> 3] ?? 0) >>> (7 - (at & 7))) & 1;
        at += 1;
        row[x] = (bit === 1) !== mask(x, y);
      }
    }
  }
  return grid.map((row) => row.map((dark) => dark === true));
}

/** How hard a code is to read, by the standard's four rules. */
function penalty(grid: readonly (readonly boolean[])[]): number {
  const size = grid.length;
  const columns = grid.map((_, x) => grid.map((row) => row[x] === true));
  let sum = 0;
  for (const line of [...grid, ...columns]) {
    let run = 0;
    line.forEach((dark, at) => {
      run = at > 0 && line[at - 1] === dark ? run + 1 : 1;
      if (run === 5) sum += 3;
      else if (run > 5) sum += 1;
    });
    const text = line.map((dark) => (dark ? '1' : '0')).join('');
    sum += 40 * [...text.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  let darks = 0;
  grid.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) darks += 1;
      const next = grid[y + 1];
      if (next && x + 1 < size && row[x + 1] === dark && next[x] === dark && next[x + 1] === dark) sum += 3;
    });
  });
  return sum + 10 * Math.floor(Math.abs((darks * 100) / (size * size) - 50) / 5);
}

/**
 * A QR code as rows of dark and light squares, without its quiet border.
 *
 * @param text up to 666 bytes of UTF-8: an address
 * @throws RangeError for a longer one
 */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version =
    blockCounts.findIndex((_, at) => dataWords(at + 1) * 8 >= 4 + (at < 9 ? 8 : 16) + bytes.length * 8) + 1;
  if (version === 0) throw new RangeError('This is too long for a QR code: 666 bytes at most.');
  const words = wordsOf(bytes, version);
  const patterns = patternsOf(version);
  const tried = masks.map((mask, index) => {
    const grid = filled(patterns, words, mask);
    format(grid, index);
    return { grid, cost: penalty(grid) };
  });
  return tried.reduce((best, one) => (one.cost < best.cost ? one : best)).grid;
}

/**
 * A QR code as a drawing: dark on light, whatever the page's colours, with the quiet border of four squares that readers need.
 *
 * @param options `label`: its text alternative; `square`: pixels a square, 4 unless said
 */
export function drawQr(text: string, options: { label?: string | undefined; square?: number } = {}): Shape {
  const { label, square = 4 } = options;
  const grid = qrCode(text);
  const size = (grid.length + 8) * square;
  const path = grid
    .flatMap((row, y) =>
      row.flatMap((dark, x) =>
        dark ? [`M${(x + 4) * square} ${(y + 4) * square}h${square}v${square}h-${square}z`] : [],
      ),
    )
    .join('');
  return picture(size, size, label, [
    shape('rect', { width: size, height: size, fill: '#fff' }),
    shape('path', { d: path, fill: '#000', 'shape-rendering': 'crispEdges' }),
  ]);
}
