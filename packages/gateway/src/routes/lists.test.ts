import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { Customer } from '@liaise/core/records/customer';
import type { Page } from '@liaise/core/api/page';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

let t: TestGateway;
let admin: string;
beforeAll(async () => {
  t = await openTestGateway();
  admin = await t.token('admin');
});
afterAll(() => t.close());

const list = (query: string, token?: string) =>
  t.send<Page<Customer>>('GET', `/v1/customers?${query}`, token === undefined ? {} : { token });

describe('cursors', () => {
  it('lead through all rows, each once, while rows are being added', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<Customer> = (await list(`limit=17${cursor === '' ? '' : `&cursor=${cursor}`}`, admin)).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      if (seen.length < 300)
        await t.send('POST', '/v1/customers', { body: { id: newId(), kind: 'person', name: 'Late' }, token: admin });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(seen);
    expect(seen.length).toBeGreaterThanOrEqual(200);
  });

  it('belong to their query, caller, tenant and route, and cannot be altered', async () => {
    const { next } = (await list('limit=1&stage=build', admin)).body;
    if (next === null) throw new Error('Expected a second page.');
    const altered = next.slice(0, -1) + (next.endsWith('A') ? 'B' : 'A');
    const moved = (next.startsWith('A') ? 'B' : 'A') + next.slice(1);
    expect((await list(`limit=5&stage=build&cursor=${next}`, admin)).status).toBe(200);
    const other = await t.token('admin', { tenant: 'other' });
    for (const [query, token] of [
      [`stage=grow&cursor=${next}`, admin],
      [`cursor=${next}`, admin],
      [`stage=build&cursor=${altered}`, admin],
      [`stage=build&cursor=${moved}`, admin],
      [`stage=build&cursor=${next}`, other],
      [`stage=build&cursor=${next}`, undefined],
    ] as const) {
      expect((await list(query, token)).body, query).toMatchObject({ status: 400, code: 'invalid-cursor' });
    }
    const route = await t.send('GET', `/v1/contacts?cursor=${next}`, { token: admin });
    expect(route.body).toMatchObject({ code: 'invalid-cursor' });
  });

  it('filters by a customer however it is named', async () => {
    const one = (await t.send<Customer>('GET', `/v1/customers/${demo.customers.first}`)).body;
    const mail = one.channels?.find(({ kind }) => kind === 'email')?.value ?? '';
    const phone = one.channels?.find(({ kind }) => kind === 'phone')?.value ?? '';
    const byId = await t.send('GET', `/v1/contacts?customerId=${one.id}`);
    for (const name of [mail, phone]) {
      expect((await t.send('GET', `/v1/contacts?customerId=${encodeURIComponent(name)}`)).text).toBe(byId.text);
      expect((await t.send<Customer>('GET', `/v1/customers/${encodeURIComponent(name)}`)).body.id).toBe(one.id);
    }
    expect((await t.send<Page<unknown>>('GET', `/v1/contacts?customerId=${newId()}`)).body).toEqual({
      items: [],
      next: null,
    });
  });

  it('tells an ambiguous name from an unknown one', async () => {
    const channels = [{ kind: 'email', value: 'twice@same.example' }];
    for (const name of ['One', 'Two'])
      await t.send('POST', '/v1/customers', { body: { id: newId(), kind: 'person', name, channels } });
    expect((await t.send('GET', '/v1/customers/twice%40same.example')).body).toMatchObject({
      code: 'ambiguous-customer',
    });
    const body = { id: newId(), customerId: 'twice@same.example', text: 'x' };
    expect((await t.send('POST', '/v1/notes', { body })).body).toMatchObject({
      code: 'invalid-body',
      issues: [{ path: 'body.customerId', code: 'ambiguous-customer' }],
    });
  });
});

describe('versions', () => {
  it('are told, asked and guarded by entity tags', async () => {
    const id = newId();
    const made = await t.send<Customer>('POST', '/v1/customers', { body: { id, kind: 'person', name: 'Ada' } });
    expect([made.headers.get('etag'), made.headers.get('location')]).toEqual(['"1"', `/v1/customers/${id}`]);
    const path = `/v1/customers/${id}`;
    const known = await t.send('GET', path, { headers: { 'if-none-match': '"1"' } });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', '"1"']);
    const second = await t.send('PATCH', path, { body: { name: 'Ada Quill' }, headers: { 'if-match': '"1"' } });
    expect([second.status, second.headers.get('etag')]).toEqual([200, '"2"']);
    const late = await t.send('PATCH', path, { body: { name: 'Bea' }, headers: { 'if-match': '"1"' } });
    expect(late.body).toMatchObject({ status: 412, code: 'version-mismatch' });
    expect((await t.send('GET', path, { headers: { 'if-none-match': '"1"' } })).status).toBe(200);
    expect((await t.send('DELETE', path, { headers: { 'if-match': '"1"' }, token: admin })).status).toBe(412);
    expect((await t.send('DELETE', path, { headers: { 'if-match': '"2"' }, token: admin, key: null })).status).toBe(
      204,
    );
    expect((await t.send('GET', path)).status).toBe(404);
  });

  it('let every one of many changes at once through, each on top of another', async () => {
    const id = newId();
    await t.send('POST', '/v1/customers', { body: { id, kind: 'person', name: 'Ada' } });
    const names = ['importance', 'tier', 'language', 'industry'] as const;
    const bodies = [{ importance: 3 }, { tier: 'big' }, { language: 'en' }, { industry: 'Retail' }];
    const answers = await Promise.all(bodies.map((body) => t.send('PATCH', `/v1/customers/${id}`, { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const after = (await t.send<Customer>('GET', `/v1/customers/${id}`)).body;
    expect(after.version).toBe(5);
    for (const name of names) expect(after[name]).toBeDefined();
  });

  it('merge as RFC 7396 says, and clear by null', async () => {
    const id = newId();
    const site = { city: 'Bonn', country: 'DE' };
    await t.send('POST', '/v1/customers', { body: { id, kind: 'person', name: 'Ada', site, tier: 'big' } });
    const merged = await t.send<Customer>('PATCH', `/v1/customers/${id}`, {
      body: { site: { city: null, region: 'NRW' }, tier: null },
    });
    expect(merged.body.site).toEqual({ country: 'DE', region: 'NRW' });
    expect(merged.body).not.toHaveProperty('tier');
    const fault = await t.send('PATCH', `/v1/customers/${id}`, { body: { name: null } });
    expect(fault.body).toMatchObject({ code: 'invalid-body', issues: [{ path: 'body.name' }] });
  });
});
