import type { CustomerCard } from '@liaise/core/api/customers';
import type { Route, RouteAnswer, RouteRequest } from '@liaise/core/api/route';
import type { Actor } from '../access/actor.ts';
import type { Authenticator, Caller } from '../access/authenticate.ts';
import type { Log } from '../http/log.ts';
import type { Metrics } from '../http/metrics.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { Secrets } from '../http/secrets.ts';
import type { Store, StoredRecord, Work } from '../store/store.ts';
import type { CustomerResolver } from './customer-resolver.ts';
import type { EventHub } from './event-hub.ts';
import type { Sending } from '../sending/settings.ts';
import type { AnswerSaver } from '../survey/saving.ts';
import type { Links } from '../survey/link.ts';
import type { Streams } from './events.ts';
import type { Outcome } from './pipeline.ts';
import type { Router } from './router.ts';

/** What all routes of one gateway share. */
export interface Services {
  store: Store;
  authenticator: Authenticator;
  secrets: Secrets;
  limiter: RateLimiter;
  metrics: Metrics;
  log: Log;
  events: EventHub;
  streams: Streams;
  /** Who holds a survey link, and where what they answer is saved. */
  links: Pick<Links, 'holder'>;
  answers: Pick<AnswerSaver, 'save'>;
  /** Where the gateway is reached, without a slash at the end, for links that it makes; null where it was not told. */
  publicUrl: string | null;
  /** By what invitations are sent; null where the operator set nothing up. */
  sending: Sending | null;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** Every route of the contract. */
  router: Router<Bound>;
}

/** A request on its way in. */
export interface Incoming {
  services: Services;
  request: Request;
  url: URL;
  requestId: string;
  /** What the connection is counted on. */
  address: string;
  /** The caller, where a valid token came along. */
  caller: Caller | null;
}

/** One read or write at work in its transaction. */
export interface Call {
  services: Services;
  work: Work;
  actor: Actor;
  /** The transaction's time, RFC 3339 in UTC. */
  now: string;
  customers: CustomerResolver;
  /** Records read ahead for a batch, by resource and id. */
  ahead: ReadonlyMap<string, ReadonlyMap<string, StoredRecord>>;
  /** Cards read ahead for a batch: with it, a customer that is not in it is not there for the caller. */
  cards: ReadonlyMap<string, CustomerCard> | null;
  ifMatch: string | null;
  /** The secret of the device that asks, where it keeps one. */
  device?: string;
  /** Which part of the bytes a body holds, as its `Content-Range` says. */
  contentRange: string | null;
  /** What is done once the transaction has been committed. */
  afterwards: (() => Promise<void>)[];
  /** The body of a route that takes bytes. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** An answer that is not JSON. */
export class Reply {
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Uint8Array<ArrayBuffer> | string, headers: Readonly<Record<string, string>>) {
    this.body = body;
    this.headers = headers;
  }
}

/** Answers a route within a transaction. */
export interface WorkHandler<R extends Route> {
  /** Who acts where the route takes anyone; else the caller. */
  actor?(incoming: Incoming, request: RouteRequest<R>): Promise<Actor>;
  /** An answer that is there already, once it is known who acts; null where there is none. */
  kept?(incoming: Incoming, request: RouteRequest<R>): Reply | null;
  run(call: Call, request: RouteRequest<R>): Promise<RouteAnswer<R> | Reply>;
  /** The answer holds a secret: what is kept of it for a repeated request is sealed. */
  sealed?: boolean;
  /** A read that writes (marks a link as opened). */
  writes?: boolean;
}

/** Answers a route with a stream, outside of any transaction. */
export interface StreamHandler<R extends Route> {
  actor?: undefined;
  stream(incoming: Incoming, actor: Actor, request: RouteRequest<R>): Promise<Response>;
}

/** The key of a write and the hash of what is asked under it. */
export interface Once {
  key: string;
  fingerprint: string;
}

/** Answers a route whose writes come in numbers: many requests share a transaction, which keeps their keys too. */
export interface BatchedHandler<R extends Route> {
  actor(incoming: Incoming, request: RouteRequest<R>): Promise<Actor>;
  batched(
    incoming: Incoming,
    actor: Actor,
    request: RouteRequest<R>,
    once: Once,
  ): Promise<{ outcome: Outcome; replayed: boolean }>;
}

export type Handler<R extends Route> = WorkHandler<R> | StreamHandler<R> | BatchedHandler<R>;

/** A parsed request of any route. */
export interface AnyRequest {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
}

interface AnyWorkHandler {
  actor?(incoming: Incoming, request: AnyRequest): Promise<Actor>;
  kept?(incoming: Incoming, request: AnyRequest): Reply | null;
  run(call: Call, request: AnyRequest): Promise<unknown>;
  sealed?: boolean;
  writes?: boolean;
}

interface AnyStreamHandler {
  actor?: undefined;
  stream(incoming: Incoming, actor: Actor, request: AnyRequest): Promise<Response>;
}

interface AnyBatchedHandler {
  actor(incoming: Incoming, request: AnyRequest): Promise<Actor>;
  batched(
    incoming: Incoming,
    actor: Actor,
    request: AnyRequest,
    once: Once,
  ): Promise<{ outcome: Outcome; replayed: boolean }>;
}

/** A route with its handler. */
export interface Bound {
  route: Route;
  handler: AnyWorkHandler | AnyStreamHandler | AnyBatchedHandler;
}
