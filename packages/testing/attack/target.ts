import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { newId } from '@liaise/core/records/identifier';
import { createGateway, type Gateway, type GatewayOptions, type LogEntry } from '@liaise/gateway/gateway';
import { serve, type Serving } from '@liaise/gateway/serve';
import { loadWorld } from '@liaise/gateway/store/sample';
import { openTestStore, type TestStore } from '@liaise/gateway/store/test-database';
import { canary, canaryWorld, knownIds, secondTenant } from './canary.ts';
import { bytesOf, type Answer, type AttackRequest } from './request.ts';
import { badTokens, goodTokens, issuers } from './tokens.ts';

/** How long a request may take before it counts as hanging, in milliseconds: long, since the machine may be busy. */
export const patience = 20_000;

/** A rate that no attack reaches: what is under test is the answer to each request. */
const unlimited = { burst: 1e9, perSecond: 1e9 };

const secret = 'the secret of the gateway under attack';

/** Where a gateway stands whose pages are on another origin. */
export const allowedOrigin = 'https://allowed.example';

/** Thrown where a request cannot be put into the shape that `fetch` takes; a server never sees such a request. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable';
}

/** The gateway under attack: over a real database with two tenants and as a server, and whatever a request needs to reach it. */
export class Target {
  readonly gateway: Gateway;
  readonly serving: Serving;
  readonly database: TestStore['database'];
  readonly log: LogEntry[] = [];
  readonly today: string;
  /** Ids of the second tenant that requests may name. */
  readonly foreignIds: readonly string[];
  /** Every token by its name: those that hold, and those that do not. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly #store: TestStore;
  readonly #folder: string;
  readonly #places = new Map<string, string>();

  private constructor(
    store: TestStore,
    gateway: Gateway,
    serving: Serving,
    folder: string,
    today: string,
    foreignIds: readonly string[],
  ) {
    this.#store = store;
    this.#folder = folder;
    this.database = store.database;
    this.gateway = gateway;
    this.serving = serving;
    this.today = today;
    this.foreignIds = foreignIds;
    const good = goodTokens();
    const bad = badTokens();
    this.good = Object.keys(good);
    this.bad = Object.keys(bad);
    this.tokens = new Map([...Object.entries(good), ...Object.entries(bad)]);
  }

  static async open(): Promise<Target> {
    const store = await openTestStore();
    const today = new Date().toISOString().slice(0, 10);
    await loadWorld(store.store, { id: newId(), ref: demo.tenant, name: 'Demo', sample: true }, demoWorld({ today }));
    const second = canaryWorld(today);
    await loadWorld(store.store, { id: newId(), ref: secondTenant, name: canary, sample: false }, second);
    const folder = mkdtempSync(join(tmpdir(), 'liaise-attack-'));
    mkdirSync(join(folder, 'portal'));
    writeFileSync(join(folder, 'portal', 'index.html'), '<!doctype html><title>Portal</title>');
    for (const name of ['secret.txt', 'portal/.env']) writeFileSync(join(folder, name), canary);
    const log: LogEntry[] = [];
    const gateway = Target.#gatewayOver(store, folder, { log: (entry) => log.push(entry) });
    await gateway.ready;
    const serving = await serve(gateway, { port: 0 });
    const target = new Target(store, gateway, serving, folder, today, knownIds(second));
    target.log.push(...log);
    await target.#fillPlaces();
    return target;
  }

  static #gatewayOver(store: TestStore, folder: string, options: Partial<GatewayOptions>): Gateway {
    return createGateway({
      database: store.store,
      issuers: [
        { ...issuers.first, tenants: [demo.tenant] },
        { ...issuers.second, tenants: [secondTenant] },
      ],
      portal: join(folder, 'portal'),
      origins: [allowedOrigin],
      limits: { token: unlimited, address: unlimited, link: unlimited },
      secret,
      publicUrl: 'https://gateway.example',
      ...options,
    });
  }

  /** A second gateway over the same records, with other settings. */
  sibling(options: Partial<GatewayOptions>): Gateway {
    return Target.#gatewayOver(this.#store, this.#folder, options);
  }

  /** Runs what a request does, and gives the values that differ from run to run their places. */
  async #fillPlaces(): Promise<void> {
    const get = async (as: string, path: string): Promise<Record<string, unknown>> => {
      const answer = await this.send({ route: null, how: 'set up', method: 'GET', path, headers: [], as, body: null });
      return (answer.json ?? {}) as Record<string, unknown>;
    };
    for (const name of [
      'customers',
      'contacts',
      'visits',
      'purchases',
      'tasks',
      'interactions',
      'goals',
      'responses',
    ]) {
      const { next } = await get('admin', `/v1/${name}?limit=2`);
      this.#places.set(`cursor ${name}.list`, String(next));
    }
    this.#places.set('foreign cursor', String((await get('foreign', '/v1/customers?limit=2'))['next']));
    const post = async (as: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
      const answer = await this.send({
        route: null,
        how: 'set up',
        method: 'POST',
        path,
        headers: [
          ['Content-Type', 'application/json'],
          ['Idempotency-Key', newId()],
        ],
        as,
        body: { text: JSON.stringify(body) },
      });
      if (answer.status >= 400) throw new Error(`The attack could not be set up: ${answer.text}`);
      return answer.json as Record<string, unknown>;
    };
    const invite = async (as: string, customerId: string, surveyId: string): Promise<string> =>
      String((await post(as, '/v1/invitations', { id: newId(), surveyId, customerId, channel: 'link' }))['token']);
    const customer = demo.customers.first;
    this.#places.set('link', await invite('admin', customer, demo.survey));
    const finished = await invite('admin', customer, demo.survey);
    this.#places.set('finished link', finished);
    await this.send({
      route: null,
      how: 'set up',
      method: 'PUT',
      path: '/v1/s/«finished link»/response',
      headers: [
        ['Content-Type', 'application/json'],
        ['Idempotency-Key', newId()],
      ],
      as: null,
      body: { text: JSON.stringify({ answers: { recommend: 9, satisfaction: 5 }, final: true }) },
    });
    const ofForeign = async (name: string): Promise<string> => {
      const { items } = await get('foreign', `/v1/${name}?limit=1`);
      return (items as { id: string }[])[0]?.id ?? '';
    };
    this.#places.set('foreign link', await invite('foreign', await ofForeign('customers'), await ofForeign('surveys')));
    this.#places.set('made-up link', `${demo.tenant}.${'A'.repeat(22)}`);
    const { path } = await post('admin', '/v1/kpis/signatures', { kpi: 'nps', subject: 'tenant', period: '2026' });
    this.#places.set('signature', new URL(String(path), 'http://gateway').searchParams.get('signature') ?? '');
  }

  /** The value of a place, such as `link` or `cursor customers.list`. */
  place(name: string): string {
    return this.#places.get(name) ?? '';
  }

  /** Puts values where places are named; an unknown place stays as it is. */
  resolve(text: string): string {
    return text.replaceAll(/«([^»]*)»/g, (whole, name: string) => this.#places.get(name) ?? whole);
  }

  /**
   * Sends a request and reads the answer to its end; of a stream of events only the beginning.
   *
   * @throws {Unsendable} for what `fetch` does not take; {Error} for a connection that broke or an answer that did not come in time
   */
  async send(request: AttackRequest): Promise<Answer> {
    const origin = request.overHttp === true ? `http://127.0.0.1:${this.serving.port}` : 'http://localhost:8787';
    const abort = new AbortController();
    let made: Request;
    try {
      const headers = new Headers();
      for (const [name, value] of request.headers) headers.set(name, value);
      const token = request.as === null ? undefined : this.tokens.get(request.as);
      if (token !== undefined && !headers.has('authorization')) headers.set('Authorization', `Bearer ${token}`);
      const body =
        request.body === null || request.method === 'GET' || request.method === 'HEAD'
          ? null
          : bytesOf('text' in request.body ? { text: this.resolve(request.body.text) } : request.body);
      made = new Request(origin + this.resolve(request.path), {
        method: request.method,
        headers,
        body,
        signal: abort.signal,
        redirect: 'manual',
      });
    } catch (error) {
      throw new Unsendable('fetch does not take this request', { cause: error });
    }
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
    });
    try {
      const answered = request.overHttp === true ? fetch(made) : this.gateway.fetch(made, { address: '192.0.2.66' });
      const response = await Promise.race([answered, late]);
      const text = await Promise.race([readText(response), late]);
      const type = response.headers.get('content-type') ?? '';
      let json: unknown;
      try {
        json = /\bjson\b/.test(type) && text !== '' ? JSON.parse(text) : undefined;
      } catch {
        json = undefined;
      }
      return { status: response.status, headers: response.headers, text, json, ms: performance.now() - started };
    } catch (error) {
      if (request.overHttp === true && error instanceof TypeError && isOwnRefusal(error)) {
        throw new Unsendable('fetch does not send this request', { cause: error });
      }
      throw error;
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  async close(): Promise<void> {
    await this.serving.stop();
    await this.gateway.close();
    await this.#store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Whether the client itself would not send it, such as one with a `Content-Length` that does not fit. */
function isOwnRefusal(error: TypeError): boolean {
  const { cause } = error;
  return (
    cause instanceof Error &&
    /content-length|invalid|not supported|NotSupported|expect/i.test(`${cause.name} ${cause.message}`)
  );
}

async function readText(response: Response): Promise<string> {
  if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}
