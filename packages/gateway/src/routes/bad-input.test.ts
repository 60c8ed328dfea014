import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '@liaise/core/api/problem';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestAnswer, type TestGateway, type TestRequest } from '../test-gateway.ts';

let t: TestGateway;
beforeAll(async () => {
  t = await openTestGateway();
});
afterAll(() => t.close());

const person = (more: object = {}) => ({ id: newId(), kind: 'person', name: 'Ada Quill', ...more });

function expectProblem(answer: TestAnswer<unknown>, status: number, code: string): Problem {
  expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, code });
  const problem = answer.body as Problem;
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
  return problem;
}

const paths = (problem: Problem): string[] => (problem.issues ?? []).map(({ path }) => path);

describe('a body that is not right', () => {
  it.each<[string, string, object, string[]]>([
    ['unknown field', '/v1/customers', { nmae: 'x' }, ['body.nmae']],
    ['wrong type', '/v1/customers', { employees: 'many' }, ['body.employees']],
    ['impossible date', '/v1/customers', { foundedOn: '2026-02-30' }, ['body.foundedOn']],
    ['amount without currency', '/v1/customers', { annualRevenue: { minor: 5 } }, ['body.annualRevenue.currency']],
    [
      'a latitude of 91',
      '/v1/customers',
      { site: { position: { latitude: 91, longitude: 0 } } },
      ['body.site.position.latitude'],
    ],
    ['no name', '/v1/customers', { name: undefined }, ['body.name']],
    ['two faults', '/v1/customers', { tier: 'huge', importance: 9 }, ['body.importance', 'body.tier']],
    ['the server’s own field', '/v1/customers', { version: 7 }, ['body.version']],
    ['a parent that is not there', '/v1/customers', { parentId: newId() }, ['body.parentId']],
  ])('%s', async (_, path, more, wanted) => {
    const answer = await t.send('POST', path, { body: person(more) });
    const problem = expectProblem(answer, 422, 'invalid-body');
    expect(paths(problem).sort()).toEqual(wanted);
  });

  it('names a customer that is not there, by whatever it is named', async () => {
    for (const customerId of [newId(), 'zoho:Accounts/none', 'nobody@nowhere.example', '+49 30 99999 999']) {
      const body = { id: newId(), customerId, name: 'Ada' };
      const problem = expectProblem(await t.send('POST', '/v1/contacts', { body }), 422, 'invalid-body');
      expect(problem.issues).toEqual([expect.objectContaining({ path: 'body.customerId', code: 'unknown-customer' })]);
    }
  });

  it('says that an id is taken: two contacts with one id', async () => {
    const body = { id: newId(), customerId: demo.customers.first, name: 'Ada' };
    expect((await t.send('POST', '/v1/contacts', { body })).status).toBe(201);
    const again = await t.send('POST', '/v1/contacts', { body: { ...body, name: 'Bea' } });
    expect(paths(expectProblem(again, 409, 'already-exists'))).toEqual(['body.id']);
  });

  it.each<[object, number, string, string]>([
    [{ kpi: 'none' }, 422, 'invalid-body', 'body.kpi'],
    [{ period: '2025-W53' }, 422, 'invalid-body', 'body.period'],
    [{ subject: 'tenant' }, 403, 'forbidden', 'body.subject'],
  ])('names the field of a picture to be signed: %j', async (more, status, code, field) => {
    const body = { kpi: 'new-customers', subject: `rep:${demo.rep}`, period: '2026', ...more };
    expect(paths(expectProblem(await t.send('POST', '/v1/kpis/signatures', { body }), status, code))).toEqual([field]);
  });

  it('says that an external reference is taken', async () => {
    const externalRefs = ['zoho:Accounts/77'];
    expect((await t.send('POST', '/v1/customers', { body: person({ externalRefs }) })).status).toBe(201);
    const again = await t.send('POST', '/v1/customers', { body: person({ externalRefs }) });
    expect(paths(expectProblem(again, 409, 'already-exists'))).toEqual(['body.externalRefs']);
  });

  it('stores nothing of it', async () => {
    const body = person({ tier: 'huge' });
    await t.send('POST', '/v1/customers', { body });
    expectProblem(await t.send('GET', `/v1/customers/${body.id}`), 404, 'not-found');
  });
});

describe('a body that is no body', () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  const json = (text: string) => new TextEncoder().encode(text);
  const utf16 = new Uint8Array(Buffer.from('{"id":1}', 'utf16le'));

  it.each<[string, Uint8Array<ArrayBuffer> | string, number, string]>([
    ['10,000 arrays deep', '['.repeat(10_000), 422, 'invalid-body'],
    ['10,000 objects deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 422, 'invalid-body'],
    ['broken UTF-8', bytes(0x22, 0xff, 0xfe, 0x22), 400, 'malformed-json'],
    ['UTF-16', utf16, 400, 'malformed-json'],
    ['a byte order mark', bytes(0xef, 0xbb, 0xbf, ...json('{}')), 400, 'malformed-json'],
    ['nothing', '', 400, 'malformed-json'],
    ['half of it', '{"id":', 400, 'malformed-json'],
    ['null', 'null', 422, 'invalid-body'],
    ['a list', '[]', 422, 'invalid-body'],
    ['a text', '"x"', 422, 'invalid-body'],
    ['a key twice', '{"id":"a","id":"b"}', 422, 'invalid-body'],
    ['a prototype', '{"__proto__":{"admin":true}}', 422, 'invalid-body'],
    ['a constructor', '{"constructor":{"prototype":{"x":1}}}', 422, 'invalid-body'],
    ['NUL', '{"name":"\\u0000"}', 422, 'invalid-body'],
    ['half a surrogate pair', '{"name":"\\ud800"}', 422, 'invalid-body'],
    ['infinity', '{"employees":1e400}', 422, 'invalid-body'],
    ['10 MB', JSON.stringify({ name: 'x'.repeat(10_000_000) }), 413, 'body-too-large'],
  ])('%s', async (_, raw, status, code) => {
    expectProblem(await t.send('POST', '/v1/customers', { raw }), status, code);
  });

  it('10 MB in pieces without a length', async () => {
    let left = 160;
    const raw = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(65_536).fill(0x20));
        else controller.close();
      },
    });
    expectProblem(await t.send('POST', '/v1/customers', { raw }), 413, 'body-too-large');
  });

  it.each([
    ['text/plain', undefined],
    ['application/x-www-form-urlencoded', undefined],
    ['application/json; charset=utf-16', undefined],
    ['application/json', 'gzip'],
  ])('%s %s', async (type, encoding) => {
    const headers = { 'content-type': type, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) };
    expectProblem(await t.send('POST', '/v1/customers', { raw: '{}', headers }), 415, 'unsupported-media-type');
  });
});

describe('a path or a query that is not right', () => {
  it.each<[string, string, number, string, string[]]>([
    ['GET', '/v1/customers?stage=nowhere', 400, 'invalid-query', ['query.stage']],
    ['GET', '/v1/customers?colour=red', 400, 'invalid-query', ['query.colour']],
    ['GET', '/v1/customers?stage=acquire&stage=build', 400, 'invalid-query', ['query.stage']],
    ['GET', '/v1/customers?limit=-1', 400, 'invalid-query', ['query.limit']],
    ['GET', '/v1/customers?limit=1e9', 400, 'invalid-query', ['query.limit']],
    ['GET', '/v1/customers?limit=%D9%A1%D9%A2', 400, 'invalid-query', ['query.limit']],
    ['GET', '/v1/customers?search=%00', 400, 'invalid-query', ['query.search']],
    ['GET', '/v1/customers?search=%ff', 400, 'invalid-query', []],
    ['GET', '/v1/customers?sort=password', 400, 'invalid-query', ['query.sort']],
    ['GET', '/v1/customers?cursor=made-up', 400, 'invalid-cursor', ['query.cursor']],
    ['GET', '/v1/visits/not-an-id', 400, 'invalid-path', ['path.id']],
    ['GET', '/v1/customers/%ff', 400, 'invalid-path', []],
    ['GET', `/v1/kpis?kpi=none&subject=rep:${demo.rep}&period=2026`, 400, 'invalid-query', ['query.kpi']],
    [
      'GET',
      `/v1/kpis?kpi=new-customers&subject=rep:${demo.rep}&period=2025-W53`,
      400,
      'invalid-query',
      ['query.period'],
    ],
    ['GET', '/v1/nothing', 404, 'unknown-route', []],
    ['GET', '/nothing', 404, 'unknown-route', []],
    ['GET', '/v1/customers/../../etc/passwd', 404, 'unknown-route', []],
    ['DELETE', '/v1/customers', 405, 'method-not-allowed', []],
  ])('%s %s', async (method, path, status, code, wanted) => {
    expect(paths(expectProblem(await t.send(method, path), status, code))).toEqual(wanted);
  });

  it('says which methods there are', async () => {
    expect((await t.send('PUT', '/v1/customers')).headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });

  it.each(["' or 1=1--", '%_%', '(a+)+$', 'id;drop table customers', "\\'; select 1"])(
    'takes %s as a text to search for',
    async (text) => {
      const answer = await t.send<{ items: unknown[] }>('GET', `/v1/customers?search=${encodeURIComponent(text)}`);
      expect([answer.status, answer.body.items]).toEqual([200, []]);
    },
  );
});

describe('a caller who may not', () => {
  it('is told without a token, and how to send one', async () => {
    const answer = await t.send('GET', '/v1/customers', { token: null });
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  it.each<[string, string, TestRequest]>([
    ['POST', '/v1/teams', { body: { id: newId(), name: 'Mine' } }],
    ['POST', '/v1/assignments', { body: { id: newId(), customerId: demo.customers.first, repId: demo.rep } }],
    ['DELETE', `/v1/customers/${demo.customers.first}`, {}],
    ['GET', `/v1/subjects/${demo.customers.first}/export`, {}],
  ])('as a rep: %s %s', async (method, path, request) => {
    expectProblem(await t.send(method, path, request), 403, 'forbidden');
  });

  it('writes in its own name only', async () => {
    const body = { id: newId(), customerId: demo.customers.first, type: 'service', repId: demo.reps[1] };
    const problem = expectProblem(await t.send('POST', '/v1/visits', { body }), 403, 'forbidden');
    expect(paths(problem)).toEqual(['body.repId']);
  });

  it('as a contact: nothing of the staff', async () => {
    const token = await t.token('contact', { contact: demo.contacts.first });
    expectProblem(await t.send('GET', '/v1/customers', { token }), 403, 'forbidden');
    expect((await t.send('GET', '/v1/me', { token })).body).toMatchObject({
      role: 'contact',
      contactId: demo.contacts.first,
    });
  });
});

describe('what is told', () => {
  it('holds nothing of the inside', async () => {
    const texts = await Promise.all([
      t.send('GET', "/v1/customers?search='"),
      t.send('POST', '/v1/customers', { raw: '{' }),
      t.send('POST', '/v1/contacts', { body: { id: newId(), customerId: newId(), name: 'x' } }),
    ]);
    for (const { text } of texts)
      expect(text).not.toMatch(/postgres|select |insert |kysely|node_modules|\.ts:|at async/i);
  });

  it('keeps persons out of the log', async () => {
    const before = t.log.length;
    await t.send('GET', '/v1/customers/ada.secret%40person.example');
    await t.send('POST', '/v1/customers', { body: person({ name: 'Very Secret' }) });
    const lines = JSON.stringify(t.log.slice(before));
    expect(lines).not.toMatch(/secret|person\.example/i);
    expect(t.log.at(-1)).toMatchObject({ route: 'customers.create', status: 201, tenant: 'demo', method: 'POST' });
  });

  it('takes a harmless request id and no other', async () => {
    const id = 'portal-2026.11.21';
    expect((await t.send('GET', '/v1/me', { headers: { 'x-request-id': id } })).headers.get('x-request-id')).toBe(id);
    const other = await t.send('GET', '/v1/me', { headers: { 'x-request-id': '<script>alert(1)</script>' } });
    expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('goes on after all of this', async () => {
    expect((await t.send('GET', '/readyz', { token: null })).body).toEqual({ status: 'ready' });
  });
});
