import { Hono } from 'hono';
import { answer } from '../routes/pipeline.ts';
import type { Bound, Incoming, Services } from '../routes/call.ts';
import type { Router } from '../routes/router.ts';
import { unsubscribePage } from '../sending/unsubscribe.ts';
import { surveyPage, surveyStyle } from '../survey/page.ts';
import { receiptPage } from '../survey/page-end.ts';
import { qrPicture } from '../survey/qr.ts';
import type { Cors } from './cors.ts';
import { readJsonBody } from './body.ts';
import { openApi } from './openapi.ts';
import { Refusal } from './refusal.ts';
import type { StaticFiles } from './static.ts';

/** What is known of a request while it is answered: for its log line, its count, and headers of the answer whatever comes of it. */
export interface Seen {
  requestId: string;
  address: string;
  route: string;
  tenant: string | undefined;
  headers: Record<string, string>;
  refusal: Refusal | null;
}

/** Makes a token for the sample data. Answers null where there is no sample data, or no such rep. */
export type SignIn = (asked: { role: string; rep?: string }) => Promise<{ token: string; expiresAt: string } | null>;

/** What the app is put together from. `services` rejects where the store could not be opened. */
export interface Parts {
  services: Promise<Services>;
  router: Router<Bound>;
  cors: Cors;
  files: StaticFiles;
  signIn: SignIn | undefined;
  version: string;
}

interface Environment {
  Bindings: Seen;
}

const noStore = { 'Cache-Control': 'no-store' };

const methodNotAllowed = (allow: readonly string[]): Refusal =>
  new Refusal('method-not-allowed', { detail: `Use ${allow.join(', ')}.`, headers: { Allow: allow.join(', ') } });

/** The routes of a gateway: those of the contract, the operator's, the survey page, the sign-in stand-in, and files. */
export function createApp({ services: preparing, router, cors, files, signIn, version }: Parts): Hono<Environment> {
  const app = new Hono<Environment>();
  const ready = (): Promise<Services> =>
    preparing.catch((error: unknown) => {
      throw new Refusal('unavailable', {
        detail: 'The database is not ready.',
        headers: { 'Retry-After': '2' },
        cause: error,
      });
    });

  /** A route outside of the contract: other methods are refused, preflights answered. */
  function plain(
    path: string,
    name: string,
    methods: readonly string[],
    handle: (request: Request, seen: Seen) => Promise<Response>,
  ): void {
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
    app.all(path, async (context) => {
      const { raw } = context.req;
      context.env.route = name;
      if (raw.method === 'OPTIONS') return cors.preflight(raw, allow);
      if (!allow.includes(raw.method)) throw methodNotAllowed(allow);
      return handle(raw, context.env);
    });
  }

  plain('/healthz', 'healthz', ['GET'], () => Promise.resolve(Response.json({ status: 'ok' }, { headers: noStore })));
  plain('/readyz', 'readyz', ['GET'], async () => {
    const { store } = await ready();
    try {
      await store.check();
    } catch (error) {
      throw new Refusal('unavailable', {
        detail: 'The database is not ready.',
        headers: { 'Retry-After': '2' },
        cause: error,
      });
    }
    return Response.json({ status: 'ready' }, { headers: noStore });
  });
  plain('/metrics', 'metrics', ['GET'], async () => {
    const { metrics } = await ready();
    return new Response(metrics.text(), {
      headers: { ...noStore, 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
    });
  });
  let description: string | undefined;
  plain('/v1/openapi.json', 'openapi', ['GET'], () => {
    description ??= JSON.stringify(openApi(version));
    const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' };
    return Promise.resolve(new Response(description, { headers }));
  });
  plain('/dev/token', 'dev.token', ['GET', 'POST'], async (request) => {
    if (!signIn) throw new Refusal('unknown-route');
    const asked =
      request.method === 'POST' ? await readJsonBody(request) : Object.fromEntries(new URL(request.url).searchParams);
    const { role = 'rep', rep } = asked;
    if (typeof role !== 'string' || (rep !== undefined && typeof rep !== 'string')) {
      throw new Refusal('invalid-body', { detail: 'Send { "role": "rep", "rep": ID }.' });
    }
    const given = await signIn({ role, ...(rep === undefined ? {} : { rep }) });
    if (!given) throw new Refusal('unknown-route');
    return Response.json(given, { headers: noStore });
  });
  plain('/survey-page.css', 'survey.style', ['GET'], () => Promise.resolve(surveyStyle()));
  plain('/s/:token/qr.svg', 'survey.qr', ['GET'], async (request) => qrPicture(request, (await ready()).publicUrl));
  plain('/s/receipt', 'survey.receipt', ['GET', 'POST'], async (request, seen) => {
    const services = await ready();
    Object.assign(seen.headers, services.limiter.take('address', seen.address));
    const { requestId, address } = seen;
    return receiptPage({ services, request, url: new URL(request.url), requestId, address, caller: null });
  });
  plain('/s/:token', 'survey.page', ['GET', 'POST'], async (request, seen) => {
    const services = await ready();
    Object.assign(seen.headers, services.limiter.take('address', seen.address));
    const { requestId, address } = seen;
    return surveyPage(
      { services, request, url: new URL(request.url), requestId, address, caller: null },
      await files.versionedPath(),
    );
  });

  plain('/unsubscribe/:token', 'unsubscribe', ['GET', 'POST'], async (request, seen) => {
    const services = await ready();
    Object.assign(seen.headers, services.limiter.take('address', seen.address));
    return unsubscribePage(services, request);
  });

  app.all('/v1/*', async (context) => {
    const { raw } = context.req;
    const url = new URL(raw.url);
    const match = router.match(raw.method, url.pathname);
    if (raw.method === 'OPTIONS' && match.allow.length > 0) {
      context.env.route = 'options';
      return cors.preflight(raw, match.allow);
    }
    if (!match.found) throw match.allow.length === 0 ? new Refusal('unknown-route') : methodNotAllowed(match.allow);
    context.env.route = match.value.route.name;
    return contract(await ready(), raw, url, match.value, match.params, context.env);
  });
  app.all('*', async (context) => {
    context.env.route = 'static';
    const { raw } = context.req;
    const file = await files.respond(raw, new URL(raw.url).pathname);
    if (file) return file;
    throw new Refusal('unknown-route');
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}

/** Answers a route of the contract. */
async function contract(
  services: Services,
  request: Request,
  url: URL,
  bound: Bound,
  params: Record<string, string>,
  seen: Seen,
): Promise<Response> {
  const { limiter, authenticator } = services;
  const { requestId, address } = seen;
  const incoming: Incoming = { services, request, url, requestId, address, caller: null };
  if (!request.headers.has('authorization')) Object.assign(seen.headers, limiter.take('address', address));
  try {
    incoming.caller = await authenticator.caller(request);
  } catch (error) {
    // Whoever only tries tokens is held off by its address.
    Object.assign(seen.headers, limiter.take('address', address));
    throw error;
  }
  if (incoming.caller) {
    const { tenantRef, subject } = incoming.caller.actor;
    seen.tenant = tenantRef;
    Object.assign(seen.headers, limiter.take('token', `${tenantRef} ${subject}`));
  }
  return answer(incoming, bound, params);
}
