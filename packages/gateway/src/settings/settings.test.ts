import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

interface Fault {
  code: string;
  issues?: { path: string; code: string; message: string }[];
}

let t: TestGateway;
let admin: string;
let rep: string;
beforeAll(async () => {
  t = await openTestGateway();
  admin = await t.token('admin');
  rep = await t.token('rep', { rep: demo.rep });
});
afterAll(() => t.close());

const other = () => t.token('admin', { tenant: 'other' });
const change = async (body: object, token = admin, headers: Record<string, string> = {}) =>
  t.send<CompanySettings & Fault>('PATCH', '/v1/settings', { token, body, headers });

describe('/v1/settings', () => {
  it('tells what holds while nothing was set', async () => {
    const { status, body, headers } = await t.send<CompanySettings>('GET', '/v1/settings', { token: await other() });
    expect([status, body, headers.get('etag')]).toEqual([
      200,
      { version: 1, timeZone: 'UTC', fiscalStartMonth: 1 },
      '"1"',
    ]);
  });

  it('is changed by an admin, field by field, and goes back with null', async () => {
    const token = await other();
    const set = await change({ timeZone: 'Asia/Shanghai', pyramidShares: [0.01, 0.04, 0.15, 0.8] }, token);
    expect(set.body).toMatchObject({ version: 2, timeZone: 'Asia/Shanghai', fiscalStartMonth: 1 });
    const more = await change({ fiscalStartMonth: 4, currency: 'CNY', scorecardModel: 'field' }, token);
    expect(more.body).toMatchObject({ version: 3, timeZone: 'Asia/Shanghai', fiscalStartMonth: 4, currency: 'CNY' });
    const back = await change({ timeZone: null, currency: null, pyramidShares: null }, token);
    expect(back.body).toMatchObject({ version: 4, timeZone: 'UTC', fiscalStartMonth: 4, scorecardModel: 'field' });
    expect([back.body.currency, back.body.pyramidShares]).toEqual([undefined, undefined]);
    expect((await t.send('GET', '/v1/settings', { token })).body).toEqual(back.body);
    const mine = await t.send<CompanySettings>('GET', '/v1/settings', { token: admin });
    expect(mine.body.version).toBe(1);
  });

  it('refuses a change on an older version, and takes one that names none', async () => {
    const token = await other();
    const { headers } = await t.send('GET', '/v1/settings', { token });
    const tag = headers.get('etag') ?? '';
    expect((await change({ fiscalStartMonth: 7 }, token, { 'If-Match': tag })).status).toBe(200);
    const late = await change({ fiscalStartMonth: 8 }, token, { 'If-Match': tag });
    expect([late.status, late.body.code]).toEqual([412, 'version-mismatch']);
    const together = await Promise.all([3, 4, 5, 6].map((fiscalStartMonth) => change({ fiscalStartMonth }, token)));
    expect(together.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(together.map(({ body }) => body.version)).size).toBe(4);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'body.timeZone'],
    [{ fiscalStartMonth: 13 }, 'body.fiscalStartMonth'],
    [{ pyramidShares: [0.1, 0.2, 0.3, 0.3] }, 'body.pyramidShares'],
    [{ pyramidShares: [0.5, 0.5] }, 'body.pyramidShares'],
    [{ currency: 'euro' }, 'body.currency'],
    [{ version: 9 }, 'body.version'],
  ])('refuses %j, by name', async (body, path) => {
    const { status, body: answer } = await change(body);
    expect([status, answer.issues?.[0]?.path]).toEqual([422, path]);
    expect(answer.issues?.[0]?.message).not.toBe('');
  });

  it('is read by all staff and changed by admins only', async () => {
    const manager = await t.token('manager', { teams: [demo.teams.north] });
    for (const token of [rep, manager]) {
      expect((await t.send('GET', '/v1/settings', { token })).status).toBe(200);
      expect((await change({ fiscalStartMonth: 2 }, token)).status).toBe(403);
    }
    const contact = await t.token('contact', { contact: demo.contacts.first });
    expect((await t.send('GET', '/v1/settings', { token: contact })).status).toBe(403);
  });
});

describe('the calendar of the company', () => {
  it('says where a period begins, for one value, many and a picture', async () => {
    const token = await t.token('admin', { tenant: 'other' });
    const customerId = newId();
    await t.send('POST', '/v1/customers', { token, body: { id: customerId, kind: 'person', name: 'Li' } });
    // 08:00 on 1 May in Shanghai; 00:30 of that day is still April in UTC.
    for (const at of ['2024-04-30T16:30:00Z', '2024-05-01T00:00:00Z']) {
      const amount = { minor: 100, currency: 'CNY' };
      const made = await t.send('POST', '/v1/purchases', { token, body: { id: newId(), customerId, at, amount } });
      expect(made.status).toBe(201);
    }
    const read = async (period: string): Promise<(number | null)[]> => {
      const query = `kpi=spend&subject=tenant&period=${period}`;
      const one = await t.send<KpiValue>('GET', `/v1/kpis?${query}`, { token });
      const many = await t.send<{ responses: { body: KpiValue }[] }>('POST', '/v1/batch', {
        token,
        body: { requests: [{ path: `/v1/kpis?${query}` }] },
      });
      const signed = await t.send<{ path: string }>('POST', '/v1/kpis/signatures', {
        token,
        body: { kpi: 'spend', subject: 'tenant', period },
      });
      const picture = await t.send('GET', signed.body.path, { token: null });
      expect(picture.status).toBe(200);
      expect(picture.text).toContain(String((one.body.value ?? 0) / 100));
      return [one.body.value, many.body.responses[0]?.body.value ?? null];
    };
    await change({ timeZone: 'UTC', fiscalStartMonth: 1 }, token);
    expect([await read('2024-05'), await read('2024')]).toEqual([
      [100, 100],
      [200, 200],
    ]);
    await change({ timeZone: 'Asia/Shanghai', fiscalStartMonth: 5 }, token);
    expect([await read('2024-05'), await read('2024'), await read('2023')]).toEqual([
      [200, 200],
      [200, 200],
      [0, 0],
    ]);
  });

  it('has its currency said where no amount names one', async () => {
    const token = await other();
    await change({ currency: 'EUR', timeZone: 'UTC', fiscalStartMonth: 1 }, token);
    const { body } = await t.send<KpiValue>('GET', '/v1/kpis?kpi=spend&subject=tenant&period=2020', { token });
    expect([body.value, body.currency]).toEqual([0, 'EUR']);
  });
});
