import type { Random } from '@liaise/core/samples';

/** What can be killed or frozen as one: a page, with all that it waits for. */
export interface Life {
  readonly name: string;
  state: 'running' | 'frozen' | 'dead';
  /** Tasks that came due while it was frozen, in their order. */
  readonly held: (() => void)[];
}

interface Task {
  at: number;
  order: number;
  run: () => void;
  life: Life | undefined;
}

/**
 * A world with a time of its own. All that happens is a task of its queue, run one after the other in the order of their
 * times; between two tasks every promise that can go on does so. Nothing waits for the machine: hours pass at once, and
 * the same seed makes the same history on any machine.
 */
export class World {
  /** Milliseconds since the world began; never goes back. */
  now = 0;
  /** What the clock on the wall shows beyond `now`; it may jump. */
  wallAhead = Date.parse('2026-11-21T08:00:00Z');
  /** Counts tasks: what a transaction's being active is tied to. */
  turn = 0;
  readonly random: Random;
  readonly #heap: Task[] = [];
  #order = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** A page that can be killed and frozen. */
  begin(name: string): Life {
    return { name, state: 'running', held: [] };
  }

  /** Ends a page between two tasks: nothing of it runs any more. */
  kill(life: Life): void {
    life.state = 'dead';
    life.held.length = 0;
  }

  freeze(life: Life): void {
    if (life.state === 'running') life.state = 'frozen';
  }

  thaw(life: Life): void {
    if (life.state !== 'frozen') return;
    life.state = 'running';
    for (const run of life.held.splice(0)) this.after(0, run, life);
  }

  /** Runs something after so many milliseconds, unless its page is dead by then; a frozen page's waits until it thaws. */
  after(milliseconds: number, run: () => void, life?: Life): void {
    this.#order += 1;
    push(this.#heap, { at: this.now + Math.max(0, milliseconds), order: this.#order, run, life });
  }

  /** A delay between 0 and `most` milliseconds, drawn from the seed: what makes orders of events differ. */
  jitter(most: number): number {
    return this.random.next() * most;
  }

  /** Whether anything is still to come. */
  get idle(): boolean {
    return this.#heap.length === 0;
  }

  /** Runs the next task and lets every promise that can go on do so. False where there is none. */
  async step(): Promise<boolean> {
    const task = pop(this.#heap);
    if (!task) return false;
    this.now = Math.max(this.now, task.at);
    const { life } = task;
    if (life?.state === 'dead') return true;
    if (life?.state === 'frozen') {
      life.held.push(task.run);
      return true;
    }
    this.turn += 1;
    task.run();
    await settled();
    return true;
  }

  /**
   * Runs until the condition holds.
   * @throws Error where so much time of the world, or so many tasks, pass without
   */
  async until(condition: () => boolean, what: string, limits: { ms?: number; tasks?: number } = {}): Promise<void> {
    const { ms = 24 * 3_600_000, tasks = 400_000 } = limits;
    const end = this.now + ms;
    await settled();
    for (let count = 0; !condition(); count += 1) {
      if (count >= tasks || this.now > end || !(await this.step())) {
        throw new Error(`It never came to this: ${what} (after ${String(count)} tasks, at ${this.now.toFixed(0)} ms)`);
      }
    }
  }

  /** Lets so many milliseconds of the world pass. */
  async pass(milliseconds: number): Promise<void> {
    let over = false;
    this.after(milliseconds, () => {
      over = true;
    });
    await this.until(() => over, 'time passes', { ms: milliseconds + 1, tasks: 2_000_000 });
  }

  /** Runs until a promise has settled, and gives what it came to. */
  async result<T>(promise: Promise<T>, what: string, limits: { ms?: number; tasks?: number } = {}): Promise<T> {
    let over = false;
    const watched = promise.finally(() => {
      over = true;
    });
    watched.catch(() => undefined);
    await this.until(() => over, what, limits);
    return watched;
  }
}

/**
 * Resolves when every promise that can go on without a task has done so: Node empties its queue of promises before the next
 * tick. What waits for the machine (code not yet fetched, the bytes of a real blob) has no place in a world.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}

const before = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Task[], task: Task): void {
  let index = heap.push(task) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || before(above, task)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = task;
}

function pop(heap: Task[]): Task | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    const left = heap[child];
    if (!left) break;
    const right = heap[child + 1];
    let smaller = left;
    if (right && before(right, left)) {
      child += 1;
      smaller = right;
    }
    if (before(last, smaller)) break;
    heap[index] = smaller;
    index = child;
  }
  heap[index] = last;
  return first;
}
