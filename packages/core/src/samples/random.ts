/**
 * A small seeded random source for samples. Not for secrets.
 *
 * The generator is sfc32 ("small fast counter", Doty-Humphrey, PractRand), seeded from a text by 32-bit FNV-1a and
 * twelve rounds. Everything on it uses integers, sums and comparisons only, no logarithm or sine, so that every
 * engine draws the same.
 */
export interface Random {
  /** A number from 0 inclusive to 1 exclusive. */
  readonly next: () => number;
  /** An integer from `low` to `high`, both inclusive. */
  readonly integer: (low: number, high: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One entry of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** One entry of a list that is not empty, by weight; weights are not negative and not all 0. */
  readonly weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  /** So many different entries of a list, or all of it where it is shorter, in random order. */
  readonly some: <T>(list: readonly T[], count: number) => T[];
  /** Fills bytes. */
  readonly fill: (bytes: Uint8Array) => void;
  /** A source of its own for one purpose: what is drawn from it changes nothing drawn from this one. */
  readonly fork: (purpose: string) => Random;
}

/** Makes a random source: the same seed draws the same, everywhere and always. */
export function seededRandom(seed: string): Random {
  const hash = fnv1a(seed);
  let a = hash;
  let b = hash ^ 0x9e3779b9;
  let c = Math.imul(hash, 0x85ebca6b);
  let counter = 1;

  const draw = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) draw();

  const next = () => draw() / 0x1_0000_0000;
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));

  const random: Random = {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => entry(list, integer(0, list.length - 1)),
    weighted: (list) => {
      let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      return entry(
        list,
        Math.max(
          0,
          list.findIndex(([, weight]) => (rest -= weight) < 0),
        ),
      )[0];
    },
    some: (list, count) => {
      const rest = [...list];
      for (let index = 0; index < Math.min(count, rest.length); index++) {
        const other = integer(index, rest.length - 1);
        const held = entry(rest, index);
        rest[index] = entry(rest, other);
        rest[other] = held;
      }
      return rest.slice(0, count);
    },
    fill: (bytes) => {
      for (let index = 0; index < bytes.length; index++) bytes[index] = draw() >>> 24;
    },
    fork: (purpose) => seededRandom(`${seed}/${purpose}`),
  };
  return random;
}

/** The entry at an index that exists. */
export function entry<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError(`No entry ${index} in a list of ${list.length}.`);
  return list[index] as T;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
