import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import type { Page } from '@liaise/core/api/page';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

let t: TestGateway;
beforeAll(async () => {
  t = await openTestGateway();
});
afterAll(() => t.close());

const note = (more: object = {}) => ({ id: newId(), customerId: demo.customers.first, text: 'Likes tea', ...more });

describe('Idempotency-Key', () => {
  it('is required on a write with a body, and takes visible ASCII', async () => {
    const send = (key: string | null) => t.send('POST', '/v1/notes', { body: note(), key });
    expect((await send(null)).body).toMatchObject({ status: 400, code: 'idempotency-key-required' });
    for (const key of ['a b', 'ü', 'x'.repeat(256), '\u0007']) {
      const answer = await send(key).catch((error: unknown) => error);
      // What HTTP itself does not carry never arrives.
      if (!(answer instanceof TypeError)) expect(answer).toMatchObject({ body: { code: 'invalid-idempotency-key' } });
    }
  });

  it('answers the same request again with the first answer, byte for byte', async () => {
    const body = note();
    const key = newId();
    const first = await t.send('POST', '/v1/notes', { body, key });
    const again = await t.send('POST', '/v1/notes', { body, key });
    expect(first.status).toBe(201);
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([201, first.text, first.headers.get('etag')]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is refused with another request', async () => {
    const key = newId();
    await t.send('POST', '/v1/notes', { body: note(), key });
    const other = await t.send('POST', '/v1/notes', { body: note(), key });
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    const elsewhere = await t.send('POST', '/v1/tasks', { body: { id: newId(), title: 'x' }, key });
    expect(elsewhere.body).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('of another caller is another key', async () => {
    const key = newId();
    const token = await t.token('admin');
    const team = { id: newId(), name: 'South' };
    const first = await t.send('POST', '/v1/tasks', { body: { id: newId(), title: 'x' }, key });
    const second = await t.send('POST', '/v1/teams', { body: team, key, token });
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it('keeps nothing of a write that failed', async () => {
    const key = newId();
    const body = note({ customerId: newId() });
    expect((await t.send('POST', '/v1/notes', { body, key })).status).toBe(422);
    const right = { ...body, customerId: demo.customers.first };
    expect((await t.send('POST', '/v1/notes', { body: right, key })).status).toBe(201);
  });

  it('gives one effect and one answer to many at once', async () => {
    const key = newId();
    const id = newId();
    await t.send('POST', '/v1/visits', {
      body: { id, customerId: demo.customers.first, type: 'service', plannedStart: new Date().toISOString() },
    });
    const nextStep = { title: `Only once ${id}` };
    const body = { move: 'check-in', nextStep };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => t.send('POST', `/v1/visits/${id}/moves`, { body, key })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    const tasks = await t.send<Page<{ title: string }>>(
      'GET',
      `/v1/tasks?customerId=${demo.customers.first}&limit=500`,
    );
    expect(tasks.body.items.filter(({ title }) => title === nextStep.title)).toHaveLength(1);
  });

  it('keeps an answer that holds a secret sealed', async () => {
    const key = newId();
    const body = { id: newId(), surveyId: demo.survey, customerId: demo.customers.first };
    const first = await t.send<{ token: string }>('POST', '/v1/invitations', { body, key });
    const again = await t.send<{ token: string }>('POST', '/v1/invitations', { body, key });
    expect(again.body.token).toBe(first.body.token);
    const kept = await t.store.postgres.asOwner(async (client) => {
      const found = await client.query<{ answer: string }>('SELECT answer::text FROM idempotency_keys');
      const hashes = await client.query<{ row: string }>('SELECT invitations::text AS row FROM invitations');
      return JSON.stringify([found.rows, hashes.rows]);
    });
    expect(kept).not.toContain(first.body.token.split('.')[1]);
  });
});
