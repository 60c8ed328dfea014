/** The ordered records under an IndexedDB made of memory: keys, ranges, copies, one store with its indexes. */

export type Key = number | string | Date | ArrayBuffer | Key[];

export const failure = (name: string, message = name): DOMException => new DOMException(message, name);

/** What a value is as a key; throws `DataError` where it is none. */
export function keyFrom(value: unknown): Key {
  if (isKey(value)) return value;
  throw failure('DataError', 'This is not a valid key.');
}

function isKey(value: unknown): value is Key {
  if (typeof value === 'string' || value instanceof ArrayBuffer) return true;
  if (typeof value === 'number') return !Number.isNaN(value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return Array.isArray(value) && value.every(isKey);
}

const rank = (key: Key): number =>
  typeof key === 'number' ? 0 : key instanceof Date ? 1 : typeof key === 'string' ? 2 : Array.isArray(key) ? 4 : 3;

/** The order of keys (Indexed Database API 3.0, section 2.4): numbers, dates, strings, bytes, arrays. */
export function compare(a: Key, b: Key): number {
  const kinds = rank(a) - rank(b);
  if (kinds !== 0) return Math.sign(kinds);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
      const order = compare(a[index] ?? 0, b[index] ?? 0);
      if (order !== 0) return order;
    }
    return Math.sign(a.length - b.length);
  }
  const left = comparable(a);
  const right = comparable(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

const comparable = (key: Key): number | string =>
  key instanceof Date
    ? key.getTime()
    : key instanceof ArrayBuffer
      ? Buffer.from(key).toString('hex')
      : Array.isArray(key)
        ? ''
        : key;

/** `IDBKeyRange`. */
export class KeyRange {
  readonly lower: Key | undefined;
  readonly upper: Key | undefined;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;

  constructor(lower: Key | undefined, upper: Key | undefined, lowerOpen = false, upperOpen = false) {
    this.lower = lower;
    this.upper = upper;
    this.lowerOpen = lowerOpen;
    this.upperOpen = upperOpen;
  }

  static only(value: unknown): KeyRange {
    return new KeyRange(keyFrom(value), keyFrom(value));
  }

  static lowerBound(value: unknown, open = false): KeyRange {
    return new KeyRange(keyFrom(value), undefined, open, true);
  }

  static upperBound(value: unknown, open = false): KeyRange {
    return new KeyRange(undefined, keyFrom(value), true, open);
  }

  static bound(lower: unknown, upper: unknown, lowerOpen = false, upperOpen = false): KeyRange {
    return new KeyRange(keyFrom(lower), keyFrom(upper), lowerOpen, upperOpen);
  }

  includes(value: unknown): boolean {
    const key = keyFrom(value);
    if (this.lower !== undefined) {
      const order = compare(key, this.lower);
      if (order < 0 || (order === 0 && this.lowerOpen)) return false;
    }
    if (this.upper !== undefined) {
      const order = compare(key, this.upper);
      if (order > 0 || (order === 0 && this.upperOpen)) return false;
    }
    return true;
  }
}

/** The range that a query means: a range, one key, or everything. */
export function rangeFrom(query: unknown): KeyRange {
  if (query === undefined || query === null) return new KeyRange(undefined, undefined);
  return query instanceof KeyRange ? query : KeyRange.only(query);
}

/** Values that a structured clone shares rather than copies. */
const shared: (new (...given: never[]) => object)[] = [Blob];

/** Lets values of a class pass a structured clone as they are, as keys of Web Crypto do. */
export function sharesClones(type: new (...given: never[]) => object): void {
  shared.push(type);
}

/** A structured clone of what stands in databases and messages; a function has none. */
export function copy(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw failure('DataCloneError', 'This cannot be cloned.');
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (shared.some((type) => value instanceof type)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
  const result: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) result[name] = copy(one);
  return result;
}

/** Roughly the bytes that a value takes. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (value instanceof Blob) return value.size;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  let sum = 8;
  for (const [name, one] of Object.entries(value)) sum += name.length + weigh(one);
  return sum;
}

export type KeyPath = string | string[] | null;

/** What a key path finds in a value; undefined where that is no key. */
export function extract(value: unknown, path: KeyPath): Key | undefined {
  if (Array.isArray(path)) {
    const parts = path.map((one) => extract(value, one));
    return parts.every((part) => part !== undefined) ? parts : undefined;
  }
  let found: unknown = value;
  for (const name of (path ?? '').split('.')) {
    if (name === '') continue;
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return isKey(found) ? found : undefined;
}

export interface Row {
  key: Key;
  value: unknown;
  bytes: number;
}

/** What an index shows: its key, and the row. */
export interface Entry {
  key: Key;
  row: Row;
}

export interface IndexShape {
  name: string;
  keyPath: string | string[];
  unique: boolean;
  multiEntry: boolean;
}

/** One object store. */
export class Store {
  readonly name: string;
  readonly keyPath: KeyPath;
  readonly autoIncrement: boolean;
  readonly indexes = new Map<string, IndexShape>();
  next = 1;
  #rows: Row[] = [];
  /** Rows by the keys of unique indexes, made when first asked for and kept up. */
  #found = new Map<string, Map<string, Row>>();

  constructor(name: string, keyPath: KeyPath, autoIncrement: boolean) {
    this.name = name;
    this.keyPath = keyPath;
    this.autoIncrement = autoIncrement;
  }

  get rows(): Row[] {
    return this.#rows;
  }

  set rows(rows: Row[]) {
    this.#rows = rows;
    this.#found = new Map();
  }

  #byUnique(index: IndexShape): Map<string, Row> {
    let found = this.#found.get(index.name);
    if (!found) {
      found = new Map();
      for (const row of this.#rows) for (const key of this.keysOf(index, row.value)) found.set(named(key), row);
      this.#found.set(index.name, found);
    }
    return found;
  }

  /** The first position whose key is not below this one. */
  position(key: Key): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle];
      if (row && compare(row.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  find(key: Key): Row | undefined {
    const row = this.rows[this.position(key)];
    return row && compare(row.key, key) === 0 ? row : undefined;
  }

  /** Puts or removes a row and says how to undo it. */
  set(key: Key, row: Row | undefined): () => void {
    const index = this.position(key);
    const before = this.find(key);
    this.#rows.splice(index, before ? 1 : 0, ...(row ? [row] : []));
    for (const [name, found] of this.#found) {
      const shape = this.indexes.get(name);
      if (!shape) continue;
      if (before) for (const one of this.keysOf(shape, before.value)) found.delete(named(one));
      if (row) for (const one of this.keysOf(shape, row.value)) found.set(named(one), row);
    }
    return () => {
      this.set(key, before);
    };
  }

  /** The keys under which an index shows a value. */
  keysOf(index: IndexShape, value: unknown): Key[] {
    const found = extract(value, index.keyPath);
    if (found === undefined) return [];
    return index.multiEntry && Array.isArray(found) ? found : [found];
  }

  /** Rows in the order of an index, or of the keys themselves. */
  entries(index: IndexShape | undefined, range: KeyRange): Entry[] {
    const everything = range.lower === undefined && range.upper === undefined;
    if (!index) {
      if (!everything && range.lower !== undefined && range.lower === range.upper) {
        const row = this.find(range.lower);
        return row ? [{ key: row.key, row }] : [];
      }
      const from = range.lower === undefined ? 0 : this.position(range.lower);
      const found: Entry[] = [];
      for (let at = from; at < this.rows.length; at += 1) {
        const row = this.rows[at];
        if (!row) break;
        if (everything || range.includes(row.key)) found.push({ key: row.key, row });
        else if (found.length > 0) break;
      }
      return found;
    }
    if (index.unique && range.lower !== undefined && range.lower === range.upper) {
      const row = this.#byUnique(index).get(named(range.lower));
      return row ? [{ key: range.lower, row }] : [];
    }
    const found: Entry[] = [];
    for (const row of this.rows) {
      for (const key of this.keysOf(index, row.value)) if (range.includes(key)) found.push({ key, row });
    }
    return found.sort((a, b) => compare(a.key, b.key) || compare(a.row.key, b.row.key));
  }

  /** Throws `ConstraintError` where a unique index holds the value's key for another row. */
  checkUnique(key: Key, value: unknown): void {
    for (const index of this.indexes.values()) {
      if (!index.unique) continue;
      for (const wanted of this.keysOf(index, value)) {
        const taken = this.#byUnique(index).get(named(wanted));
        if (taken && compare(taken.key, key) !== 0)
          throw failure('ConstraintError', `The index ${index.name} has this key already.`);
      }
    }
  }
}

const named = (key: Key): string => `${typeof key} ${JSON.stringify(key)}`;

/** One database as it lies on the disk. */
export interface Stored {
  name: string;
  version: number;
  stores: Map<string, Store>;
}

/** A copy of a database, as a backup of the device holds it. */
export function copyStored(stored: Stored): Stored {
  const stores = new Map<string, Store>();
  for (const [name, store] of stored.stores) {
    const twin = new Store(name, store.keyPath, store.autoIncrement);
    store.indexes.forEach((index, key) => twin.indexes.set(key, index));
    twin.rows = store.rows.map((row) => ({ ...row, value: copy(row.value) }));
    twin.next = store.next;
    stores.set(name, twin);
  }
  return { name: stored.name, version: stored.version, stores };
}
