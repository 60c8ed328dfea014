import { systemClock, type Clock } from './retry.ts';

/** A clock of the outside world whose intervals do not jump. */
export interface PortClock extends Clock {
  /** Milliseconds since some moment of this page; never steps back, whatever happens to the time of day. */
  monotonic: () => number;
}

/** A line between the pages of one site. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** Small texts that outlive the page and lie apart from the database. */
export interface Marks {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/**
 * Everything that the kept answers and the outbox touch outside themselves. What a device does not have is left out, and a test
 * puts in what fails. Each `on…` returns how to stop.
 */
export interface Ports {
  readonly indexedDB?: IDBFactory | undefined;
  /** Web Locks; without them the lease in the database decides alone. */
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  /** Opens a line to the other pages of the site; what they post is heard, what this page posts is not. */
  readonly channel?: ((name: string, heard: (message: unknown) => void) => Channel) | undefined;
  readonly clock: PortClock;
  readonly fetch: typeof globalThis.fetch;
  /** Present with `subtle` on pages with a secure context only. */
  readonly crypto?: Pick<Crypto, 'getRandomValues'> & { readonly subtle?: SubtleCrypto | undefined };
  readonly marks?: Marks | undefined;
  /** The device says that there is a line. It may be wrong. */
  onLine(listener: () => void): () => void;
  /** The page is seen again: its tab is in front, has the focus, thawed, or came back from the cache of pages. */
  onVisible(listener: () => void): () => void;
  /** The page is left, frozen or put into the cache of pages; it may never run again. */
  onPageHide(listener: () => void): () => void;
  /** Asks the person before the page is left, as long as `asks` says so. */
  onLeave(asks: () => boolean): () => void;
}

type Listening = readonly (readonly [EventTarget | undefined, ...string[]])[];

function listen(targets: Listening, listener: (event: Event) => void): () => void {
  const each = (what: 'addEventListener' | 'removeEventListener'): void => {
    for (const [target, ...names] of targets) names.forEach((name) => target?.[what](name, listener));
  };
  each('addEventListener');
  return () => each('removeEventListener');
}

/** `localStorage`, whose mere mention throws where the person blocked the site's data. */
function localMarks(): Marks | undefined {
  try {
    return (globalThis as { localStorage?: Marks }).localStorage;
  } catch {
    return undefined;
  }
}

function localDatabases(): IDBFactory | undefined {
  try {
    return (globalThis as { indexedDB?: IDBFactory }).indexedDB;
  } catch {
    return undefined;
  }
}

/** What this page, worker or process really has. Looked up each time it is used, so that it may come and go. */
export function browserPorts(clock: Clock = systemClock): Ports {
  const page = typeof window === 'undefined' ? undefined : window;
  const paper = typeof document === 'undefined' ? undefined : document;
  const navigator = globalThis.navigator as Partial<Navigator> | undefined;
  const seen = (): boolean => paper?.visibilityState !== 'hidden';
  return {
    get indexedDB() {
      return localDatabases();
    },
    get locks() {
      return navigator?.locks;
    },
    get channel() {
      if (!('BroadcastChannel' in globalThis)) return undefined;
      return (name: string, heard: (message: unknown) => void): Channel => {
        const channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }: MessageEvent<unknown>) => heard(data);
        return { post: (message) => channel.postMessage(message), close: () => channel.close() };
      };
    },
    clock: { ...clock, monotonic: () => performance.now() },
    fetch: (...request) => globalThis.fetch(...request),
    crypto: globalThis.crypto,
    get marks() {
      return localMarks();
    },
    onLine: (listener) => listen([[page, 'online']], listener),
    onVisible: (listener) =>
      listen(
        [
          [paper, 'visibilitychange', 'resume'],
          [page, 'focus', 'pageshow'],
        ],
        () => {
          if (seen()) listener();
        },
      ),
    onPageHide: (listener) =>
      listen(
        [
          [page, 'pagehide'],
          [paper, 'freeze'],
        ],
        listener,
      ),
    onLeave: (asks) =>
      listen([[page, 'beforeunload']], (event) => {
        if (asks()) event.preventDefault();
      }),
  };
}
