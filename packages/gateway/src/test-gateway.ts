import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { newId } from '@liaise/core/records/identifier';
import type { Role } from '@liaise/core/api/route';
import { signToken } from './access/sign.ts';
import { createGateway, type Gateway, type GatewayOptions, type LogEntry } from './gateway.ts';
import type { OpenedStore } from './store/open.ts';
import { loadWorld } from './store/sample.ts';
import { openTestStore } from './store/test-database.ts';

/** The secret of the issuer that tests sign with. */
export const testSecret = 'a secret for tests, long enough for HS256';
export const testIssuer = 'https://host.example';

export interface TestRequest {
  token?: string | null;
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: BodyInit;
  headers?: Record<string, string>;
  /** A key of its own unless said; null for none. */
  key?: string | null;
}

export interface TestAnswer<T> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

/** A gateway over a fresh database with the demo company in tenant `demo`, and whatever tests need to call it. */
export interface TestGateway {
  gateway: Gateway;
  store: OpenedStore;
  log: LogEntry[];
  /** The statements that the database was sent so far. */
  statements: string[];
  /** Signs a token of tenant `demo` unless said. */
  token(
    role: Role,
    claims?: { rep?: string; teams?: readonly string[]; contact?: string; tenant?: string; sub?: string },
  ): Promise<string>;
  /** Sends a request; as the rep of the demo unless a token is given. */
  send<T = Record<string, unknown>>(method: string, path: string, request?: TestRequest): Promise<TestAnswer<T>>;
  close(): Promise<void>;
}

/** The demo company in tenant `demo`; tenant `other` is empty, or holds the same company again (`both`). */
export async function openTestGateway({
  world = true,
  both = false,
  ...options
}: Partial<GatewayOptions> & { world?: boolean; both?: boolean } = {}): Promise<TestGateway> {
  const statements: string[] = [];
  const opened = await openTestStore({ onStatement: (text) => statements.push(text) });
  const { store } = opened;
  const today = new Date().toISOString().slice(0, 10);
  for (const ref of ['demo', 'other']) {
    const tenant = { id: newId(), ref, name: ref, sample: ref === 'demo' };
    const filled = world && (both || ref === 'demo');
    if (filled) await loadWorld(store, tenant, demoWorld({ today }));
    else await store.createTenant(tenant);
  }
  const log: LogEntry[] = [];
  const gateway = createGateway({
    database: store,
    issuers: [{ iss: testIssuer, tenants: ['demo', 'other'], secret: testSecret }],
    log: (entry) => log.push(entry),
    ...options,
  });
  await gateway.ready;

  const token: TestGateway['token'] = async (role, { tenant = 'demo', sub, ...claims } = {}) => {
    const subject = sub ?? `${role}-${claims.rep ?? claims.contact ?? 'x'}`;
    return (await signToken({ iss: testIssuer, sub: subject, tenant, role, ...claims }, testSecret)).token;
  };
  const usual = token('rep', { rep: demo.rep });

  return {
    gateway,
    store,
    log,
    statements,
    token,
    async send<T>(method: string, path: string, { token: given, body, raw, headers = {}, key }: TestRequest = {}) {
      const all = new Headers(headers);
      const bearer = given === undefined ? await usual : given;
      if (bearer !== null && !all.has('authorization')) all.set('Authorization', `Bearer ${bearer}`);
      const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      if (content !== undefined && !all.has('content-type')) {
        all.set('Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
      }
      if (key !== null && method !== 'GET' && method !== 'HEAD') all.set('Idempotency-Key', key ?? newId());
      const init: RequestInit & { duplex?: 'half' } = { method, headers: all };
      if (content !== undefined) Object.assign(init, { body: content, duplex: 'half' });
      const response = await gateway.fetch(new Request(`http://localhost:8787${path}`, init), { address: '192.0.2.1' });
      const text = await response.text();
      const json = (response.headers.get('content-type') ?? '').includes('json');
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: (json ? JSON.parse(text) : undefined) as T,
      };
    },
    async close() {
      await gateway.close();
      await opened.close();
    },
  };
}
