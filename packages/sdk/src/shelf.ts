/** One store of records within a transaction. What is asked of it after the transaction has ended is refused. */
export interface Shelf<T> {
  get(key: IDBValidKey): Promise<T | undefined>;
  /** Several at once, for the price of one promise. */
  some(keys: readonly string[]): Promise<(T | undefined)[]>;
  /** The record with this `key` field, where the store is ordered otherwise. */
  find(key: string): Promise<T | undefined>;
  /** All, in the order of the store's keys. */
  all(): Promise<T[]>;
  /** Puts a record; `key` where the record does not carry its own. What fails, fails the transaction. */
  put(value: T, key?: string): void;
  delete(key: IDBValidKey): void;
  clear(): void;
  count(): Promise<number>;
  /** Walks in the order of the index that has one, until `drop` says no; what it says yes to is deleted. */
  sweep(drop: (value: T) => boolean): Promise<void>;
}

/** A request as a promise. */
export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });

/** A shelf over a store of the browser's database. `order` names the index by which it is swept. */
export function storedShelf<T>(store: IDBObjectStore, order: string | undefined): Shelf<T> {
  return {
    get: (key) => asked(store.get(key) as IDBRequest<T | undefined>),
    some: async (keys) => {
      const requests = keys.map((key) => store.get(key) as IDBRequest<T | undefined>);
      const last = requests.at(-1);
      if (last) await asked(last);
      return requests.map(({ result }) => result);
    },
    find: (key) => asked(store.index('key').get(key) as IDBRequest<T | undefined>),
    all: () => asked(store.getAll() as IDBRequest<T[]>),
    put: (value, key) => void store.put(value, key),
    delete: (key) => void store.delete(key),
    clear: () => void store.clear(),
    count: () => asked(store.count()),
    sweep: (drop) =>
      new Promise((resolve, reject) => {
        const request = (order === undefined ? store : store.index(order)).openCursor();
        request.onerror = () => reject(request.error ?? new Error('The request failed.'));
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor || !drop(cursor.value as T)) resolve();
          else {
            cursor.delete();
            cursor.continue();
          }
        };
      }),
  };
}
