import type { Page } from '../api/page.ts';
import type { Method, Route, RouteAnswer } from '../api/route.ts';
import { list, nullable, object, text, type Check, type Checks } from './check.ts';

declare const contract: unique symbol;

/** What is needed to make a call. A route of `api` is one, too. */
export interface AnyCall {
  readonly method: Method;
  readonly path: string;
  readonly roles?: Route['roles'];
  /** There, where the call carries a body. */
  readonly body?: unknown;
  readonly bodyType?: Route['bodyType'];
  readonly answer?: Checks<unknown> | undefined;
  readonly answerType?: Route['answerType'];
  readonly safe?: boolean;
}

/** A route as a page carries it: where to, and a check of the answer. `R` is the route it stands for. */
export interface Call<R extends Route> extends AnyCall {
  readonly answer?: Check<RouteAnswer<R>>;
  readonly [contract]?: R;
}

/** The five common routes of a resource. */
export interface CommonRoutes {
  list: Route;
  read: Route;
  create: Route;
  change: Route;
  remove: Route;
}

/** The same as a page carries them. */
export interface CommonCalls<R extends CommonRoutes> {
  readonly list: Call<R['list']>;
  readonly read: Call<R['read']>;
  readonly create: Call<R['create']>;
  readonly change: Call<R['change']>;
  readonly remove: Call<R['remove']>;
  readonly [contract]?: R;
}

/** A route in short. */
export const call = <R extends Route>(
  method: R['method'],
  path: R['path'],
  more?: Omit<Call<R>, 'method' | 'path' | typeof contract>,
): Call<R> => ({ method, path, ...more });

/** A page of a list. */
export const page = <Item>(item: Check<Item>): Check<Page<Item>> =>
  object<Page<Item>>({ items: list(item), next: nullable(text()) });

/** The five common routes in short: of what is read, and of what a creation answers where that is more. */
export const calls = <R extends CommonRoutes>(
  name: string,
  stored: Check<RouteAnswer<R['read']>>,
  created: Check<unknown> = stored,
): CommonCalls<R> => {
  const path = `/v1/${name}`;
  const one = `${path}/{id}`;
  const body = true;
  const routes: { readonly [K in keyof CommonRoutes]: AnyCall } = {
    list: { method: 'GET', path, answer: page(stored) },
    read: { method: 'GET', path: one, answer: stored },
    create: { method: 'POST', path, body, answer: created },
    change: { method: 'PATCH', path: one, body, bodyType: 'merge', answer: stored },
    remove: { method: 'DELETE', path: one },
  };
  return routes as CommonCalls<R>;
};
