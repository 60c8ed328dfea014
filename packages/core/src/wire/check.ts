/**
 * Checks of what a gateway answers, for where the schema library is too heavy: a page. The checks of the records and routes
 * beside this file are written out from the schemas in `records` and `api`, and a test holds them to these.
 */

/** What a check makes of a value. */
export type Checked<T> = { success: true; data: T } | { success: false; error: unknown };

/** Says whether a value is what the contract promises, and gives what is known of it. A schema is one too. */
export interface Checks<T> {
  safeParse(value: unknown): Checked<T>;
}

/** A check that others are made of. */
export interface Check<T> extends Checks<T> {
  /** The value; unknown fields are left out. Throws a `TypeError` that names the place, never the content. */
  readonly read: (value: unknown, place?: string) => T;
}

/** The check that stands for a schema. */
export type CheckOf<S> = S extends { _zod: { output: infer Output } } ? Check<Output> : never;

type Shape<T> = { [K in keyof T]: Check<T[K]> };

const check = <T>(read: Check<T>['read']): Check<T> => ({
  read,
  safeParse: (value) => {
    try {
      return { success: true, data: read(value) };
    } catch (error) {
      return { success: false, error };
    }
  },
});

const test = <T>(agrees: (value: unknown) => boolean): Check<T> =>
  check((value, place = 'The answer') => {
    if (!agrees(value)) throw new TypeError(`${place} is not what the contract says.`);
    return value as T;
  });

const plain = test<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const array = (most: number, least: number): Check<unknown[]> =>
  test((value) => Array.isArray(value) && value.length <= most && value.length >= least);

/** Any value. */
export const anything = test<unknown>(() => true);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Any value that came as JSON, and so needs no look. */
export const json = test<Json>(() => true);

const nothing = test<never>(() => false);

/** Either truth value. */
export const flag = test<boolean>((value) => typeof value === 'boolean');

/** Text of at most `most` and at least `least` UTF-16 units that fits all patterns. */
export const text = (most = Infinity, least = 0, ...patterns: RegExp[]): Check<string> =>
  test(
    (value) =>
      typeof value === 'string' &&
      value.length <= most &&
      value.length >= least &&
      patterns.every((pattern) => pattern.test(value)),
  );

/** Text that fits all patterns. */
export const like = (...patterns: RegExp[]): Check<string> => text(Infinity, 0, ...patterns);

/** A finite number within bounds. */
export const number = (low = -Infinity, high = Infinity): Check<number> =>
  test((value) => Number.isFinite(value) && Number(value) >= low && Number(value) <= high);

/** A whole number that is exact, within bounds. */
export const whole = (low?: number, high?: number): Check<number> => {
  const { read } = number(low, high);
  return test((value) => Number.isSafeInteger(value) && read(value) === value);
};

/** One of some words. */
export const oneOf = <const T extends string>(...words: T[]): Check<T> => test((value) => words.includes(value as T));

/** A value, or `null`. */
export const nullable = <T>({ read }: Check<T>): Check<T | null> =>
  check((value, place) => (value === null ? null : read(value, place)));

/** An array of at most `most` and at least `least` items. */
export const list = <T>(item: Check<T>, most = Infinity, least = 0): Check<T[]> => {
  const { read } = array(most, least);
  return check((value, place) => read(value, place).map((one, index) => item.read(one, `${place ?? ''}/${index}`)));
};

/** Two values in an array. */
export const pair = <A, B>(first: Check<A>, second: Check<B>): Check<[A, B]> => {
  const { read } = array(2, 2);
  return check((value, place) => {
    const [a, b] = read(value, place);
    return [first.read(a, place), second.read(b, place)];
  });
};

/** What the first check makes of it that takes it. */
export const either = <T extends unknown[]>(...checks: { [K in keyof T]: Check<T[K]> }): Check<T[number]> =>
  check((value, place) => {
    const found = checks.find((one) => one.safeParse(value).success) ?? nothing;
    return found.read(value, place);
  });

/** An object with any keys. */
export const dictionary = <T>(key: Check<string>, value: Check<T>): Check<Record<string, T>> =>
  check((given, place) =>
    Object.fromEntries(
      Object.entries(plain.read(given, place))
        .filter(([name]) => name !== '__proto__')
        .map(([name, one]) => [key.read(name, place), value.read(one, `${place ?? ''}/${name}`)]),
    ),
  );

/** An object with fields that must and fields that may be there. Others are left out. */
export const object = <R, O = unknown>(required: Shape<R>, optional?: Shape<O>): Check<R & Partial<O>> => {
  const fields = Object.entries<Check<unknown>>({ ...required, ...optional });
  return check((value, place = '') => {
    const given = plain.read(value, place || undefined);
    const known: Record<string, unknown> = {};
    for (const [name, { read }] of fields) {
      if (Object.hasOwn(given, name) || name in required) known[name] = read(given[name], `${place}/${name}`);
    }
    return known as R & Partial<O>;
  });
};

/** An object of which only an outline is checked here; everything else in it stays as it is. */
export const outline = <T>(outlined: Check<unknown>): Check<T> =>
  check((value, place) => {
    outlined.read(value, place);
    return value as T;
  });
