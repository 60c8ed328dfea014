import { Emitter, Names, Told } from './events.ts';
import { KeyRange, Store, compare, copyStored, failure, keyFrom, type KeyPath, type Stored } from './records.ts';
import { MemoryCursor, MemoryIndex, MemoryRequest, MemoryStore, MemoryTransaction } from './transactions.ts';
import type { Life, World } from './world.ts';

/** One step of the storage, before it is done. */
export interface DiskStep {
  kind: 'open' | 'request' | 'commit';
  /** `put`, `getAll`, … */
  name: string;
  stores: readonly string[];
  mode: IDBTransactionMode | 'open';
}

/**
 * What goes wrong instead: an error of this name, the transaction aborts, the connection is lost (as WebKit loses it), or
 * nothing ever comes back.
 */
export type Disturbance = { fails: string } | 'aborts' | 'closes' | 'hangs';

/** What one origin keeps in IndexedDB, made of memory. A page reaches it by `factoryFor`; every step may be disturbed. */
export class Disk {
  readonly world: World;
  /** Bytes that all stores may hold together. */
  quota = Infinity;
  /** Asked before each step of a page. */
  disturb: ((step: DiskStep, life: Life) => Disturbance | undefined) | undefined;
  #stored = new Map<string, Stored>();
  readonly #connections = new Set<Connection>();
  readonly #opening = new Map<string, Opening[]>();

  constructor(world: World) {
    this.world = world;
    install();
  }

  get bounded(): boolean {
    return this.quota !== Infinity;
  }

  disturbed(life: Life, step: DiskStep): Disturbance | undefined {
    return this.disturb?.(step, life);
  }

  /** Whether more is stored than may be. */
  overfull(): boolean {
    return this.bounded && this.used() > this.quota;
  }

  /** Bytes in all stores. */
  used(): number {
    let sum = 0;
    for (const { stores } of this.#stored.values()) {
      for (const { rows } of stores.values()) for (const { bytes } of rows) sum += bytes;
    }
    return sum;
  }

  /** `indexedDB` as one page sees it. */
  factoryFor(life: Life): object {
    return {
      open: (name: string, version?: number) => this.#open(life, name, version),
      deleteDatabase: (name: string) => this.#open(life, name, undefined, true),
      databases: () => Promise.resolve([...this.#stored.values()].map(({ name, version }) => ({ name, version }))),
      cmp: (a: unknown, b: unknown) => compare(keyFrom(a), keyFrom(b)),
    };
  }

  /** A database as it lies there; for tests that look or write junk without a page. */
  database(name: string): Stored | undefined {
    return this.#stored.get(name);
  }

  get names(): string[] {
    return [...this.#stored.keys()];
  }

  /** Ends the connections of a killed page: what was not committed is taken back. */
  killed(life: Life): void {
    for (const connection of this.#connections) if (connection.life === life) connection.die();
    for (const [name, queue] of this.#opening) {
      for (const one of queue.filter((waits) => waits.life === life && !waits.running)) {
        queue.splice(queue.indexOf(one), 1);
      }
      this.#proceed(name);
    }
  }

  /** Whether a page has a transaction or an open under way. */
  busy(life: Life): boolean {
    const opens = [...this.#opening.values()].some((queue) => queue.some((one) => one.life === life));
    return opens || [...this.#connections].some((one) => one.life === life && one.transactions.length > 0);
  }

  /** Loses every connection, of one page or of all, as WebKit does. */
  loseConnections(life?: Life): void {
    for (const connection of this.#connections) if (!life || connection.life === life) connection.lose();
  }

  /** What the browser does when it evicts a site: connections are closed and all is gone. */
  evict(): void {
    this.loseConnections();
    this.#stored = new Map();
  }

  /** A copy of all that is stored, for a backup. A database whose first upgrade is not over is not there yet. */
  backup(): Stored[] {
    return [...this.#stored.values()].filter(({ stores }) => stores.size > 0).map(copyStored);
  }

  restore(backup: readonly Stored[]): void {
    this.loseConnections();
    this.#stored = new Map(backup.map((one) => [one.name, copyStored(one)]));
  }

  /** A transaction ended: others may begin. */
  released(stored: Stored): void {
    this.world.after(0, () => this.#schedule(stored));
  }

  #schedule(stored: Stored): void {
    const busy: MemoryTransaction[] = [];
    const all = [...this.#connections].filter((one) => one.stored === stored).flatMap((one) => one.transactions);
    all.sort((a, b) => numbers(a) - numbers(b));
    for (const transaction of all) {
      if (transaction.state === 'done' || transaction.state === 'committed') continue;
      const blocked = busy.some(
        (other) =>
          (other.mode !== 'readonly' || transaction.mode !== 'readonly') &&
          (other.mode === 'versionchange' || other.scope.some((name) => transaction.scope.includes(name))),
      );
      if (!blocked && transaction.state === 'waiting') transaction.start();
      busy.push(transaction);
    }
  }

  #open(life: Life, name: string, version: number | undefined, deletes = false): MemoryRequest {
    const request = new MemoryRequest(null, null);
    const opening: Opening = { life, name, version, deletes, request, running: false, told: false };
    const step: DiskStep = { kind: 'open', name: 'open', stores: [], mode: 'open' };
    const begin = (): void => {
      const disturbed = this.disturbed(life, step);
      if (disturbed === 'hangs') return;
      if (disturbed) {
        this.#fail(opening, typeof disturbed === 'object' ? disturbed.fails : 'UnknownError');
        return;
      }
      const queue = this.#opening.get(name) ?? [];
      this.#opening.set(name, queue);
      queue.push(opening);
      this.#proceed(name);
    };
    this.world.after(this.world.jitter(2), begin, life);
    return request;
  }

  #fail({ request, life }: Opening, name: string): void {
    const tell = (): void => {
      request.settle(undefined, failure(name, 'The database cannot be opened.'));
      request.dispatchEvent(new Told('error', { bubbles: true }));
    };
    this.world.after(0, tell, life);
  }

  /** Goes on with the first who waits for a database of this name. */
  #proceed(name: string): void {
    const queue = this.#opening.get(name);
    const first = queue?.[0];
    if (!queue || !first || first.running) return;
    const next = (): void => {
      queue.splice(queue.indexOf(first), 1);
      this.#proceed(name);
    };
    const present = this.#stored.get(name);
    const version = first.version ?? (present && present.version > 0 ? present.version : 1);
    if (!first.deletes && present && present.version > version) {
      this.#fail(first, 'VersionError');
      next();
      return;
    }
    const others = [...this.#connections].filter((one) => one.stored === present);
    if (present && (first.deletes || present.version < version) && others.length > 0) {
      this.#ask(first, others, present.version, first.deletes ? null : version);
      return;
    }
    if (first.deletes) {
      this.#stored.delete(name);
      this.#succeed(first, undefined);
      next();
      return;
    }
    const stored = present ?? { name, version: 0, stores: new Map<string, Store>() };
    this.#stored.set(name, stored);
    const connection = new Connection(this, first.life, stored);
    this.#connections.add(connection);
    if (stored.version === version) {
      this.#succeed(first, connection);
      next();
      return;
    }
    first.running = true;
    this.#upgrade(first, connection, version, next);
  }

  /** Asks the other pages to close, and tells who waits that they have not. */
  #ask(opening: Opening, others: Connection[], from: number, to: number | null): void {
    if (opening.told) return;
    opening.told = true;
    const event = (type: string): Told => new Told(type, { oldVersion: from, newVersion: to });
    for (const one of others) {
      this.world.after(0, () => one.open && one.dispatchEvent(event('versionchange')), one.life);
    }
    const blocked = (): void => {
      const still = others.some((one) => this.#connections.has(one));
      if (still) opening.request.dispatchEvent(event('blocked'));
    };
    this.world.after(5, blocked, opening.life);
  }

  #upgrade(opening: Opening, connection: Connection, version: number, next: () => void): void {
    const { stored } = connection;
    const before = stored.version;
    const fresh = before === 0;
    const transaction = new MemoryTransaction(connection, [], 'versionchange', 'strict');
    connection.begin(transaction);
    stored.version = version;
    transaction.undoing(() => {
      stored.version = before;
      if (fresh && this.#stored.get(stored.name) === stored) this.#stored.delete(stored.name);
    });
    connection.whenOver = () => {
      const committed = stored.version === version && !connection.aborted;
      opening.running = false;
      opening.request.transaction = null;
      if (opening.life.state !== 'dead') {
        if (committed && connection.open) this.#succeed(opening, connection);
        else this.#fail(opening, 'AbortError');
      }
      if (!committed) connection.close();
      next();
    };
    transaction.addEventListener('abort', () => {
      connection.aborted = true;
    });
    const begin = (): void => {
      if (opening.life.state === 'dead' || transaction.state === 'done') return;
      opening.request.settle(connection, null);
      opening.request.transaction = transaction;
      transaction.wake();
      opening.request.dispatchEvent(new Told('upgradeneeded', { oldVersion: before, newVersion: version }));
      this.#schedule(stored);
    };
    this.world.after(this.world.jitter(1), begin, opening.life);
  }

  #succeed({ request, life }: Opening, result: Connection | undefined): void {
    const tell = (): void => {
      request.settle(result, null);
      request.dispatchEvent(new Told('success'));
    };
    this.world.after(this.world.jitter(1), tell, life);
  }

  /** A connection is closed and has nothing under way: who waits for that goes on. */
  gone(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.world.after(0, () => this.#proceed(connection.name));
  }
}

interface Opening {
  life: Life;
  name: string;
  version: number | undefined;
  deletes: boolean;
  request: MemoryRequest;
  running: boolean;
  /** Whether the others were asked to close. */
  told: boolean;
}

const order = new WeakMap<MemoryTransaction, number>();
let count = 0;
const numbers = (transaction: MemoryTransaction): number => order.get(transaction) ?? 0;

/** `IDBDatabase`. */
export class Connection extends Emitter {
  readonly disk: Disk;
  readonly life: Life;
  readonly stored: Stored;
  transactions: MemoryTransaction[] = [];
  open = true;
  aborted = false;
  whenOver: (() => void) | undefined;

  constructor(disk: Disk, life: Life, stored: Stored) {
    super();
    this.disk = disk;
    this.life = life;
    this.stored = stored;
  }

  get name(): string {
    return this.stored.name;
  }

  get version(): number {
    return this.stored.version;
  }

  get objectStoreNames(): Names {
    return Names.containing([...this.stored.stores.keys()].sort());
  }

  createObjectStore(name: string, options: { keyPath?: KeyPath; autoIncrement?: boolean } = {}): MemoryStore {
    const transaction = this.#upgrading();
    if (this.stored.stores.has(name)) throw failure('ConstraintError');
    this.stored.stores.set(name, new Store(name, options.keyPath ?? null, options.autoIncrement ?? false));
    transaction.undoing(() => this.stored.stores.delete(name));
    return transaction.objectStore(name);
  }

  deleteObjectStore(name: string): void {
    const transaction = this.#upgrading();
    const store = this.stored.stores.get(name);
    if (!store) throw failure('NotFoundError', name);
    this.stored.stores.delete(name);
    transaction.undoing(() => this.stored.stores.set(name, store));
  }

  #upgrading(): MemoryTransaction {
    const transaction = this.transactions.find(({ mode }) => mode === 'versionchange');
    if (!transaction?.active) throw failure('InvalidStateError', 'There is no upgrade.');
    return transaction;
  }

  transaction(
    names: string | Iterable<string>,
    mode: IDBTransactionMode = 'readonly',
    options: { durability?: string } = {},
  ): MemoryTransaction {
    if (!this.open) throw failure('InvalidStateError', 'The database connection is closing.');
    const scope = typeof names === 'string' ? [names] : [...names];
    for (const name of scope) if (!this.stored.stores.has(name)) throw failure('NotFoundError', name);
    if (scope.length === 0) throw failure('InvalidAccessError');
    const transaction = new MemoryTransaction(this, scope, mode, options.durability ?? 'default');
    this.begin(transaction);
    this.disk.released(this.stored);
    return transaction;
  }

  begin(transaction: MemoryTransaction): void {
    count += 1;
    order.set(transaction, count);
    this.transactions.push(transaction);
  }

  transactionOver(transaction: MemoryTransaction): void {
    this.transactions = this.transactions.filter((one) => one !== transaction);
    if (transaction.mode === 'versionchange') this.whenOver?.();
    if (!this.open && this.transactions.length === 0) this.disk.gone(this);
  }

  close(): void {
    this.open = false;
    if (this.transactions.length === 0) this.disk.gone(this);
  }

  /** The browser loses the connection: what is under way aborts, `close` is fired, nothing works on it any more. */
  lose(): void {
    if (!this.open) return;
    this.open = false;
    this.aborted = true;
    for (const transaction of [...this.transactions]) transaction.end(failure('UnknownError', 'Connection lost.'));
    if (this.transactions.length === 0) this.disk.gone(this);
    this.disk.world.after(0, () => this.dispatchEvent(new Told('close')), this.life);
  }

  /** The page is dead: what is not committed is taken back and nobody is told. */
  die(): void {
    this.open = false;
    this.aborted = true;
    for (const transaction of [...this.transactions]) {
      if (transaction.state === 'committed') this.transactionOver(transaction);
      else transaction.end(failure('AbortError'), true);
    }
    this.disk.gone(this);
  }
}

/** The names by which code asks whether something is a request or a database. */
function install(): void {
  Object.assign(globalThis, {
    IDBKeyRange: KeyRange,
    IDBRequest: MemoryRequest,
    IDBOpenDBRequest: MemoryRequest,
    IDBDatabase: Connection,
    IDBTransaction: MemoryTransaction,
    IDBObjectStore: MemoryStore,
    IDBIndex: MemoryIndex,
    IDBCursor: MemoryCursor,
    IDBCursorWithValue: MemoryCursor,
  });
}
