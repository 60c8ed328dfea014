import type * as z from 'zod/mini';

/** Who may call. `anyone` needs no token. What a caller then sees is decided row by row in the database. */
export const roles = ['rep', 'manager', 'admin', 'contact', 'service'] as const;
export type Role = (typeof roles)[number];

/** Everybody who works for the company or its systems. */
export const staff = ['rep', 'manager', 'admin', 'service'] as const satisfies readonly Role[];
/** Those who lead. */
export const leaders = ['manager', 'admin', 'service'] as const satisfies readonly Role[];
/** Those who run the system. */
export const operators = ['admin', 'service'] as const satisfies readonly Role[];

/** How large a request body may be: bytes, nesting, and entries of any one array or object. */
export interface Limits {
  bytes: number;
  depth: number;
  entries: number;
}

/** What is enough for one record. */
export const oneRecord: Limits = { bytes: 64 * 1024, depth: 32, entries: 200 };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A schema with its input and output type. */
export type Schema<Output = unknown, Input = unknown> = z.ZodMiniType<Output, Input>;

/** The names between braces in a path: `/v1/visits/{id}/moves` gives `id`. */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/**
 * One route of the HTTP contract. The gateway serves it, the SDK calls it and `/v1/openapi.json` describes it, all
 * from this one object, so that a drift is a type error.
 */
export interface Route<
  Path extends string = string,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Answer extends Schema | undefined = Schema | undefined,
> {
  /** Stable name, `resource.action`; also the OpenAPI operation id. */
  name: string;
  method: Method;
  path: Path;
  summary: string;
  roles: readonly Role[] | 'anyone';
  /** Query parameters; without a schema none is accepted. */
  query?: Query;
  body?: Body;
  /** Media type of the body; JSON unless said. `merge` is an RFC 7396 merge patch. */
  bodyType?: 'json' | 'merge' | 'bytes';
  /** Status of success. */
  status: 200 | 201 | 204;
  answer?: Answer;
  /** Media type of the answer; JSON unless said. */
  answerType?: 'json' | 'events' | 'svg' | 'csv' | 'bytes';
  limits?: Limits;
  /** A read although it carries a body: takes no idempotency key and may be repeated. */
  safe?: boolean;
  /** Answers carry an `ETag`; a change may carry `If-Match`. */
  versioned?: boolean;
}

/** Declares a route and keeps its types. */
export function route<
  const Path extends string,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Answer extends Schema | undefined = undefined,
>(definition: Route<Path, Query, Body, Answer>): Route<Path, Query, Body, Answer> {
  return definition;
}

/** What a caller passes: path parameters, query, body. */
export type RouteInput<R extends Route> = ([PathNames<R['path']>] extends [never]
  ? unknown
  : { params: Record<PathNames<R['path']>, string> }) &
  (R extends Route<string, infer Query extends Schema, Schema | undefined, Schema | undefined>
    ? { query?: z.input<Query> }
    : unknown) &
  (R extends Route<string, Schema | undefined, infer Body extends Schema, Schema | undefined>
    ? { body: z.input<Body> }
    : unknown);

/** What a handler receives after parsing. */
export interface RouteRequest<R extends Route> {
  params: Record<PathNames<R['path']>, string>;
  query: R extends Route<string, infer Query extends Schema, Schema | undefined, Schema | undefined>
    ? z.output<Query>
    : undefined;
  body: R extends Route<string, Schema | undefined, infer Body extends Schema, Schema | undefined>
    ? z.output<Body>
    : undefined;
}

/** What a route answers. */
export type RouteAnswer<R extends Route> =
  R extends Route<string, Schema | undefined, Schema | undefined, infer Answer extends Schema>
    ? z.output<Answer>
    : undefined;
