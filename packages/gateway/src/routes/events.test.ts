import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeEvent } from '@liaise/core/api/events';
import type { Page } from '@liaise/core/api/page';
import type { Customer } from '@liaise/core/records/customer';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { signToken } from '../access/sign.ts';
import { openTestGateway, testIssuer, testSecret, type TestGateway } from '../test-gateway.ts';

let t: TestGateway;
let admin: string;
let foreign: string;
beforeAll(async () => {
  t = await openTestGateway();
  admin = await t.token('admin');
  const found = await t.send<Page<Customer>>('GET', `/v1/customers?repId=${demo.reps[5]}&limit=1`, { token: admin });
  foreign = found.body.items[0]?.id ?? '';
});
afterAll(() => t.close());

/** An open stream, read event by event. */
async function listen(token: string, headers: Record<string, string> = {}, query = '') {
  const stop = new AbortController();
  const request = new Request(`http://localhost/v1/events${query}`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
    signal: stop.signal,
  });
  const response = await t.gateway.fetch(request);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<ChangeEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) return JSON.parse(data) as ChangeEvent;
        continue;
      }
      const read = await reader?.read();
      if (!read || read.done) return null;
      text += read.value;
    }
  };
  return { response, next, stop: () => stop.abort() };
}

const note = (customerId: string, token: string) =>
  t.send<{ id: string }>('POST', '/v1/notes', { body: { id: newId(), customerId, text: 'x' }, token });

describe('GET /v1/events', () => {
  it('tells what happens from now on, of what the caller may see and of nothing else', async () => {
    const token = await t.token('rep', { rep: demo.rep });
    const stream = await listen(token);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const unseen = await note(foreign, admin);
    const seen = await note(demo.customers.first, admin);
    expect([unseen.status, seen.status]).toEqual([201, 201]);
    const event = await stream.next();
    expect(event).toMatchObject({
      kind: 'created',
      resource: 'notes',
      recordId: seen.body.id,
      customerId: demo.customers.first,
    });
    expect(event).not.toHaveProperty('text');
    stream.stop();
  });

  it('goes on where a reader stood', async () => {
    const token = await t.token('rep', { rep: demo.rep });
    const stream = await listen(token);
    const first = await note(demo.customers.first, token);
    const event = await stream.next();
    expect(event?.recordId).toBe(first.body.id);
    stream.stop();
    const missed = await note(demo.customers.first, token);
    await note(foreign, admin);
    const again = await note(demo.customers.first, token);
    for (const resumed of [
      await listen(token, { 'Last-Event-ID': event?.id ?? '' }),
      await listen(token, {}, `?after=${event?.id ?? ''}`),
    ]) {
      expect((await resumed.next())?.recordId).toBe(missed.body.id);
      expect((await resumed.next())?.recordId).toBe(again.body.id);
      resumed.stop();
    }
  });

  it('tells nobody of another tenant', async () => {
    const other = await listen(await t.token('admin', { tenant: 'other' }));
    await note(demo.customers.first, admin);
    const made = await t.send<{ id: string }>('POST', '/v1/teams', {
      body: { id: newId(), name: 'Theirs' },
      token: await t.token('admin', { tenant: 'other' }),
    });
    expect((await other.next())?.recordId).toBe(made.body.id);
    other.stop();
  });

  it('ends when the token does', async () => {
    const claims = { iss: testIssuer, sub: 'short', tenant: 'demo', role: 'rep', rep: demo.rep } as const;
    const { token } = await signToken(claims, testSecret, { seconds: 2 });
    const stream = await listen(token);
    expect(stream.response.status).toBe(200);
    expect(await stream.next()).toBeNull();
  });

  it('refuses a place that it did not name, and a HEAD opens nothing', async () => {
    expect((await t.send('GET', '/v1/events?after=bm9uc2Vuc2U')).body).toMatchObject({
      status: 400,
      code: 'invalid-query',
    });
    const head = await t.send('HEAD', '/v1/events');
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('ends with the gateway', async () => {
    const stream = await listen(admin);
    t.gateway.endStreams();
    expect(await stream.next()).toBeNull();
  });
});
