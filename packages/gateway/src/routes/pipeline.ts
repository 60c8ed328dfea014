import type { Route } from '@liaise/core/api/route';
import type { Actor } from '../access/actor.ts';
import { unauthenticated } from '../access/token.ts';
import { readBytes, readJson } from '../http/body.ts';
import { etagOf, isKnown } from '../http/etag.ts';
import { Refusal, forbidden } from '../http/refusal.ts';
import { sha256 } from '../http/secrets.ts';
import { parse } from '../http/validation.ts';
import type { StoredRecord, Work } from '../store/store.ts';
import { Reply, type AnyRequest, type Bound, type Call, type Incoming, type Services } from './call.ts';
import { CustomerResolver } from './customer-resolver.ts';
import { idempotencyKeyOf, once } from './idempotency.ts';
import { withoutNestedNulls } from './merge.ts';
import { parseParams, parseQuery } from './request.ts';

/** What a route came to: a status and its JSON, or an answer of another kind. */
export interface Outcome {
  status: number;
  body: unknown;
  etag: string | null;
}

const nothing = new Uint8Array();
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a route changes something. */
export const isWrite = (route: Route): boolean => writes.has(route.method) && route.safe !== true;

/** @throws {Refusal} unless the role may call the route */
export function checkRole(route: Route, actor: Actor): void {
  if (route.roles === 'anyone') return;
  const { role } = actor;
  if (role === 'link' || role === 'links' || role === 'system' || !route.roles.includes(role)) {
    throw forbidden(`This route is for ${route.roles.join(', ')}; the token says ${role}.`);
  }
}

const deviceOf = (request: Request): { device?: string } => {
  const device = request.headers.get('liaise-device');
  return device === null || !/^[A-Za-z0-9_-]{22}$/.test(device) ? {} : { device };
};

/** What a handler works with, in one transaction. */
export function callFor(
  services: Services,
  work: Work,
  more: Partial<Pick<Call, 'ifMatch' | 'device' | 'contentRange' | 'bytes' | 'ahead' | 'cards'>> = {},
): Call {
  return {
    services,
    work,
    actor: work.actor,
    now: work.now.toISOString(),
    customers: new CustomerResolver(work),
    ahead: more.ahead ?? new Map(),
    cards: more.cards ?? null,
    ifMatch: more.ifMatch ?? null,
    ...(more.device === undefined ? {} : { device: more.device }),
    contentRange: more.contentRange ?? null,
    afterwards: [],
    bytes: more.bytes ?? nothing,
  };
}

const versionOf = (answer: unknown): number | null =>
  typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number'
    ? answer.version
    : null;

/** Runs a route's handler within a transaction. */
export async function perform({ route, handler }: Bound, call: Call, request: AnyRequest): Promise<Outcome | Reply> {
  if (!('run' in handler)) throw new Refusal('unknown-route');
  const body = await handler.run(call, request);
  if (body instanceof Reply) return body;
  const version = route.versioned ? versionOf(body) : null;
  return { status: route.status, body, etag: version === null ? null : etagOf(version) };
}

/** The JSON response of an outcome. */
function respond(incoming: Incoming, route: Route, outcome: Outcome, replayed: boolean): Response {
  const { status, body, etag } = outcome;
  const headers = new Headers({
    'Cache-Control': etag !== null && route.method === 'GET' ? 'private, no-cache' : 'no-store',
  });
  if (etag !== null) headers.set('ETag', etag);
  if (replayed) headers.set('Idempotency-Replayed', 'true');
  if (route.method === 'GET' && etag !== null && isKnown(incoming.request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  if (status === 204) return new Response(null, { status, headers });
  if (status === 201 && isRecord(body) && route.method === 'POST') headers.set('Location', `${route.path}/${body.id}`);
  headers.set('Content-Type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(body), { status, headers });
}

const isRecord = (body: unknown): body is Pick<StoredRecord, 'id'> =>
  typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string';

/** Answers one request: who it is, whether they may, what they ask, and then the work, in one transaction. */
export async function answer(incoming: Incoming, bound: Bound, params: Record<string, string>): Promise<Response> {
  const { route, handler } = bound;
  const { services, request, caller } = incoming;
  if (route.roles !== 'anyone') {
    if (!caller) throw unauthenticated('Send a token as Authorization: Bearer.');
    checkRole(route, caller.actor);
  }
  const asked: AnyRequest = {
    params: parseParams(route, params),
    query: parseQuery(route, incoming.url),
    body: undefined,
  };
  let bytes = nothing;
  let key: string | null = null;
  if (route.bodyType === 'bytes') {
    bytes = await readBytes(request, route.limits?.bytes ?? 0);
  } else if (route.body) {
    const read = await readJson(request, route);
    bytes = read.bytes;
    if (isWrite(route)) key = idempotencyKeyOf(request, true);
    const json = route.bodyType === 'merge' ? withoutNestedNulls(read.json) : read.json;
    const parsed = parse(route.body, json, 'body', 'invalid-body');
    asked.body = route.bodyType === 'merge' ? read.json : parsed;
  } else {
    if (request.method !== 'GET' && request.method !== 'HEAD') await readBytes(request, 4096);
    if (isWrite(route)) key = idempotencyKeyOf(request, false);
  }
  const actor = handler.actor ? await handler.actor(incoming, asked) : caller?.actor;
  if (!actor) throw unauthenticated('Send a token as Authorization: Bearer.');
  if ('stream' in handler) return handler.stream(incoming, actor, asked);
  const kept = 'kept' in handler ? handler.kept(incoming, asked) : undefined;
  if (kept) return new Response(kept.body, { headers: kept.headers });
  const fingerprintOf = () => sha256(`${route.method} ${incoming.url.pathname}${incoming.url.search} ${sha256(bytes)}`);
  if ('batched' in handler) {
    if (key === null) throw new TypeError(`${route.name} takes no idempotency key.`);
    const { outcome, replayed } = await handler.batched(incoming, actor, asked, { key, fingerprint: fingerprintOf() });
    return respond(incoming, route, outcome, replayed);
  }

  const readOnly = !isWrite(route) && handler.writes !== true && route.bodyType !== 'bytes';
  const { outcome, replayed, afterwards } = await services.store.transact(
    actor,
    async (work) => {
      const call = callFor(services, work, {
        ifMatch: request.headers.get('if-match'),
        ...deviceOf(request),
        contentRange: request.headers.get('content-range'),
        bytes,
      });
      const { afterwards } = call;
      if (key === null) return { outcome: await perform(bound, call, asked), replayed: false, afterwards };
      const done = await once(
        call,
        { key, fingerprint: fingerprintOf(), sealed: handler.sealed === true },
        async () => {
          const outcome = await perform(bound, call, asked);
          if (outcome instanceof Reply)
            throw new TypeError(`${route.name} answers no JSON and takes no idempotency key.`);
          return outcome;
        },
      );
      return { ...done, afterwards };
    },
    { readOnly },
  );
  for (const then of afterwards) await then();
  if (outcome instanceof Reply) return new Response(outcome.body, { headers: outcome.headers });
  return respond(incoming, route, outcome, replayed);
}
