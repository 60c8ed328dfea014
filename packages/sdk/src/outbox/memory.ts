import { layout } from '../layout.ts';
import type { Shelf } from '../shelf.ts';
import type { StoreName, Stores, Transact } from '../storage.ts';

/** What a storage does, in memory: nothing of it outlives the page. */
export function openMemory(): Transact {
  const made = Object.entries(layout).map(([name, { path }]) => [name, memoryShelf(path)]);
  const shelves = Object.fromEntries(made) as { [N in StoreName]: Shelf<Stores[N]> };
  let last: Promise<unknown> = Promise.resolve();
  return (_names, _mode, work) => {
    const next = last.then(() => work((name) => shelves[name]));
    last = next.catch(() => undefined);
    return next;
  };
}

/** A shelf in memory, for a device without storage. `path` names the field that is the key; numbers are given out. */
function memoryShelf<T>(path: string | undefined): Shelf<T> {
  const kept = new Map<string, T>();
  let last = 0;
  const name = (key: unknown): string => JSON.stringify(key);
  const all = (): T[] => [...kept.values()];
  return {
    get: (key) => Promise.resolve(kept.get(name(key))),
    some: (keys) => Promise.resolve(keys.map((key) => kept.get(name(key)))),
    find: (key) => Promise.resolve(all().find((one) => (one as { key?: unknown }).key === key)),
    all: () => Promise.resolve(all()),
    put: (value, key) => {
      const fields = value as Record<string, unknown>;
      if (path === undefined) kept.set(name(key), value);
      else if (path === 'sequence' && fields['sequence'] === undefined)
        kept.set(name((last += 1)), { ...value, sequence: last });
      else kept.set(name(path.includes(',') ? path.split(',').map((one) => fields[one]) : fields[path]), value);
    },
    delete: (key) => void kept.delete(name(key)),
    clear: () => kept.clear(),
    count: () => Promise.resolve(kept.size),
    sweep: (drop) => {
      for (const [key, value] of kept) {
        if (!drop(value)) break;
        kept.delete(key);
      }
      return Promise.resolve();
    },
  };
}
