import { newId } from '@liaise/core/records/identifier';
import type { Route, RouteAnswer, RouteInput } from '@liaise/core/api/route';
import type { AnyCall, Call } from '@liaise/core/wire/call';
import { createBatcher } from './batch.ts';
import { LiaiseError, isLiaiseError } from './error.ts';
import { checked, failureOf } from './failure.ts';
import { jsonOf, requestOf } from './json.ts';
import { backoff, type Clock } from './retry.ts';
import { browserPorts, type Ports } from './ports.ts';
import { identityOfToken, keepToken, type GetToken, type Identity } from './token.ts';

/** How a page reaches its gateway. */
export interface ConnectionOptions {
  /** The gateway's address, such as `https://liaise.example.com`. */
  url: string;
  /** Gives the page's token. Without it only what needs no account works: a customer's survey. */
  getToken?: GetToken;
  fetch?: typeof globalThis.fetch;
  /** Language of what the gateway words, a BCP 47 tag. */
  locale?: string;
  /** Attempts of one call, the first included; 4 unless said. */
  attempts?: number;
  clock?: Clock;
  /** What the device is asked for, where that is not this page's own. */
  ports?: Ports;
}

/** What one call may add. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** A write with a key seen before is done once and answered the same. Made here unless given. */
  idempotencyKey?: string;
  /** The version on which a change rests, as its `ETag`: the gateway refuses it when another came first. */
  ifMatch?: string;
  /** Attempts of this call, the first included. */
  attempts?: number;
  /** Further headers, of a read that is not shared with others. */
  headers?: Readonly<Record<string, string>>;
}

/** A line to one gateway for one page: it calls routes, and nothing else in the SDK calls `fetch`. */
export interface Connection {
  readonly url: string;
  readonly clock: Clock;
  readonly ports: Ports;
  /** Calls a route and checks its answer. Throws `LiaiseError`. */
  call: <R extends Route>(route: R | Call<R>, input: RouteInput<R>, options?: CallOptions) => Promise<RouteAnswer<R>>;
  /**
   * Sends a request as it is, with the token, renewed once when it is refused; for streams and bytes. `as` is the key of the
   * identity for which alone it may go: with a token of anybody else it is not sent, and `no-token` is thrown.
   */
  send: (path: string, init: RequestInit, anonymous?: boolean, as?: string) => Promise<Response>;
  identity: () => Identity | undefined;
  onIdentity: (listener: (identity: Identity) => void) => void;
  /** Asks for the token now and says whose it is. */
  signIn: () => Promise<Identity | undefined>;
}

type AnyInput = { params?: Record<string, string>; query?: Record<string, string | undefined>; body?: unknown };

/** The path of a call: parameters put in, query appended in a fixed order, so that equal reads have equal paths. */
export function pathOf(route: AnyCall, input: AnyInput): string {
  const { params, query = {} } = input;
  const path = params
    ? route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    : route.path;
  let text = '';
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value !== undefined) text += `${text === '' ? '?' : '&'}${name}=${encodeURIComponent(value)}`;
  }
  return path + text;
}

/** Opens a line to a gateway. Nothing is sent until something is asked for. */
export function openConnection(options: ConnectionOptions): Connection {
  const ports = options.ports ?? browserPorts();
  const clock = options.clock ?? ports.clock;
  const fetch = options.fetch ?? ports.fetch;
  const url = options.url.replace(/\/+$/, '');
  const tokens = options.getToken ? keepToken(options.getToken, clock) : undefined;

  const once = async (path: string, init: RequestInit, token: string | undefined): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (options.locale !== undefined) headers.set('accept-language', options.locale);
    try {
      return await fetch(url + path, { ...init, headers, credentials: 'omit' });
    } catch (cause) {
      if (init.signal?.aborted) throw new LiaiseError({ code: 'aborted', cause });
      throw new LiaiseError({ code: 'offline', retryable: true, cause });
    }
  };

  const send: Connection['send'] = async (path, init, anonymous = false, as) => {
    if (!tokens || anonymous) return once(path, init, undefined);
    const mine = async (): Promise<string> => {
      const token = await tokens.token();
      if (as !== undefined && identityOfToken(token).key !== as) throw new LiaiseError({ code: 'no-token' });
      return token;
    };
    const token = await mine();
    const answer = await once(path, init, token);
    if (answer.status !== 401) return answer;
    tokens.refuse(token);
    return once(path, init, await mine());
  };

  const exchange = async (
    path: string,
    init: RequestInit,
    anonymous: boolean,
    options_: CallOptions,
  ): Promise<unknown> => {
    const attempts = options_.attempts ?? options.attempts ?? 4;
    const { signal } = options_;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await send(path, signal ? { ...init, signal } : init, anonymous);
        if (answer.ok) return answer.status === 204 ? undefined : await jsonOf(answer, signal);
        throw await failureOf(answer, clock.now());
      } catch (cause) {
        if (!isLiaiseError(cause) || !cause.retryable || attempt + 1 >= attempts) throw cause;
        const { retryAfterMs = 0 } = cause;
        if (retryAfterMs > 20_000) throw cause;
        await clock.wait(Math.max(retryAfterMs, backoff(attempt, clock.random)), signal).catch((cause: unknown) => {
          throw new LiaiseError({ code: 'aborted', cause });
        });
      }
    }
  };

  const batcher = createBatcher({
    one: (path, signal) => exchange(path, requestOf('GET'), false, { signal }),
    many: (paths, signal) =>
      exchange('/v1/batch', requestOf('POST', JSON.stringify({ requests: paths.map((path) => ({ path })) })), false, {
        signal,
      }),
  });

  const call = async (route: AnyCall, input: AnyInput, callOptions: CallOptions = {}): Promise<unknown> => {
    const path = pathOf(route, input);
    const anonymous = route.roles === 'anyone' && !tokens;
    const { method, roles, answer, answerType = 'json', bodyType, safe } = route;
    const { signal, ifMatch, headers } = callOptions;
    const batched = method === 'GET' && roles !== 'anyone' && answerType === 'json' && path !== '/v1/me';
    const idempotencyKey =
      method === 'GET' || safe ? undefined : (callOptions.idempotencyKey ?? keyOf(input.body) ?? newId());
    const carried = route.body ? JSON.stringify(input.body) : undefined;
    const read = batched
      ? batcher.read(path, signal)
      : exchange(
          path,
          requestOf(method, carried, bodyType, { 'idempotency-key': idempotencyKey, 'if-match': ifMatch, ...headers }),
          anonymous || path.startsWith('/v1/s/'),
          callOptions,
        );
    const body = await read.catch((cause: unknown) => {
      if (!isLiaiseError(cause) || idempotencyKey === undefined) throw cause;
      throw new LiaiseError({ ...cause.toJSON(), cause, idempotencyKey });
    });
    return answer && checked(answer, body);
  };

  return {
    url,
    clock,
    ports,
    send,
    call: call as Connection['call'],
    identity: () => tokens?.identity(),
    onIdentity: (listener) => tokens?.onIdentity(listener),
    signIn: async () => {
      await tokens?.token();
      return tokens?.identity();
    },
  };
}

/** A create is keyed by the id of what it creates, so that repeating it, also after a restart, is the same create. */
function keyOf(body: unknown): string | undefined {
  const id = (body as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}
