import { Authenticator } from './access/authenticate.ts';
import { Directory } from './access/directory.ts';
import { readyIssuers, type Issuer } from './access/issuers.ts';
import { createApp, type SignIn } from './http/app.ts';
import { Cors } from './http/cors.ts';
import { respond, type Connection, type Envelope } from './http/envelope.ts';
import type { Log } from './http/log.ts';
import { Metrics } from './http/metrics.ts';
import { RateLimiter, usualRates, type Rates } from './http/rate-limit.ts';
import { Secrets } from './http/secrets.ts';
import { StaticFiles } from './http/static.ts';
import type { Services } from './routes/call.ts';
import { EventHub } from './routes/event-hub.ts';
import { Streams } from './routes/events.ts';
import { forgetOldKeys } from './routes/idempotency.ts';
import { contractRouter } from './routes/table.ts';
import type { Sending } from './sending/settings.ts';
import { openStore } from './store/open.ts';
import { Links } from './survey/link.ts';
import { mixAnonymous } from './survey/anonymous.ts';
import { AnswerSaver } from './survey/saving.ts';
import type { Store } from './store/store.ts';

export type { ClaimsMapping, Issuer, Match } from './access/issuers.ts';
export type { SignIn } from './http/app.ts';
export type { Connection } from './http/envelope.ts';
export type { Log, LogEntry } from './http/log.ts';
export type { Rate, Rates } from './http/rate-limit.ts';

/** What a gateway is made of. */
export interface GatewayOptions {
  /** A store that is open already, the URL of a PostgreSQL (15 or newer), or the folder of an embedded one. */
  database: Store | string;
  /** Who may sign tokens, and for which tenants. */
  issuers: readonly Issuer[];
  /** The folder of the built elements, which holds `liaise.js`. */
  assets?: string;
  /** The folder of a portal, served at `/`. */
  portal?: string;
  /** Origins of the pages that may call the gateway from elsewhere, each exact: `https://portal.example`. */
  origins?: readonly string[];
  /** Where the gateway is reached, for the links that it makes. */
  publicUrl?: string;
  /** Where one entry a request goes; nowhere unless said. */
  log?: Log;
  /** Rates that differ from the usual, which are generous. */
  limits?: Partial<Rates>;
  /** At least 32 bytes, shared by all gateways of one database; made anew for each gateway unless said. */
  secret?: string | Uint8Array;
  /** How many proxies stand in front, each of which adds to `X-Forwarded-For`; 0 unless said. */
  proxies?: number;
  /** The version that `/v1/openapi.json` names. */
  version?: string;
  /** How writes of many requests share transactions: `most` in one (64 unless said; 1: each alone), `atWork` at the same time (2). */
  batching?: { most?: number; atWork?: number };
  /** By what invitations are sent: `readSending` reads it from the environment; without it reps hand links on themselves. */
  sending?: Sending;
  /** Makes tokens for the sign-in stand-in of sample data; without it there is none. */
  signIn?: SignIn;
}

/** A gateway at work. */
export interface Gateway {
  /** Answers a request; mounts in any server that speaks fetch. It waits for the store. */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** Resolves once the store is open; rejects with a sentence that says what is wrong. */
  ready: Promise<void>;
  /** Revokes a token by its `jti`, until it has expired by itself. */
  revoke(token: { tenant: string; jti: string; expiresAt: Date }): Promise<void>;
  /** Ends streams of events; other requests go on. */
  endStreams(): void;
  /** Ends the streams, waits for requests under way, and closes the store where it was opened here. */
  close(): Promise<void>;
}

const hour = 3_600_000;
/** How long answers to keyed writes are kept: a device may have been offline for weeks when it repeats one. */
const kept = 90 * 24 * hour;

const storeOf = (database: Store | string): Promise<Store> => {
  if (typeof database !== 'string') return Promise.resolve(database);
  return openStore(/^postgres(?:ql)?:/.test(database) ? { url: database } : { folder: database });
};

/**
 * Makes a gateway. It opens its store at once and answers as soon as that is done.
 *
 * @throws {TypeError} for issuers, origins or a secret that cannot serve
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { database, proxies = 0, version = '0.1.0' } = options;
  const publicUrl = options.publicUrl?.replace(/\/$/, '') ?? null;
  const issuers = readyIssuers(options.issuers);
  const secrets = new Secrets(options.secret);
  const limiter = new RateLimiter({ ...usualRates, ...options.limits });
  const router = contractRouter();
  const metrics = new Metrics();
  const streams = new Streams();
  const cors = new Cors(options.origins ?? []);
  const files = new StaticFiles({ assets: options.assets, portal: options.portal, connect: publicUrl ?? undefined });
  const log: Log = options.log ?? (() => undefined);
  const clock = (): number => Date.now();
  metrics.gauge('liaise_event_streams', 'Open streams of events.', () => streams.size);

  const preparing = storeOf(database).then((store): Services & { directory: Directory } => {
    const directory = new Directory(store, clock);
    const authenticator = new Authenticator(issuers, store, directory, clock);
    const events = new EventHub(store);
    return {
      store,
      directory,
      authenticator,
      secrets,
      limiter,
      metrics,
      log,
      events,
      streams,
      links: new Links(store, options.batching),
      answers: new AnswerSaver(store, options.batching),
      publicUrl,
      sending: options.sending ?? null,
      clock,
      router,
    };
  });
  const ready = preparing.then(() => undefined);
  // Whoever asks is told; that nobody asked is no reason to end the process.
  ready.catch(() => undefined);

  const app = createApp({ services: preparing, router, cors, files, signIn: options.signIn, version });
  const envelope: Envelope = { app, cors, metrics, log, https: publicUrl?.startsWith('https:') ?? false, proxies };

  const housekeeping = setInterval(() => {
    preparing
      .then(async ({ store }) => {
        await forgetOldKeys(store, new Date(clock() - kept));
        await mixAnonymous(store, new Date(clock() - hour));
      })
      .catch(() => undefined);
  }, hour).unref();

  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;
  return {
    fetch(request, connection = {}) {
      const answered = respond(envelope, request, connection);
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered)).catch(() => undefined);
      return answered;
    },
    ready,
    async revoke({ tenant, jti, expiresAt }) {
      const { store, directory } = await preparing;
      const stored = await store.tenant(tenant);
      if (!stored) throw new TypeError(`There is no tenant ${tenant}.`);
      await directory.revoke({ tenantId: stored.id, tenantRef: stored.ref }, jti, expiresAt);
    },
    endStreams: () => streams.endAll(),
    close: () =>
      (closing ??= (async () => {
        clearInterval(housekeeping);
        streams.endAll();
        await Promise.allSettled(underWay);
        streams.endAll();
        const services = await preparing.catch(() => null);
        services?.events.close();
        if (services && typeof database === 'string') await services.store.close();
      })()),
  };
}
