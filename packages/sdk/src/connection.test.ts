import { describe, expect, it } from 'vitest';
import { customers } from '@liaise/core/api/customers';
import { readKpi } from '@liaise/core/api/kpis';
import { tasks } from '@liaise/core/api/tasks';
import { newId } from '@liaise/core/records/identifier';
import { openConnection } from './connection.ts';
import type { LiaiseError } from './error.ts';
import { isLiaiseError } from './error.ts';
import { json, playClock, playGateway, playToken, problem, type Reply } from './testing/line.ts';

const stored = (id: string, name = 'Blue Harbour'): object => ({
  id,
  version: 1,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
  kind: 'organization',
  name,
  stage: 'acquire',
});

const open = (reply: Reply, more: object = {}) => {
  const clock = playClock();
  const gateway = playGateway(reply);
  const asked: string[] = [];
  const connection = openConnection({
    url: 'https://gateway.example/',
    fetch: gateway.fetch,
    clock,
    getToken: ({ reason }) => {
      asked.push(reason);
      return Promise.resolve(playToken({ sub: 'a', tenant: 'demo', role: 'rep', n: asked.length }));
    },
    ...more,
  });
  return { connection, clock, asked, ...gateway };
};

const failure = async (promise: Promise<unknown>): Promise<LiaiseError> => {
  const cause: unknown = await promise.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!isLiaiseError(cause)) throw cause;
  return cause;
};

describe('a call', () => {
  it('carries the token, no cookies, and gives back what the schema makes of the answer', async () => {
    const id = newId();
    const { connection, seen } = open(() => json({ ...stored(id), later: 'field' }));
    const customer = await connection.call(customers.read, { params: { id } });
    expect(customer.name).toBe('Blue Harbour');
    expect(seen[0]?.headers.get('authorization')).toMatch(/^Bearer /);
    expect(seen[0]?.path).toBe(`/v1/customers/${id}`);
  });

  it('asks for one token for all who wait, and once more when it is refused', async () => {
    let refusals = 2;
    const { connection, asked } = open(({ path, body }) => {
      if (refusals-- > 0) return problem(401, 'token-expired');
      if (path === '/v1/batch') {
        const { requests } = body as { requests: { path: string }[] };
        return json({ responses: requests.map((one) => ({ status: 200, body: stored(one.path.slice(-36)) })) });
      }
      return json(stored(newId()));
    });
    const id = newId();
    refusals = 1;
    await Promise.all([
      connection.call(customers.read, { params: { id } }),
      connection.call(customers.read, { params: { id: newId() } }),
      connection.call(tasks.create, { body: { id: newId(), title: 'Call back' } }).catch(() => undefined),
    ]);
    expect(asked).toEqual(['initial', 'expired']);
  });

  it('gives up when the renewed token is refused too', async () => {
    const { connection, asked, seen } = open(() => problem(401, 'unauthenticated'));
    const error = await failure(connection.call(customers.read, { params: { id: newId() } }));
    expect(error.code).toBe('unauthenticated');
    expect(asked).toHaveLength(2);
    expect(seen).toHaveLength(2);
  });

  it('tries again after what may pass, as long as the gateway asks for', async () => {
    let calls = 0;
    const { connection, clock } = open(() => {
      calls += 1;
      return calls === 1 ? problem(429, 'rate-limited', { 'retry-after': '3' }) : json(stored(newId()));
    });
    await connection.call(customers.read, { params: { id: newId() } });
    expect(clock.waits).toEqual([3000]);
  });

  it('does not make a person wait for minutes: the error says how long', async () => {
    const { connection, clock } = open(() => problem(503, 'unavailable', { 'retry-after': '120' }));
    const error = await failure(connection.call(customers.read, { params: { id: newId() } }));
    expect(error).toMatchObject({
      code: 'unavailable',
      status: 503,
      retryable: true,
      retryAfterMs: 120_000,
      requestId: 'request-1',
    });
    expect(clock.waits).toEqual([]);
  });

  it('repeats a write with the same key, so that it is done once', async () => {
    let calls = 0;
    const { connection, seen } = open(() => {
      calls += 1;
      if (calls === 1) throw new TypeError('failed to fetch');
      return problem(422, 'invalid-body');
    });
    const id = newId();
    const error = await failure(connection.call(tasks.create, { body: { id, title: 'Call back' } }));
    expect(seen.map(({ headers }) => headers.get('idempotency-key'))).toEqual([id, id]);
    expect(error.idempotencyKey).toBe(id);
  });

  it('takes a captive portal for what it is', async () => {
    const { connection } = open(
      () => new Response('<html>Sign in to the network</html>', { headers: { 'content-type': 'text/html' } }),
    );
    const error = await failure(connection.call(customers.read, { params: { id: newId() } }));
    expect(error.code).toBe('unreadable-answer');
  });

  it('refuses an answer of another shape', async () => {
    const { connection } = open(() => json({ id: 'x' }));
    expect((await failure(connection.call(customers.read, { params: { id: newId() } }))).code).toBe(
      'unreadable-answer',
    );
  });

  it('says nothing of a body, a token or a person in its message', async () => {
    const { connection } = open(() => problem(422, 'invalid-body'));
    const error = await failure(connection.call(tasks.create, { body: { id: newId(), title: 'Ring Ms Secret' } }));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/Secret|eyJ/);
  });

  it('can be given up', async () => {
    const abort = new AbortController();
    const { connection } = open(() => json(stored(newId())));
    const reading = connection.call(customers.read, { params: { id: newId() } }, { signal: abort.signal });
    abort.abort();
    expect((await failure(reading)).code).toBe('aborted');
  });
});

describe('reads made in one turn', () => {
  it('travel together, equal ones once', async () => {
    const value = (kpi: string): object => ({
      kpi,
      subject: 'tenant',
      period: '2026',
      value: 1,
      unit: 'count',
      direction: 'higher',
      n: 1,
      asOf: '2026-11-21T00:00:00Z',
      complete: true,
      formula: 'Count',
      sources: [],
    });
    const { connection, seen } = open(({ body }) => {
      const { requests } = body as { requests: { path: string }[] };
      return json({
        responses: requests.map(({ path }) => {
          const kpi = new URL(path, 'https://x').searchParams.get('kpi') ?? '';
          return kpi === 'secret' ? { status: 403, body: { code: 'forbidden' } } : { status: 200, body: value(kpi) };
        }),
      });
    });
    const read = (kpi: string) => connection.call(readKpi, { query: { kpi, subject: 'tenant', period: '2026' } });
    const [nps, again, spend, secret] = await Promise.allSettled([
      read('nps'),
      read('nps'),
      read('spend'),
      read('secret'),
    ]);
    expect(seen).toHaveLength(1);
    expect((seen[0]?.body as { requests: unknown[] }).requests).toHaveLength(3);
    expect(nps).toEqual(again);
    expect(spend).toMatchObject({ status: 'fulfilled', value: { kpi: 'spend' } });
    expect(secret).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
  });
});
