import type { World } from './world.ts';

/** A request as the gateway receives it. */
export interface Asked {
  method: string;
  /** Path with query. */
  path: string;
  headers: Headers;
  body: unknown;
}

/** An answer before it travels. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One effect that the gateway has committed. */
export interface Effect {
  /** What the person wrote: unlike id and key it is never made twice. */
  tag: string;
  customer: string;
  /** Whose token the request carried. */
  subject: string;
  at: number;
}

interface Row {
  id: string;
  version: number;
  subject: string;
  body: Record<string, unknown>;
}

interface Kept {
  request: string;
  answer: Answer;
  at: number;
}

interface State {
  rows: Map<string, Row>;
  keys: Map<string, Kept>;
  effects: Effect[];
  contents: Map<string, number>;
}

const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, requestId: 'request' },
  headers: { 'content-type': 'application/problem+json', ...headers },
});

/**
 * The gateway's promises, without its database: a write is done once for its key, an id exists once, `If-Match` guards a
 * change, `/v1/reconcile` says what is held. It notes each effect, so that a doubled one shows.
 */
export class ModelGateway {
  readonly #world: World;
  #state: State = { rows: new Map(), keys: new Map(), effects: [], contents: new Map() };
  /** How long an idempotency key is kept, in milliseconds. */
  keyRetention = 30 * 86_400_000;
  /** Tokens given before are not accepted any more; milliseconds of the server's clock. */
  revokedBefore = 0;
  /** Customers whom a subject may no longer write to. */
  readonly forbidden = new Set<string>();
  /** Parts of a text that make a write one that is refused for good. */
  poison: string | undefined;
  /** How far the server's clock is ahead of the world's. */
  clockAhead = Date.parse('2026-11-21T08:00:00Z');

  constructor(world: World) {
    this.#world = world;
  }

  get now(): number {
    return this.clockAhead + this.#world.now;
  }

  get effects(): readonly Effect[] {
    return this.#state.effects;
  }

  has(id: string): boolean {
    return this.#state.rows.has(id);
  }

  row(id: string): Readonly<Row> | undefined {
    return this.#state.rows.get(id);
  }

  /** Bytes of a file's content that arrived. */
  contentOf(id: string): number {
    return this.#state.contents.get(id) ?? 0;
  }

  backup(): State {
    const { rows, keys, effects, contents } = this.#state;
    return {
      rows: new Map([...rows].map(([id, row]) => [id, { ...row, body: { ...row.body } }])),
      keys: new Map(keys),
      effects: [...effects],
      contents: new Map(contents),
    };
  }

  /** What was committed since the backup is gone. */
  restore(backup: State): void {
    this.#state = backup;
  }

  /** Somebody else changes a record. */
  changeElsewhere(id: string, change: Record<string, unknown>): void {
    const row = this.#state.rows.get(id);
    if (row) this.#state.rows.set(id, { ...row, version: row.version + 1, body: { ...row.body, ...change } });
  }

  /** Commits what the request asks for, and answers. */
  handle(asked: Asked): Answer {
    const url = new URL(asked.path, 'https://gateway.example');
    const anonymous = url.pathname.startsWith('/v1/s/');
    const caller = anonymous ? { subject: 'anyone', answer: undefined } : this.#callerOf(asked.headers);
    if (caller.answer) return caller.answer;
    const { subject } = caller;
    if (asked.method === 'GET') return this.#read(url.pathname, subject);
    if (url.pathname === '/v1/reconcile') return this.#reconcile(asked.body, subject);
    if (/^\/v1\/files\/[^/]+\/content$/.test(url.pathname)) return this.#content(url.pathname, asked);
    return this.#once(url, asked, subject);
  }

  #callerOf(headers: Headers): { subject: string; answer?: Answer } {
    const token = (headers.get('authorization') ?? '').replace(/^Bearer /, '');
    const [, part = ''] = token.split('.');
    if (part === '') return { subject: '', answer: problem(401, 'unauthenticated') };
    const claims = JSON.parse(Buffer.from(part, 'base64url').toString()) as { sub: string; exp: number; iat: number };
    if (claims.iat < this.revokedBefore) return { subject: '', answer: problem(401, 'token-revoked') };
    if (claims.exp * 1000 <= this.now) return { subject: '', answer: problem(401, 'token-expired') };
    return { subject: claims.sub };
  }

  #once(url: URL, asked: Asked, subject: string): Answer {
    const key = asked.headers.get('idempotency-key');
    if (key === null) return problem(400, 'idempotency-key-required');
    const name = `${subject} ${key}`;
    const request = `${asked.method} ${url.pathname} ${JSON.stringify(asked.body)}`;
    const kept = this.#state.keys.get(name);
    if (kept && this.#world.now - kept.at < this.keyRetention) {
      if (kept.request !== request) return problem(422, 'idempotency-key-reused');
      return { ...kept.answer, headers: { ...kept.answer.headers, 'idempotency-replayed': 'true' } };
    }
    const answer = this.#write(url, asked, subject);
    if (answer.status < 300) this.#state.keys.set(name, { request, answer, at: this.#world.now });
    return answer;
  }

  #write(url: URL, asked: Asked, subject: string): Answer {
    const body = asked.body;
    if (typeof body !== 'object' || body === null) return problem(400, 'malformed-json');
    const given = body as Record<string, unknown>;
    const text = JSON.stringify(given);
    if (this.poison !== undefined && text.includes(this.poison)) return problem(422, 'invalid-body');
    const [, , resource = '', id = '', part = ''] = url.pathname.split('/');
    if (resource === 's') return this.#commit(given, subject, `answers ${id}`, { token: id, ...given }, 200);
    if (asked.method === 'POST' && id === '') return this.#create(given, subject);
    const row = this.#state.rows.get(id);
    if (row?.subject !== subject) return problem(404, 'not-found');
    if (this.forbidden.has(customerOf(row.body))) return problem(403, 'forbidden');
    if (part === 'moves') return this.#move(row, given, subject);
    const wanted = asked.headers.get('if-match');
    if (wanted !== null && wanted !== `"${String(row.version)}"`) return problem(412, 'version-mismatch');
    return this.#change(row, given, subject);
  }

  #create(given: Record<string, unknown>, subject: string): Answer {
    const id = String(given['id']);
    if (this.forbidden.has(customerOf(given))) return problem(403, 'forbidden');
    if (this.#state.rows.has(id)) return problem(409, 'already-exists');
    return this.#commit(given, subject, id, { ...given, version: 1 }, 201);
  }

  #move(row: Row, given: Record<string, unknown>, subject: string): Answer {
    const moves: unknown[] = Array.isArray(row.body['moves']) ? row.body['moves'] : [];
    const made = moves.filter((one) => typeof one === 'object' && one !== null && 'move' in one);
    if (made.some((one) => one.move === given['move'])) return problem(422, 'invalid-move');
    const body = { ...row.body, ...given, tag: given['reason'], moves: [...moves, { ...given, receivedAt: this.now }] };
    return this.#commit({ ...row.body, tag: given['reason'] }, subject, row.id, body, 200);
  }

  #change(row: Row, given: Record<string, unknown>, subject: string): Answer {
    const body = { ...row.body, ...given };
    return this.#commit({ ...row.body, ...given }, subject, row.id, body, 200);
  }

  #commit(
    told: Record<string, unknown>,
    subject: string,
    id: string,
    body: Record<string, unknown>,
    status: number,
  ): Answer {
    const before = this.#state.rows.get(id);
    const version = (before?.version ?? 0) + 1;
    const row = { id, version, subject, body: { ...body, id } };
    this.#state.rows.set(id, row);
    const tag = tagOf(told);
    this.#state.effects.push({ tag, customer: customerOf(told), subject, at: this.#world.now });
    return { status, ...this.#shown(row) };
  }

  #shown(row: Row): { body: unknown; headers: Record<string, string> } {
    const stamp = new Date(this.clockAhead).toISOString();
    return {
      body: { createdAt: stamp, updatedAt: stamp, ...row.body, version: row.version },
      headers: { etag: `"${String(row.version)}"` },
    };
  }

  #read(path: string, subject: string): Answer {
    const [, , , id = ''] = path.split('/');
    const row = this.#state.rows.get(id);
    if (row?.subject !== subject) return problem(404, 'not-found');
    return { status: 200, ...this.#shown(row) };
  }

  #reconcile(body: unknown, subject: string): Answer {
    const ids = (body as { ids: string[] }).ids;
    const held = ids.filter((id) => this.#state.rows.get(id)?.subject === subject);
    return { status: 200, body: { held, missing: ids.filter((id) => !held.includes(id)) } };
  }

  #content(path: string, asked: Asked): Answer {
    const [, , , id = ''] = path.split('/');
    const row = this.#state.rows.get(id);
    if (!row) return problem(404, 'not-found');
    const { bytes } = asked.body as { bytes: number };
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(asked.headers.get('content-range') ?? '');
    const present = this.#state.contents.get(id) ?? 0;
    if (range) {
      const from = Number(range[1]);
      if (from > present) return problem(409, 'conflict');
      this.#state.contents.set(id, Math.max(present, from + bytes));
    } else this.#state.contents.set(id, bytes);
    return { status: 200, ...this.#shown(row) };
  }
}

const customerOf = ({ customerId }: Record<string, unknown>): string =>
  typeof customerId === 'string' ? customerId : '';

/** The words by which a test knows a write: its purpose, its text, its reason, its title. */
function tagOf(body: Record<string, unknown>): string {
  for (const name of ['tag', 'purpose', 'text', 'title', 'reason', 'name']) {
    const found = body[name];
    if (typeof found === 'string') return found;
  }
  return JSON.stringify(body);
}
