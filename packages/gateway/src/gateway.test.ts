import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '@liaise/core/samples';
import { newId } from '@liaise/core/records/identifier';
import type { Customer } from '@liaise/core/records/customer';
import type { Page } from '@liaise/core/api/page';
import { openTestGateway, type TestGateway } from './test-gateway.ts';

let t: TestGateway;
beforeAll(async () => {
  t = await openTestGateway();
});
afterAll(() => t.close());

describe('reading', () => {
  it('lists, reads and shows a card', async () => {
    const list = await t.send<Page<Customer>>('GET', '/v1/customers?limit=3');
    expect(list.status).toBe(200);
    expect(list.body.items).toHaveLength(3);
    const one = await t.send<Customer>('GET', `/v1/customers/${demo.customers.first}`);
    expect(one.body).toMatchObject({ id: demo.customers.first });
    expect(one.headers.get('etag')).toBe(`"${one.body.version}"`);
    const card = await t.send('GET', `/v1/customers/${demo.customers.first}/card`);
    expect(card.body).toMatchObject({ customer: { id: demo.customers.first } });
  });

  it('says who the caller is', async () => {
    const me = await t.send('GET', '/v1/me');
    expect(me.body).toMatchObject({ tenant: 'demo', role: 'rep', repId: demo.rep });
  });
});

describe('writing', () => {
  it('makes whoever brings a customer its holder and its originator', async () => {
    const id = newId();
    const made = await t.send<Customer>('POST', '/v1/customers', { body: { id, kind: 'person', name: 'Ada' } });
    expect(made.status, made.text).toBe(201);
    const assignments = await t.send<Page<{ role: string; repId: string }>>('GET', `/v1/assignments?customerId=${id}`);
    expect(assignments.body.items.map(({ role, repId }) => [role, repId])).toEqual([
      ['holder', demo.rep],
      ['originator', demo.rep],
    ]);
    const changed = await t.send<Customer>('PATCH', `/v1/customers/${id}`, { body: { tier: 'big', stage: 'build' } });
    expect(changed.body, changed.text).toMatchObject({ tier: 'big', stage: 'build', version: 2 });
    const history = await t.send<Page<{ field: string }>>('GET', `/v1/customers/${id}/history`);
    expect(history.body.items.map(({ field }) => field)).toEqual(['holder', 'tier', 'stage']);
  });
});
