import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueKpi, KpiSource } from '@liaise/core/api/kpis';
import { kpis } from '@liaise/core/kpi';
import { newId } from '@liaise/core/records/identifier';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { TierChange } from '@liaise/core/records/tier-change';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

interface Fault {
  code: string;
  detail?: string;
  issues?: { path: string; code: string }[];
}

const definition = {
  id: 'large-customers-visited',
  name: { en: 'Large customers visited', 'zh-CN': '大客户拜访率' },
  unit: 'share',
  direction: 'higher',
  formula: { en: 'Of the customers of importance 4 and 5, the share visited.', 'zh-CN': '重要客户拜访率。' },
  minimumN: 0,
  cumulative: false,
  measure: {
    share: [['has', { resource: 'visits', at: 'checkedInAt', window: 'period' }]],
    of: { resource: 'customers', at: 'end', owner: 'holder' },
  },
};

let t: TestGateway;
let admin: string;
let rep: string;
const year = new Date().toISOString().slice(0, 4);
const id = newId();
beforeAll(async () => {
  t = await openTestGateway();
  admin = await t.token('admin');
  rep = await t.token('rep', { rep: demo.rep });
});
afterAll(() => t.close());

const make = (body: object, token = admin) => t.send<Fault>('POST', '/v1/kpi-definitions', { token, body });
const value = (kpi: string, token = rep) =>
  t.send<KpiValue & Fault>('GET', `/v1/kpis?kpi=${kpi}&subject=rep:${demo.rep}&period=${year}`, { token });

describe('a KPI of the company’s own', () => {
  it('is unknown until it is made', async () => {
    expect((await value(definition.id)).body.issues).toMatchObject([{ path: 'query.kpi', code: 'unknown-kpi' }]);
  });

  it('has a value, a batch, a picture and sources from then on', async () => {
    expect((await make({ id, definition })).status).toBe(201);
    const { status, body } = await value(definition.id);
    expect([status, body.kpi, body.unit, body.formula]).toEqual([200, definition.id, 'share', definition.formula.en]);
    expect(body.denominator).toBeGreaterThan(0);
    const query = `kpi=${definition.id}&subject=rep:${demo.rep}&period=${year}`;
    const batch = await t.send<{ responses: { status: number }[] }>('POST', '/v1/batch', {
      token: rep,
      body: { requests: [{ path: `/v1/kpis?${query}` }, { path: `/v1/kpis/sources?${query}` }] },
    });
    expect(batch.body.responses.map((one) => one.status)).toEqual([200, 200]);
    const signed = await t.send<{ path: string }>('POST', '/v1/kpis/signatures', {
      token: rep,
      body: { kpi: definition.id, subject: `rep:${demo.rep}`, period: year },
    });
    const picture = await t.send('GET', signed.body.path, { token: null });
    expect([picture.status, picture.text.includes(definition.name.en)]).toEqual([200, true]);
  });

  it('stands in the catalogue beside those of the house', async () => {
    const { body } = await t.send<{ items: CatalogueKpi[] }>('GET', '/v1/kpis/catalogue', { token: rep });
    expect(body.items.map((kpi) => kpi.id)).toEqual([...kpis.map((kpi) => kpi.id), definition.id]);
    expect(body.items.filter(({ own }) => own)).toMatchObject([
      { id: definition.id, name: definition.name, formula: definition.formula, minimumN: 0, ahead: false },
    ]);
    const elsewhere = await t.token('admin', { tenant: 'other' });
    const theirs = await t.send<{ items: CatalogueKpi[] }>('GET', '/v1/kpis/catalogue', { token: elsewhere });
    expect(theirs.body.items).toHaveLength(kpis.length);
  });

  it('is refused with the place of each fault', async () => {
    const wrong = {
      ...definition,
      id: 'wrong',
      unit: 'count',
      measure: { share: [['==', 'tier', 'golden']], of: { ...definition.measure.of, at: 'noon' } },
    };
    const { status, body } = await make({ id: newId(), definition: wrong });
    const paths = body.issues?.map(({ path }) => path) ?? [];
    expect([status, body.code]).toEqual([422, 'invalid-body']);
    expect(paths).toEqual(expect.arrayContaining(['body.definition.measure.of.at', 'body.definition.unit']));
    expect(paths.every((path) => path.startsWith('body.definition'))).toBe(true);
    expect((await make({ id: newId(), definition: 7 })).status).toBe(422);
  });

  it('is refused under an id of the catalogue, or one that is taken', async () => {
    for (const taken of ['spend', definition.id]) {
      const { status, body } = await make({ id: newId(), definition: { ...definition, id: taken } });
      expect([status, body.issues?.[0]?.path]).toEqual([409, 'body.definition.id']);
    }
  });

  it('is changed whole, but for its id, by admins only', async () => {
    const path = `/v1/kpi-definitions/${id}`;
    const patch = (body: object, token = admin) => t.send<Fault>('PATCH', path, { token, body });
    expect((await patch({ definition: { ...definition, minimumN: 2 } })).status).toBe(200);
    expect((await patch({ definition: { ...definition, id: 'renamed' } })).body.issues?.[0]?.path).toBe(
      'body.definition.id',
    );
    expect((await patch({ definition: { minimumN: 2 } })).status).toBe(422);
    expect((await patch({ definition }, rep)).status).toBe(403);
    expect((await make({ id: newId(), definition: { ...definition, id: 'mine' } }, rep)).status).toBe(403);
    expect((await t.send('GET', path, { token: rep })).status).toBe(200);
  });

  it('goes, but not while a goal aims at it', async () => {
    const goal = newId();
    const aim = { id: goal, kpi: definition.id, subject: `rep:${demo.rep}`, period: year, target: 0.5 };
    expect((await t.send('POST', '/v1/goals', { token: admin, body: aim })).status).toBe(201);
    expect((await value(definition.id)).body.target).toBe(0.5);
    const kept = await t.send<Fault>('DELETE', `/v1/kpi-definitions/${id}`, { token: admin });
    expect([kept.status, kept.body.code]).toEqual([409, 'conflict']);
    await t.send('DELETE', `/v1/goals/${goal}`, { token: admin });
    expect((await t.send('DELETE', `/v1/kpi-definitions/${id}`, { token: admin })).status).toBe(204);
    expect((await value(definition.id)).body.issues).toMatchObject([{ code: 'unknown-kpi' }]);
  });
});

describe('changes of a customer’s level', () => {
  it('are written with the change, counted up and down, and drilled to', async () => {
    const before = async (kpi: string) => (await value(kpi)).body.value ?? Number.NaN;
    const [ups, downs] = [await before('tier-upgrades'), await before('tier-downgrades')];
    const customerId = newId();
    const body = { id: customerId, kind: 'organization', name: 'Climber', tier: 'small' };
    expect((await t.send('POST', '/v1/customers', { token: rep, body })).status).toBe(201);
    for (const tier of ['big', 'big', 'top', 'medium', null]) {
      const changed = await t.send('PATCH', `/v1/customers/${customerId}`, { token: rep, body: { tier } });
      expect(changed.status).toBe(200);
    }
    const list = await t.send<{ items: TierChange[] }>('GET', `/v1/tier-changes?customerId=${customerId}`, {
      token: rep,
    });
    expect(list.body.items.map(({ from, to }) => [from, to])).toEqual([
      [undefined, 'small'],
      ['small', 'big'],
      ['big', 'top'],
      ['top', 'medium'],
      ['medium', undefined],
    ]);
    expect([(await before('tier-upgrades')) - ups, (await before('tier-downgrades')) - downs]).toEqual([2, 1]);
    const sources = await t.send<{ items: KpiSource[] }>(
      'GET',
      `/v1/kpis/sources?kpi=tier-downgrades&subject=rep:${demo.rep}&period=${year}&limit=500`,
      { token: rep },
    );
    expect(sources.body.items).toContainEqual(
      expect.objectContaining({ resource: 'tier-changes', id: list.body.items[3]?.id, customerId, counted: true }),
    );
    const one = await t.send('GET', `/v1/tier-changes/${list.body.items[0]?.id ?? ''}`, { token: rep });
    expect(one.status).toBe(200);
    const others = await t.token('rep', { rep: demo.reps[6] });
    expect((await t.send('GET', `/v1/tier-changes/${list.body.items[0]?.id ?? ''}`, { token: others })).status).toBe(
      404,
    );
    expect((await t.send('POST', '/v1/tier-changes', { token: admin, body: {} })).status).toBe(405);
  });

  it('go with a customer that is erased, and are in its export', async () => {
    const customerId = newId();
    const body = { id: customerId, kind: 'person', name: 'Leaver', tier: 'small' };
    await t.send('POST', '/v1/customers', { token: rep, body });
    const exported = await t.send<{ records: Record<string, unknown[]> }>('GET', `/v1/subjects/${customerId}/export`, {
      token: admin,
    });
    expect(exported.body.records['tier-changes']).toHaveLength(1);
    expect((await t.send('POST', `/v1/subjects/${customerId}/erase`, { token: admin, body: {} })).status).toBe(200);
    const list = await t.send<{ items: unknown[] }>('GET', `/v1/tier-changes?customerId=${customerId}`, {
      token: admin,
    });
    expect(list.body.items).toEqual([]);
  });
});

describe('GET /v1/kpis/sources', () => {
  const query = `kpi=spend&subject=rep:${demo.rep}&period=last-365-days`;
  it('is paged by a cursor that belongs to its query and caller', async () => {
    const page = await t.send<{ items: KpiSource[]; next: string }>('GET', `/v1/kpis/sources?${query}&limit=3`, {
      token: rep,
    });
    expect([page.status, typeof page.body.next]).toEqual([200, 'string']);
    const cursor = encodeURIComponent(page.body.next);
    const next = await t.send<{ items: KpiSource[] }>('GET', `/v1/kpis/sources?${query}&limit=3&cursor=${cursor}`, {
      token: rep,
    });
    expect(next.body.items[0]?.id).not.toBe(page.body.items[0]?.id);
    for (const [path, token] of [
      [`/v1/kpis/sources?${query.replace('spend', 'praise')}&cursor=${cursor}`, rep],
      [`/v1/kpis/sources?${query}&cursor=${cursor}`, admin],
      [`/v1/kpis/sources?${query}&cursor=${cursor}x`, rep],
      [`/v1/kpis/sources?${query}&cursor=made-up`, rep],
    ] as const) {
      const { status, body } = await t.send<Fault>('GET', path, { token });
      expect([status, body.code], path).toEqual([400, 'invalid-cursor']);
    }
  });

  it('refuses what the value refuses', async () => {
    const read = (path: string) => t.send<Fault>('GET', `/v1/kpis/sources?${path}`, { token: rep });
    expect((await read('kpi=spend&subject=tenant&period=2026')).status).toBe(403);
    expect((await read(query.replace('spend', 'nothing'))).body.issues).toMatchObject([{ path: 'query.kpi' }]);
    expect((await read(query.replace('last-365-days', '2026-W54'))).status).toBe(400);
  });
});
