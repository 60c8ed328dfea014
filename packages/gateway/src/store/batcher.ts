import { Unavailable } from './errors.ts';

/** What came of one item of a batch. */
export type Settled<T> = { value: T } | { error: unknown };

export interface BatcherOptions<Item, Result> {
  /** Does a batch of one tenant, in one transaction; it resolves once that is committed. */
  run: (tenantId: string, items: readonly Item[]) => Promise<readonly Settled<Result>[]>;
  /** Items of the same key are never at work at the same time; they go in the order in which they came. */
  keyOf: (item: Item) => string;
  /** Items in one batch at most; 64 unless said. 1 turns batching off. */
  most?: number;
  /** Batches of one tenant at work at the same time; 2 unless said. */
  atWork?: number;
  /** Items that wait, of all tenants, before the next is turned away; 4,000 unless said. */
  waiting?: number;
}

interface Waiting<Item, Result> {
  item: Item;
  key: string;
  settle: (settled: Settled<Result>) => void;
}

interface Line<Item, Result> {
  waiting: Waiting<Item, Result>[];
  keys: Set<string>;
  atWork: number;
  planned: boolean;
}

/**
 * Gathers items of many requests into small batches, tenant by tenant: while batches are at work the next one fills, so that
 * nobody waits for a clock. What came of an item is told only after its batch was committed. A batch that fails is done again item by
 * item, so that a bad one fails alone.
 */
export class Batcher<Item, Result> {
  readonly #options: Required<BatcherOptions<Item, Result>>;
  readonly #lines = new Map<string, Line<Item, Result>>();
  #waiting = 0;

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = { most: 64, atWork: 2, waiting: 4000, ...options };
  }

  /**
   * Resolves with what came of the item.
   *
   * @throws {Unavailable} when too many wait already; nothing was done then
   */
  async add(tenantId: string, item: Item): Promise<Result> {
    if (this.#waiting >= this.#options.waiting) throw new Unavailable('Too much waits to be written.');
    const line = this.#lines.get(tenantId) ?? { waiting: [], keys: new Set(), atWork: 0, planned: false };
    this.#lines.set(tenantId, line);
    this.#waiting += 1;
    const settled = await new Promise<Settled<Result>>((settle) => {
      line.waiting.push({ item, key: this.#options.keyOf(item), settle });
      this.#plan(tenantId, line);
    });
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** Starts a batch once all that arrives in this turn of the loop is here. */
  #plan(tenantId: string, line: Line<Item, Result>): void {
    if (line.planned || line.atWork >= this.#options.atWork) return;
    line.planned = true;
    setImmediate(() => {
      line.planned = false;
      while (line.atWork < this.#options.atWork) {
        const batch = this.#take(line);
        if (batch.length === 0) break;
        void this.#work(tenantId, line, batch);
      }
      if (line.atWork === 0 && line.waiting.length === 0) this.#lines.delete(tenantId);
    });
  }

  #take(line: Line<Item, Result>): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    for (const one of line.waiting) {
      if (batch.length === this.#options.most || line.keys.has(one.key)) rest.push(one);
      else {
        line.keys.add(one.key);
        batch.push(one);
      }
    }
    line.waiting = rest;
    return batch;
  }

  async #work(tenantId: string, line: Line<Item, Result>, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    line.atWork += 1;
    const settled = await this.#run(tenantId, batch);
    line.atWork -= 1;
    this.#waiting -= batch.length;
    batch.forEach(({ key, settle }, index) => {
      line.keys.delete(key);
      settle(settled[index] ?? { error: new Unavailable('A batch lost an item.') });
    });
    this.#plan(tenantId, line);
  }

  async #run(tenantId: string, batch: readonly Waiting<Item, Result>[]): Promise<readonly Settled<Result>[]> {
    const items = batch.map(({ item }) => item);
    try {
      return await this.#options.run(tenantId, items);
    } catch (error) {
      // Without a database one item gets no further than many.
      if (items.length === 1 || error instanceof Unavailable) return items.map(() => ({ error }));
    }
    const alone: Settled<Result>[] = [];
    for (const item of items) {
      const [settled] = await this.#options
        .run(tenantId, [item])
        .catch((error: unknown): readonly Settled<Result>[] => [{ error }]);
      alone.push(settled ?? { error: new Unavailable('A batch lost an item.') });
    }
    return alone;
  }
}
