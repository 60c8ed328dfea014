import type { Store } from '../store/store.ts';

/**
 * How long a picture is kept, in milliseconds, where nothing is told to have changed, since periods go on. With the time that a reader
 * may keep it, it is never older than a minute.
 */
const kept = 50_000;
const most = 2000;

interface Picture {
  tenantId: string;
  body: string;
  /** Milliseconds since the epoch. */
  drawnAt: number;
}

/**
 * Pictures of figures as they were drawn a moment ago, for pages that many read at once. A change in a tenant drops those of the
 * tenant. Whether somebody may see a picture is asked before, each time.
 */
export class Pictures {
  readonly #store: Store;
  readonly #pictures = new Map<string, Picture>();
  readonly #changes = new Map<string, number>();
  #rest: (() => void) | null = null;
  #sweep: NodeJS.Timeout | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A picture that may still be shown, with its age in milliseconds; null where it must be drawn. */
  find(key: string, now: number): { body: string; age: number } | null {
    const picture = this.#pictures.get(key);
    const age = now - (picture?.drawnAt ?? 0);
    return picture && age >= 0 && age < kept ? { body: picture.body, age } : null;
  }

  /** Says that a picture of a tenant is about to be drawn. The answer keeps it, unless something has changed meanwhile. */
  drawing(tenantId: string): (key: string, body: string, drawnAt: number) => void {
    this.#rest ??= this.#store.onChange((tenant) => this.#forget(tenant));
    if (this.#sweep === null) this.#sweep = setTimeout(() => this.#tidy(), kept).unref();
    const before = this.#changes.get(tenantId) ?? 0;
    return (key, body, drawnAt) => {
      if ((this.#changes.get(tenantId) ?? 0) !== before) return;
      this.#pictures.delete(key);
      const [oldest] = this.#pictures.keys();
      if (this.#pictures.size >= most && oldest !== undefined) this.#pictures.delete(oldest);
      this.#pictures.set(key, { tenantId, body, drawnAt });
    };
  }

  #forget(tenantId: string): void {
    this.#changes.set(tenantId, (this.#changes.get(tenantId) ?? 0) + 1);
    for (const [key, picture] of this.#pictures) if (picture.tenantId === tenantId) this.#pictures.delete(key);
  }

  /** Drops all now and then; with nothing left to keep, changes need not be told. */
  #tidy(): void {
    this.#sweep = null;
    if (this.#pictures.size === 0) {
      this.#rest?.();
      this.#rest = null;
      this.#changes.clear();
      return;
    }
    this.#pictures.clear();
    this.#sweep = setTimeout(() => this.#tidy(), kept).unref();
  }
}

const all = new WeakMap<Store, Pictures>();

/** The pictures of a gateway's store. */
export function picturesOf(store: Store): Pictures {
  let pictures = all.get(store);
  if (!pictures) all.set(store, (pictures = new Pictures(store)));
  return pictures;
}
