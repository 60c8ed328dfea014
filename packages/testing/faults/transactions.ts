import type { Connection, Disk } from './disk.ts';
import { Emitter, Names, Told } from './events.ts';
import type { Store } from './records.ts';
import {
  compare,
  copy,
  extract,
  failure,
  keyFrom,
  rangeFrom,
  weigh,
  type Entry,
  type IndexShape,
  type Key,
} from './records.ts';

/** `IDBRequest`. */
export class MemoryRequest extends Emitter {
  readyState: 'pending' | 'done' = 'pending';
  error: DOMException | null = null;
  readonly source: object | null;
  transaction: MemoryTransaction | null;
  #result: unknown;

  constructor(source: object | null, transaction: MemoryTransaction | null) {
    super();
    this.source = source;
    this.transaction = transaction;
  }

  override above(): Emitter | undefined {
    return this.transaction ?? undefined;
  }

  get result(): unknown {
    if (this.readyState === 'pending') throw failure('InvalidStateError', 'The request has not finished.');
    return this.#result;
  }

  settle(result: unknown, error: DOMException | null): void {
    this.readyState = 'done';
    this.#result = result;
    this.error = error;
  }

  restart(): void {
    this.readyState = 'pending';
  }
}

interface Work {
  name: string;
  request: MemoryRequest;
  run: () => unknown;
}

/**
 * `IDBTransaction`. Its requests run one by one as tasks of the world; when none is left it commits, which is one task, and
 * tells of it in another: a page may die between the two.
 */
export class MemoryTransaction extends Emitter {
  readonly db: Connection;
  readonly mode: IDBTransactionMode;
  readonly durability: string;
  readonly scope: string[];
  error: DOMException | null = null;
  state: 'waiting' | 'running' | 'committed' | 'done' = 'waiting';
  readonly #work: Work[] = [];
  readonly #undo: (() => void)[] = [];
  readonly #stores = new Map<string, MemoryStore>();
  #activeTurn: number;
  #hung = false;

  constructor(db: Connection, scope: string[], mode: IDBTransactionMode, durability: string) {
    super();
    this.db = db;
    this.scope = scope;
    this.mode = mode;
    this.durability = durability;
    this.#activeTurn = db.disk.world.turn;
  }

  override above(): Emitter {
    return this.db;
  }

  get disk(): Disk {
    return this.db.disk;
  }

  get objectStoreNames(): Names {
    return Names.containing(this.mode === 'versionchange' ? this.db.objectStoreNames : this.scope.toSorted());
  }

  get active(): boolean {
    return (this.state === 'waiting' || this.state === 'running') && this.#activeTurn === this.disk.world.turn;
  }

  objectStore(name: string): MemoryStore {
    if (this.state === 'done' || this.state === 'committed') throw failure('InvalidStateError');
    const known = this.#stores.get(name);
    if (known) return known;
    const store = this.db.stored.stores.get(name);
    if (!store || (this.mode !== 'versionchange' && !this.scope.includes(name))) throw failure('NotFoundError', name);
    const made = new MemoryStore(this, store);
    this.#stores.set(name, made);
    return made;
  }

  abort(): void {
    if (this.state === 'done' || this.state === 'committed') throw failure('InvalidStateError');
    this.end(null);
  }

  commit(): void {
    if (!this.active) throw failure('InvalidStateError');
    this.#activeTurn = -1;
  }

  /** Lets an upgrade be worked on in the present task. */
  wake(): void {
    this.#activeTurn = this.disk.world.turn;
  }

  /** Notes how to take back a change of this transaction. */
  undoing(undo: () => void): void {
    this.#undo.push(undo);
  }

  ask(name: string, source: object, run: () => unknown, again?: MemoryRequest): MemoryRequest {
    if (!this.active) throw failure('TransactionInactiveError', `${name} on a transaction that is over.`);
    const request = again ?? new MemoryRequest(source, this);
    this.#work.push({ name, request, run });
    return request;
  }

  /** Begins to work, once nothing before it is in its way. */
  start(): void {
    this.state = 'running';
    this.#next();
  }

  #next(): void {
    const { world } = this.disk;
    world.after(world.jitter(this.#work.length > 0 ? 0.4 : 2), () => this.#turn());
  }

  #turn(): void {
    if (this.state !== 'running' || this.#hung) return;
    if (this.db.life.state === 'dead') {
      this.end(failure('AbortError'), true);
      return;
    }
    const work = this.#work.shift();
    if (!work) {
      this.#commit();
      return;
    }
    const { request } = work;
    let told = new Told('success');
    const disturbed = this.disk.disturbed(this.db.life, {
      kind: 'request',
      name: work.name,
      stores: this.scope,
      mode: this.mode,
    });
    if (disturbed === 'hangs') {
      this.#hung = true;
      return;
    }
    if (disturbed === 'closes') {
      this.db.lose();
      return;
    }
    if (disturbed === 'aborts') {
      this.end(failure('AbortError'));
      return;
    }
    try {
      if (disturbed) throw failure(disturbed.fails, 'The storage failed.');
      request.settle(work.run(), null);
    } catch (error) {
      request.settle(undefined, error instanceof DOMException ? error : failure('UnknownError', String(error)));
      told = new Told('error', { bubbles: true });
    }
    this.#activeTurn = world(this).turn;
    const unprevented = request.dispatchEvent(told);
    if (told.type === 'error' && unprevented) this.end(request.error);
    else this.#next();
  }

  #commit(): void {
    const disturbed = this.disk.disturbed(this.db.life, {
      kind: 'commit',
      name: 'commit',
      stores: this.scope,
      mode: this.mode,
    });
    if (disturbed === 'hangs') {
      this.#hung = true;
      return;
    }
    if (disturbed === 'closes') {
      this.db.lose();
      return;
    }
    if (disturbed) {
      this.end(failure(disturbed === 'aborts' ? 'AbortError' : disturbed.fails));
      return;
    }
    if (this.mode !== 'readonly' && this.disk.overfull()) {
      this.end(failure('QuotaExceededError', 'The disk is full.'));
      return;
    }
    this.state = 'committed';
    this.disk.released(this.db.stored);
    const tell = (): void => {
      this.state = 'done';
      this.dispatchEvent(new Told('complete'));
      this.db.transactionOver(this);
    };
    this.disk.world.after(world(this).jitter(1), tell, this.db.life);
  }

  /** Ends without effect: all its changes are taken back, its requests fail, `abort` is fired; `silently` for a dead page. */
  end(error: DOMException | null, silently = false): void {
    if (this.state === 'done' || this.state === 'committed') return;
    this.state = 'done';
    this.error = error;
    for (const undo of this.#undo.reverse()) undo();
    this.disk.released(this.db.stored);
    const open = this.#work.splice(0);
    if (silently) {
      this.db.transactionOver(this);
      return;
    }
    const tell = (): void => {
      for (const { request } of open) {
        request.settle(undefined, failure('AbortError'));
        request.dispatchEvent(new Told('error', { bubbles: true }));
      }
      this.dispatchEvent(new Told('abort', { bubbles: true }));
      this.db.transactionOver(this);
    };
    this.disk.world.after(0, tell, this.db.life);
  }
}

const world = (transaction: MemoryTransaction): Disk['world'] => transaction.disk.world;

/** What a store and an index are both asked. */
abstract class Readable {
  abstract readonly name: string;
  abstract readonly tx: MemoryTransaction;
  abstract readonly store: Store;
  abstract readonly shape: IndexShape | undefined;

  #read(name: string, query: unknown, take: (entries: Entry[]) => unknown): MemoryRequest {
    const range = rangeFrom(query);
    return this.tx.ask(name, this, () => take(this.store.entries(this.shape, range)));
  }

  get(query: unknown): MemoryRequest {
    return this.#read('get', query, ([first]) => first && copy(first.row.value));
  }

  getKey(query: unknown): MemoryRequest {
    return this.#read('getKey', query, ([first]) => first?.row.key);
  }

  getAll(query?: unknown, count = Infinity): MemoryRequest {
    return this.#read('getAll', query, (entries) => entries.slice(0, count).map(({ row }) => copy(row.value)));
  }

  getAllKeys(query?: unknown, count = Infinity): MemoryRequest {
    return this.#read('getAllKeys', query, (entries) => entries.slice(0, count).map(({ row }) => row.key));
  }

  count(query?: unknown): MemoryRequest {
    return this.#read('count', query, (entries) => entries.length);
  }

  openCursor(query?: unknown, direction: IDBCursorDirection = 'next'): MemoryRequest {
    return this.#cursor('openCursor', query, direction);
  }

  openKeyCursor(query?: unknown, direction: IDBCursorDirection = 'next'): MemoryRequest {
    return this.#cursor('openKeyCursor', query, direction);
  }

  #cursor(name: string, query: unknown, direction: IDBCursorDirection): MemoryRequest {
    const range = rangeFrom(query);
    const list = (): Entry[] => {
      const entries = this.store.entries(this.shape, range);
      return direction.startsWith('prev') ? entries.reverse() : entries;
    };
    const owner = this instanceof MemoryIndex ? this.objectStore : this;
    const request = this.tx.ask(name, this, () => cursor.move(undefined, 0));
    const cursor = new MemoryCursor(request, this, owner as MemoryStore, list, direction);
    return request;
  }
}

/** `IDBObjectStore`. */
export class MemoryStore extends Readable {
  readonly tx: MemoryTransaction;
  readonly store: Store;
  readonly shape = undefined;

  constructor(tx: MemoryTransaction, store: Store) {
    super();
    this.tx = tx;
    this.store = store;
  }

  get name(): string {
    return this.store.name;
  }

  get keyPath(): Store['keyPath'] {
    return this.store.keyPath;
  }

  get autoIncrement(): boolean {
    return this.store.autoIncrement;
  }

  get transaction(): MemoryTransaction {
    return this.tx;
  }

  get indexNames(): Names {
    return Names.containing([...this.store.indexes.keys()].sort());
  }

  put(value: unknown, key?: unknown): MemoryRequest {
    return this.#write('put', value, key);
  }

  add(value: unknown, key?: unknown): MemoryRequest {
    return this.#write('add', value, key);
  }

  #write(name: 'put' | 'add', given: unknown, outOfLine: unknown): MemoryRequest {
    if (this.tx.mode === 'readonly') throw failure('ReadOnlyError');
    const { store } = this;
    const value = copy(given);
    const inline = store.keyPath === null ? undefined : extract(value, store.keyPath);
    const known = outOfLine === undefined ? inline : keyFrom(outOfLine);
    if (known === undefined && !store.autoIncrement) throw failure('DataError', 'The value has no key.');
    return this.tx.ask(name, this, () => {
      const key = known ?? store.next;
      if (typeof key === 'number' && store.autoIncrement && key >= store.next) {
        const before = store.next;
        store.next = Math.floor(key) + 1;
        this.tx.undoing(() => {
          store.next = before;
        });
      }
      if (known === undefined && typeof store.keyPath === 'string')
        Object.assign(value as object, { [store.keyPath]: key });
      if (name === 'add' && store.find(key)) throw failure('ConstraintError', 'The key is taken.');
      store.checkUnique(key, value);
      this.tx.undoing(store.set(key, { key, value, bytes: this.tx.disk.bounded ? weigh(value) : 0 }));
      return key;
    });
  }

  delete(query: unknown): MemoryRequest {
    if (this.tx.mode === 'readonly') throw failure('ReadOnlyError');
    const range = rangeFrom(query);
    return this.tx.ask('delete', this, () => {
      for (const { row } of this.store.entries(undefined, range)) this.tx.undoing(this.store.set(row.key, undefined));
      return undefined;
    });
  }

  clear(): MemoryRequest {
    if (this.tx.mode === 'readonly') throw failure('ReadOnlyError');
    return this.tx.ask('clear', this, () => {
      const before = this.store.rows;
      this.store.rows = [];
      this.tx.undoing(() => {
        this.store.rows = before;
      });
      return undefined;
    });
  }

  createIndex(
    name: string,
    keyPath: string | string[],
    options: { unique?: boolean; multiEntry?: boolean } = {},
  ): MemoryIndex {
    if (this.tx.mode !== 'versionchange') throw failure('InvalidStateError');
    const shape = { name, keyPath, unique: options.unique ?? false, multiEntry: options.multiEntry ?? false };
    this.store.indexes.set(name, shape);
    this.tx.undoing(() => this.store.indexes.delete(name));
    return new MemoryIndex(this, shape);
  }

  deleteIndex(name: string): void {
    const shape = this.store.indexes.get(name);
    if (this.tx.mode !== 'versionchange' || !shape) throw failure('InvalidStateError');
    this.store.indexes.delete(name);
    this.tx.undoing(() => this.store.indexes.set(name, shape));
  }

  index(name: string): MemoryIndex {
    const shape = this.store.indexes.get(name);
    if (!shape) throw failure('NotFoundError', name);
    return new MemoryIndex(this, shape);
  }
}

/** `IDBIndex`. */
export class MemoryIndex extends Readable {
  readonly objectStore: MemoryStore;
  readonly shape: IndexShape;

  constructor(objectStore: MemoryStore, shape: IndexShape) {
    super();
    this.objectStore = objectStore;
    this.shape = shape;
  }

  get tx(): MemoryTransaction {
    return this.objectStore.tx;
  }

  get store(): Store {
    return this.objectStore.store;
  }

  get name(): string {
    return this.shape.name;
  }

  get keyPath(): string | string[] {
    return this.shape.keyPath;
  }
}

/** `IDBCursorWithValue`. */
export class MemoryCursor {
  readonly request: MemoryRequest;
  readonly source: object;
  readonly direction: IDBCursorDirection;
  key: Key | undefined;
  primaryKey: Key | undefined;
  value: unknown;
  readonly #store: MemoryStore;
  readonly #list: () => Entry[];

  constructor(
    request: MemoryRequest,
    source: object,
    store: MemoryStore,
    list: () => Entry[],
    direction: IDBCursorDirection,
  ) {
    this.request = request;
    this.source = source;
    this.#store = store;
    this.#list = list;
    this.direction = direction;
  }

  /** Goes to the first entry behind the present one, or to `wanted`, skipping `more`. */
  move(wanted: Key | undefined, more: number): MemoryCursor | null {
    const sign = this.direction.startsWith('prev') ? -1 : 1;
    const { key: at, primaryKey } = this;
    const behind = this.#list().filter(({ key, row }) => {
      if (wanted !== undefined && sign * compare(key, wanted) < 0) return false;
      if (at === undefined || primaryKey === undefined) return true;
      const order = compare(key, at) || (this.direction.endsWith('unique') ? 0 : compare(row.key, primaryKey));
      return sign * order > 0;
    });
    const entry = behind[more];
    this.key = entry?.key;
    this.primaryKey = entry?.row.key;
    this.value = entry && copy(entry.row.value);
    return entry ? this : null;
  }

  continue(key?: unknown): void {
    const wanted = key === undefined ? undefined : keyFrom(key);
    this.request.restart();
    this.#store.tx.ask('continue', this.source, () => this.move(wanted, 0), this.request);
  }

  advance(count: number): void {
    this.request.restart();
    this.#store.tx.ask('advance', this.source, () => this.move(undefined, count - 1), this.request);
  }

  continuePrimaryKey(): void {
    throw failure('NotSupportedError');
  }

  update(value: unknown): MemoryRequest {
    return this.#store.put(value, this.#store.keyPath === null ? this.primaryKey : undefined);
  }

  delete(): MemoryRequest {
    return this.#store.delete(this.primaryKey);
  }
}
