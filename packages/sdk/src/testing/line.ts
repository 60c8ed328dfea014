import type { Clock } from '../retry.ts';

/** One request as a test saw it. */
export interface Seen {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** What a test answers a request with: a response, or a function that makes or refuses one. */
export type Reply = (seen: Seen) => Response | Promise<Response>;

/** A gateway played by a test: requests are noted and answered by `reply`. */
export function playGateway(reply: Reply): { fetch: typeof globalThis.fetch; seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      init.signal?.throwIfAborted();
      const one: Seen = {
        method: init.method ?? 'GET',
        path: url.pathname + url.search,
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
      };
      seen.push(one);
      return reply(one);
    },
  };
}

/** A JSON answer. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A problem document. */
export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: code, status, code, requestId: 'request-1' }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

/** A clock whose waits end at once and are noted. */
export function playClock(now = Date.parse('2026-11-21T12:00:00Z')): Clock & { waits: number[]; at: number } {
  const clock = {
    waits: [] as number[],
    at: now,
    now: () => clock.at,
    random: () => 0.5,
    wait: (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      clock.waits.push(milliseconds);
      clock.at += milliseconds;
      return Promise.resolve();
    },
  };
  return clock;
}

/** An unsigned token with these claims, good for an hour of the given time. */
export function playToken(claims: Record<string, unknown>, now = Date.parse('2026-11-21T12:00:00Z')): string {
  const part = (value: unknown): string =>
    btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${part({ alg: 'HS256' })}.${part({ exp: Math.floor(now / 1000) + 3600, ...claims })}.signature`;
}

/** Resolves once `condition` holds, looked at after every turn of the event loop; fails loudly when it never does. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`It never came to this: ${what}`);
}
