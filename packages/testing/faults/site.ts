import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Ports } from '@liaise/sdk/ports';
import { Disk } from './disk.ts';
import { Line } from './line.ts';
import { Locks } from './locks.ts';
import { ModelGateway } from './model-gateway.ts';
import { copy, failure, sharesClones } from './records.ts';
import type { Life, World } from './world.ts';

/** What a page of a site lacks. */
export interface Lacks {
  indexedDB?: boolean;
  locks?: boolean;
  channel?: boolean;
  secureContext?: boolean;
  marks?: boolean;
}

/** One browser's profile on one device, as pages of one site share it: disk, locks, channels, marks, the line. */
export class Site {
  readonly world: World;
  readonly disk: Disk;
  readonly locks: Locks;
  readonly marks = new Map<string, string>();
  readonly gateway: ModelGateway;
  readonly line: Line;
  readonly #ears = new Map<string, Set<{ life: Life; heard: (message: unknown) => void }>>();
  readonly #pages: Page[] = [];

  constructor(world: World, gateway = new ModelGateway(world)) {
    this.world = world;
    this.disk = new Disk(world);
    this.locks = new Locks(world);
    this.gateway = gateway;
    this.line = new Line(world, gateway);
  }

  /** Opens a page of the site. */
  open(name: string, lacks: Lacks = {}): Page {
    const page = new Page(this, this.world.begin(name), lacks);
    this.#pages.push(page);
    return page;
  }

  get pages(): readonly Page[] {
    return this.#pages;
  }

  /** Ends a page between two tasks: the browser frees what it held. */
  kill(page: Page): void {
    this.world.kill(page.life);
    this.disk.killed(page.life);
    this.locks.killed(page.life);
    for (const ears of this.#ears.values()) for (const ear of ears) if (ear.life === page.life) ears.delete(ear);
  }

  /** The browser forgets the site: everything, or all but the marks. */
  evict(withMarks: boolean): void {
    this.disk.evict();
    if (withMarks) this.marks.clear();
  }

  channelFor(life: Life): NonNullable<Ports['channel']> {
    return (name, heard) => {
      const ears = this.#ears.get(name) ?? new Set();
      this.#ears.set(name, ears);
      const mine = { life, heard };
      ears.add(mine);
      return {
        post: (message) => {
          const data = copy(message);
          for (const ear of ears) {
            const tell = (): void => {
              if (ears.has(ear)) ear.heard(data);
            };
            if (ear !== mine) this.world.after(this.world.jitter(3), tell, ear.life);
          }
        },
        close: () => void ears.delete(mine),
      };
    };
  }
}

/** One page: what it has of the outside world, and the hands that make things happen to it. */
export class Page {
  readonly site: Site;
  readonly life: Life;
  readonly ports: Ports;
  readonly #listeners = {
    line: new Set<() => void>(),
    visible: new Set<() => void>(),
    hide: new Set<() => void>(),
  };
  readonly #asks = new Set<() => boolean>();

  constructor(site: Site, life: Life, lacks: Lacks) {
    this.site = site;
    this.life = life;
    const { world, marks } = site;
    const on = (set: Set<() => void>, listener: () => void): (() => void) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
    const made: object = {
      indexedDB: lacks.indexedDB ? undefined : site.disk.factoryFor(life),
      locks: lacks.locks ? undefined : site.locks.managerFor(life),
      channel: lacks.channel ? undefined : site.channelFor(life),
      clock: {
        now: () => world.wallAhead + world.now,
        monotonic: () => world.now,
        random: () => world.random.next(),
        wait: (milliseconds: number, signal?: AbortSignal) => waitIn(world, life, milliseconds, signal),
      },
      fetch: site.line.fetchFor(life),
      crypto: cryptoFor(world, lacks.secureContext !== true),
      marks: lacks.marks
        ? undefined
        : {
            getItem: (name: string) => marks.get(name) ?? null,
            setItem: (name: string, value: string) => void (life.state === 'dead' || marks.set(name, value)),
            removeItem: (name: string) => void (life.state === 'dead' || marks.delete(name)),
          },
      onLine: (listener: () => void) => on(this.#listeners.line, listener),
      onVisible: (listener: () => void) => on(this.#listeners.visible, listener),
      onPageHide: (listener: () => void) => on(this.#listeners.hide, listener),
      onLeave: (asks: () => boolean) => {
        this.#asks.add(asks);
        return () => void this.#asks.delete(asks);
      },
    };
    this.ports = made as Ports;
  }

  /** Something happens to the page, as a task of the world. */
  happens(what: 'line' | 'visible' | 'hide'): void {
    this.site.world.after(0, () => [...this.#listeners[what]].forEach((listener) => listener()), this.life);
  }

  /** Whether the browser would ask before this page is left. */
  get asksBeforeLeaving(): boolean {
    return [...this.#asks].some((asks) => asks());
  }

  get alive(): boolean {
    return this.life.state !== 'dead';
  }

  kill(): void {
    this.site.kill(this);
  }

  freeze(): void {
    this.happens('hide');
    const { world, disk } = this.site;
    // As browsers do: a page is not frozen while others would wait for its storage.
    const attempt = (): void => {
      if (disk.busy(this.life)) world.after(1, attempt, this.life);
      else world.freeze(this.life);
    };
    world.after(1, attempt, this.life);
  }

  thaw(): void {
    this.site.world.thaw(this.life);
    this.happens('visible');
  }
}

function waitIn(world: World, life: Life, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    world.after(milliseconds, resolve, life);
  });
}

/** A key that its owner cannot read. */
class ModelKey {
  readonly type = 'secret';
  readonly extractable = false;
  readonly algorithm = { name: 'AES-GCM', length: 256 };
  readonly usages = ['encrypt', 'decrypt'];
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  seal(iv: Uint8Array, name: Uint8Array, plain: Uint8Array): ArrayBuffer {
    const cipher = createCipheriv('aes-256-gcm', this.#bytes, iv);
    cipher.setAAD(name);
    return joined(cipher.update(plain), cipher.final(), cipher.getAuthTag());
  }

  open(iv: Uint8Array, name: Uint8Array, sealed: Uint8Array): ArrayBuffer {
    const cipher = createDecipheriv('aes-256-gcm', this.#bytes, iv);
    cipher.setAAD(name);
    cipher.setAuthTag(sealed.subarray(sealed.length - 16));
    try {
      return joined(cipher.update(sealed.subarray(0, -16)), cipher.final());
    } catch {
      throw failure('OperationError', 'The text cannot be opened with this key.');
    }
  }
}
sharesClones(ModelKey);

function joined(...parts: Uint8Array[]): ArrayBuffer {
  const all = Buffer.concat(parts);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.length);
}

const bytesOf = (given: BufferSource): Uint8Array =>
  ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength) : new Uint8Array(given);

/** Web Crypto that is done at once, with real AES-GCM, and draws from the world's seed. */
function cryptoFor(world: World, secure: boolean): object {
  const fill = <T extends ArrayBufferView>(view: T): T => {
    world.random.fill(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return view;
  };
  interface Way {
    iv: BufferSource;
    additionalData?: BufferSource;
  }
  const nothing = new Uint8Array(0);
  const subtle = {
    generateKey: () => Promise.resolve(new ModelKey(fill(new Uint8Array(32)))),
    digest: (_name: unknown, data: BufferSource) =>
      Promise.resolve(joined(createHash('sha256').update(bytesOf(data)).digest())),
    encrypt: async ({ iv, additionalData = nothing }: Way, key: ModelKey, data: BufferSource) => {
      await Promise.resolve();
      return key.seal(bytesOf(iv), bytesOf(additionalData), bytesOf(data));
    },
    decrypt: async ({ iv, additionalData = nothing }: Way, key: ModelKey, data: BufferSource) => {
      await Promise.resolve();
      return key.open(bytesOf(iv), bytesOf(additionalData), bytesOf(data));
    },
  };
  return { getRandomValues: fill, ...(secure ? { subtle } : {}) };
}
