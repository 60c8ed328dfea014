import type { ResourceName, resources } from '@liaise/core/api';
import type { Route, RouteAnswer, RouteInput } from '@liaise/core/api/route';
import type { AnyCall, Call, CommonCalls } from '@liaise/core/wire/call';
import type { CallOptions, Connection } from './connection.ts';
import { LiaiseError } from './error.ts';

/** The five common routes of one resource. */
export type ResourceRoutes = (typeof resources)[ResourceName];

/** What a list may be narrowed by: the route's query without its paging. */
export type Filters<R extends Route> =
  RouteInput<R> extends { query?: infer Query } ? Omit<NonNullable<Query>, 'cursor' | 'limit'> : never;

/** One item of a list route. */
export type Item<R extends Route> = RouteAnswer<R> extends { items: (infer One)[] } ? One : never;

/** A list, read page by page as it is walked. */
export interface List<T> extends AsyncIterable<T> {
  /** Whole pages instead of items. */
  pages(): AsyncIterable<readonly T[]>;
  /** All items, at most `max` (1,000 unless said). */
  toArray(options?: { max?: number }): Promise<T[]>;
}

/** How a list is read: items a page (1 to 500), and how to give up. */
export interface ListOptions {
  pageSize?: number;
  signal?: AbortSignal;
}

/**
 * Reads a list route. A cursor that comes a second time ends the walk with an error instead of going round for ever.
 */
export function listOf<R extends Route>(
  connection: Connection,
  route: R | Call<R>,
  filters: Filters<R> | undefined,
  { pageSize, signal }: ListOptions = {},
): List<Item<R>> {
  type One = Item<R>;
  const read = connection.call as AnyRead;
  async function* pages(): AsyncGenerator<readonly One[]> {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const paging = { limit: pageSize === undefined ? undefined : String(pageSize), cursor };
      const answer = await read(route, { query: { ...filters, ...paging } }, { signal });
      const page = answer as { items: One[]; next: string | null };
      yield page.items;
      cursor = page.next ?? undefined;
      if (cursor !== undefined && seen.has(cursor)) throw new LiaiseError({ code: 'unreadable-answer' });
      if (cursor !== undefined) seen.add(cursor);
    } while (cursor !== undefined);
  }
  async function* items(): AsyncGenerator<One> {
    for await (const page of pages()) yield* page;
  }
  return {
    pages,
    [Symbol.asyncIterator]: items,
    toArray: async ({ max = 1000 } = {}) => {
      const all: One[] = [];
      for await (const item of items()) {
        if (all.push(item) >= max) break;
      }
      return all;
    },
  };
}

type AnyRead = (route: AnyCall, input: object, options?: CallOptions) => Promise<unknown>;

/** A resource of the gateway: list, read, create, change, remove, each typed by its route. */
export interface Resource<R extends ResourceRoutes> {
  /** Walks the list, ids ascending. */
  list(filters?: Filters<R['list']>, options?: ListOptions): List<Item<R['list']>>;
  read(id: string, options?: { signal?: AbortSignal }): Promise<RouteAnswer<R['read']>>;
  /** Creates; the body carries the id, which is the idempotency key too unless another is given. */
  create(body: BodyOf<R['create']>, options?: CallOptions): Promise<RouteAnswer<R['create']>>;
  /** Changes by an RFC 7396 merge patch; `ifMatch` is the `ETag` on which it rests, `"<version>"`. */
  change(id: string, patch: BodyOf<R['change']>, options?: CallOptions): Promise<RouteAnswer<R['change']>>;
  remove(id: string, options?: CallOptions): Promise<void>;
}

/** The body that a route takes. */
export type BodyOf<R extends Route> = RouteInput<R> extends { body: infer Body } ? Body : never;

/** Binds the five common routes of a resource to a connection. */
export function resourceOf<R extends ResourceRoutes>(connection: Connection, routes: R | CommonCalls<R>): Resource<R> {
  const call = connection.call as (...args: Parameters<AnyRead>) => Promise<never>;
  return {
    list: (filters, options) => listOf<R['list']>(connection, routes.list, filters, options),
    read: (id, options) => call(routes.read, { params: { id } }, options),
    create: (body, options) => call(routes.create, { body }, options),
    change: (id, patch, options) => call(routes.change, { params: { id }, body: patch }, options),
    remove: async (id, options) => {
      await call(routes.remove, { params: { id } }, options);
    },
  };
}
