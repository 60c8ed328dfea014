import type { Hono } from 'hono';
import { refusalOf } from '../routes/failures.ts';
import type { Seen } from './app.ts';
import type { Cors } from './cors.ts';
import { secure } from './headers.ts';
import { describeFailure, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Refusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';

/** What a server that speaks fetch may tell of a connection. `incoming` is what `@hono/node-server` hands over. */
export interface Connection {
  incoming?: { socket?: { remoteAddress?: string | undefined } | undefined };
  address?: string;
}

/** What every answer goes through. */
export interface Envelope {
  app: Hono<{ Bindings: Seen }>;
  cors: Cors;
  metrics: Metrics;
  log: Log;
  https: boolean;
  /** How many proxies stand in front. */
  proxies: number;
}

/** Where a connection comes from. What proxies say is believed as far as there are proxies. */
function addressOf(request: Request, { address, incoming }: Connection, proxies: number): string {
  const direct = address ?? incoming?.socket?.remoteAddress ?? 'unknown';
  if (proxies === 0) return direct;
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return hops.at(-proxies) || direct;
}

/** Answers a request, whatever comes of it, with the headers of every answer; counts it and writes its line of the log. */
export async function respond(
  { app, cors, metrics, log, https, proxies }: Envelope,
  request: Request,
  connection: Connection,
): Promise<Response> {
  const started = performance.now();
  const seen: Seen = {
    requestId: requestIdOf(request),
    address: addressOf(request, connection, proxies),
    route: 'unknown',
    tenant: undefined,
    headers: {},
    refusal: null,
  };
  let response: Response;
  try {
    response = await app.fetch(request, seen);
  } catch (error) {
    const refusal: Refusal = refusalOf(error);
    seen.refusal = refusal;
    response = refusal.response(seen.requestId);
  }
  // Every response comes from this gateway, so that its headers can be added to: copying its body would make a stream of it.
  const { headers } = response;
  for (const [name, value] of Object.entries(seen.headers)) if (!headers.has(name)) headers.set(name, value);
  headers.set('X-Request-Id', seen.requestId);
  secure(headers, { https });
  if (!headers.has('Access-Control-Allow-Origin')) cors.decorate(request, headers);
  const { status } = response;
  const seconds = (performance.now() - started) / 1000;
  metrics.observe(seen.route, request.method, status, seconds);
  const { refusal } = seen;
  log({
    level: status >= 500 ? 'error' : 'info',
    event: 'request',
    requestId: seen.requestId,
    route: seen.route,
    method: request.method,
    status,
    ms: Math.round(seconds * 10_000) / 10,
    ...(seen.tenant === undefined ? {} : { tenant: seen.tenant }),
    ...(refusal ? { code: refusal.code } : {}),
    ...(refusal && status >= 500 ? { error: describeFailure(refusal.cause) } : {}),
  });
  return request.method === 'HEAD' ? new Response(null, { status, headers }) : response;
}
