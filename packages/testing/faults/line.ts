import type { Answer, ModelGateway } from './model-gateway.ts';
import type { Life, World } from './world.ts';

/** What the line does with one request. */
export type LineFault =
  /** It does not reach the gateway. */
  | 'cut-before'
  /** The gateway commits; the answer is lost. */
  | 'cut-after'
  /** Nothing ever comes back; the gateway may have committed. */
  | 'hangs'
  | 'hangs-after'
  /** A page of something in between. */
  | 'portal-html'
  | 'portal-empty'
  | 'portal-redirect'
  /** A 2xx that is not the gateway's answer to this. */
  | 'truncated'
  | 'other-id'
  | 'empty-json'
  /** The gateway, or what stands before it, is not well. */
  | { status: number; headers?: Record<string, string>; committed?: boolean };

/** An answer whose body is read without the machine: what waits for it goes on in the same turn. */
class Arrived extends Response {
  readonly #text: string;

  constructor(text: string, init: ResponseInit) {
    super([204, 205, 304].includes(init.status ?? 200) ? null : text, init);
    this.#text = text;
  }

  override text(): Promise<string> {
    return Promise.resolve(this.#text);
  }

  override async json(): Promise<unknown> {
    await Promise.resolve();
    return JSON.parse(this.#text);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(new TextEncoder().encode(this.#text).buffer);
  }
}

/** The line between the pages of a site and the gateway, with its faults. */
export class Line {
  readonly #world: World;
  readonly gateway: ModelGateway;
  /** No request arrives and none is answered. */
  down = false;
  /** Asked for each request. */
  fault: ((asked: { method: string; path: string; life: Life }) => LineFault | undefined) | undefined;
  /** How many requests were made, by method and path without ids. */
  readonly requests: { method: string; path: string; key: string | null; at: number; life: string }[] = [];
  /** How many requests are under way now, and the most there were. */
  under = 0;
  most = 0;
  /** The longest that one way takes, in milliseconds. */
  slowness = 60;

  constructor(world: World, gateway: ModelGateway) {
    this.#world = world;
    this.gateway = gateway;
  }

  /** `fetch` as one page has it. */
  fetchFor(life: Life): typeof globalThis.fetch {
    return async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const method = init.method ?? 'GET';
      const headers = new Headers(init.headers);
      const path = url.pathname + url.search;
      const body = bodyOf(init.body);
      await Promise.resolve();
      return this.#send({ method, path, headers, body }, life, init.signal ?? undefined);
    };
  }

  #send(
    asked: { method: string; path: string; headers: Headers; body: unknown },
    life: Life,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const world = this.#world;
    const { method, path, headers } = asked;
    this.requests.push({ method, path, key: headers.get('idempotency-key'), at: world.now, life: life.name });
    this.under += 1;
    this.most = Math.max(this.most, this.under);
    return new Promise((resolve, reject) => {
      let over = false;
      const finish = (how: () => void, after: number): void => {
        world.after(0, () => {
          this.under -= 1;
        });
        world.after(
          after,
          () => {
            if (over) return;
            over = true;
            how();
          },
          life,
        );
      };
      const refuse = (): void => finish(() => reject(new TypeError('Failed to fetch')), world.jitter(this.slowness));
      const answer = (given: Answer): void => finish(() => resolve(this.#response(given)), world.jitter(this.slowness));
      if (signal?.aborted) {
        this.under -= 1;
        reject(signal.reason as Error);
        return;
      }
      signal?.addEventListener('abort', () => {
        if (over) return;
        over = true;
        reject(signal.reason as Error);
      });
      // A page that dies takes its request along only where that has not left yet.
      world.after(world.jitter(this.slowness), () => {
        const fault = this.down ? 'cut-before' : this.fault?.({ method, path, life });
        if (fault === 'cut-before') refuse();
        else if (fault === 'hangs') this.under -= 1;
        else if (typeof fault === 'string' && fault.startsWith('portal')) answer(portal(fault));
        else if (typeof fault === 'object' && fault.committed !== true) answer(trouble(fault));
        else {
          const given = this.gateway.handle(asked);
          if (fault === 'cut-after') refuse();
          else if (fault === 'hangs-after') this.under -= 1;
          else if (fault === undefined || given.status >= 300) answer(given);
          else if (typeof fault === 'object') answer(trouble(fault));
          else answer(spoilt(fault, given));
        }
      });
    });
  }

  #response({ status, body, headers = {} }: Answer): Response {
    const type = status < 300 ? 'application/json' : 'application/problem+json';
    const date = new Date(this.gateway.now).toUTCString();
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    return new Arrived(text, { status, headers: { 'content-type': type, date, ...headers } });
  }
}

function portal(fault: string): Answer {
  const html = { 'content-type': 'text/html' };
  if (fault === 'portal-empty') return { status: 204, headers: {} };
  // A redirect that fetch has followed ends at the sign-in page.
  return { status: 200, body: '<!doctype html><title>Sign in to the network</title>', headers: html };
}

function trouble({ status, headers = {} }: { status: number; headers?: Record<string, string> }): Answer {
  return { status, body: '<h1>Trouble</h1>', headers: { 'content-type': 'text/html', ...headers } };
}

function spoilt(fault: LineFault, given: Answer): Answer {
  const text = JSON.stringify(given.body);
  if (fault === 'truncated') return { ...given, body: text.slice(0, Math.floor(text.length / 2)) };
  if (fault === 'other-id') {
    return { ...given, body: { ...(given.body as object), id: '01930b5e-7c00-7000-8000-00000000dead' } };
  }
  return { ...given, body: '{}' };
}

/** A request's body; of bytes only how many, since reading a blob would wait for the machine. */
function bodyOf(body: unknown): unknown {
  if (typeof body === 'string') return JSON.parse(body) as unknown;
  if (body instanceof Blob) return { bytes: body.size };
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return { bytes: body.byteLength };
  return undefined;
}
