import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { Customer } from '@liaise/core/records/customer';
import type { Page } from '@liaise/core/api/page';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

interface Answers {
  responses: { status: number; body: Record<string, unknown>; etag?: string }[];
}

let t: TestGateway;
beforeAll(async () => {
  t = await openTestGateway();
});
afterAll(() => t.close());

const batch = (paths: readonly string[], token?: string) =>
  t.send<Answers>('POST', '/v1/batch', {
    body: { requests: paths.map((path) => ({ path })) },
    key: null,
    ...(token === undefined ? {} : { token }),
  });

describe('POST /v1/batch', () => {
  it('answers each read as it would be answered alone, in the order asked', async () => {
    const first = demo.customers.first;
    const paths = [
      `/v1/customers/${first}`,
      `/v1/customers/${first}/card`,
      `/v1/customers/${newId()}`,
      '/v1/customers?limit=2',
      '/v1/customers?limit=none',
      `/v1/kpis?kpi=new-customers&subject=rep:${demo.rep}&period=2026`,
      `/v1/kpis?kpi=new-customers&subject=rep:${demo.reps[5]}&period=2026`,
      '/v1/nothing',
      '/v1/me',
      `/v1/subjects/${first}/export`,
    ];
    const together = await batch(paths);
    expect(together.status, together.text).toBe(200);
    for (const [index, path] of paths.entries()) {
      const alone = await t.send('GET', path);
      const found = together.body.responses[index];
      expect([path, found?.status, found?.etag ?? null]).toEqual([path, alone.status, alone.headers.get('etag')]);
      if (alone.status !== 200) expect(found?.body).toMatchObject({ code: alone.body['code'] });
    }
    expect(together.body.responses.map(({ status }) => status)).toEqual([
      200, 200, 404, 200, 400, 200, 403, 404, 200, 403,
    ]);
  });

  it.each(['/v1/events', '/v1/s/demo.AAAAAAAAAAAAAAAAAAAAAA', '/v1/openapi.json', '/v1/customers#x', '/v1/../metrics'])(
    'takes no %s',
    async (path) => {
      const answer = await batch([path]);
      expect(answer.body.responses[0]?.status ?? answer.status).toBeGreaterThanOrEqual(400);
    },
  );

  it('computes 1,000 badges in few statements', async () => {
    const customers = await t.send<Page<Customer>>('GET', '/v1/customers?limit=500');
    const kpis = ['new-customers', 'retention-rate', 'nps'];
    const paths = Array.from({ length: 1000 }, (_, index) => {
      const customer = customers.body.items[index % customers.body.items.length]?.id ?? '';
      return `/v1/kpis?kpi=${kpis[index % 3] ?? ''}&subject=customer:${customer}&period=2026`;
    });
    const before = t.statements.length;
    const answer = await batch(paths);
    expect(answer.body.responses).toHaveLength(1000);
    expect(t.statements.length - before).toBeLessThan(40);
  });

  it('tells the formula in the language asked for, each of a batch in its own', async () => {
    const path = `/v1/kpis?kpi=spend&subject=rep:${demo.rep}&period=2026`;
    const alone = await t.send<{ formula: string }>('GET', `${path}&language=zh-CN`);
    expect(alone.body.formula).toMatch(/[\u4e00-\u9fff]/);
    const { body } = await batch([path, `${path}&language=zh-CN`, `${path}&language=fr`]);
    const formulas = body.responses.map(({ body: value }) => (value as { formula: string }).formula);
    expect(formulas[0]).toMatch(/^[ -~]+$/);
    expect(formulas).toEqual([formulas[0], alone.body.formula, formulas[0]]);
    expect((await t.send('GET', `${path}&language=%00`)).body['code']).toBe('invalid-query');
  });

  it('ranks a rep among its peers in a value read alone, in a batch where that is asked, and counts nobody else unless it is', async () => {
    type Value = { rank?: object; peers?: object };
    const kpis = [
      ...['new-customers', 'lost-customers', 'acquisition-rate', 'churn-rate', 'retention-rate', 'spend', 'forecast'],
      ...['gross-revenue-retention', 'net-revenue-retention', 'file-completeness', 'purchase-frequency', 'win-rate'],
      ...['average-order', 'pipeline-won', 'visits-done', 'customer-coverage', 'cadence-kept', 'complaints', 'praise'],
      'interactions-logged',
    ];
    const year = String(new Date().getUTCFullYear());
    const pathOf = (kpi: string, more = ''): string =>
      `/v1/kpis?kpi=${kpi}&subject=rep:${demo.rep}&period=${year}${more}`;
    /** Statements that look for peers, and statements that add figures up. */
    const during = async (read: () => Promise<unknown>): Promise<{ peers: number; sums: number }> => {
      const before = t.statements.length;
      await read();
      const sent = t.statements.slice(before);
      const count = (part: string): number => sent.filter((text) => text.includes(part)).length;
      return { peers: count('m.team_id FROM reps m'), sums: count('WITH p AS') };
    };
    let values: Value[] = [];
    const together = (more: string) => async (): Promise<void> => {
      const { body } = await batch(kpis.map((kpi) => pathOf(kpi, more)));
      values = body.responses.map(({ body: value }) => value);
    };
    for (const more of ['', '&peers=false']) {
      expect(await during(together(more)), more).toEqual({ peers: 0, sums: kpis.length });
      expect(values.some(({ rank, peers }) => rank !== undefined || peers !== undefined)).toBe(false);
    }
    expect(await during(together('&peers=true'))).toEqual({ peers: 1, sums: 2 * kpis.length });
    expect(values.every(({ rank }) => rank !== undefined)).toBe(true);

    let alone: Value = {};
    const single = (more: string) => async (): Promise<void> => {
      alone = (await t.send<Value>('GET', pathOf('visits-done', more))).body;
    };
    for (const more of ['', '&peers=true']) {
      expect(await during(single(more)), more).toEqual({ peers: 1, sums: 2 });
      expect([alone.rank, alone.peers]).toEqual([expect.anything(), expect.anything()]);
    }
    expect(await during(single('&peers=false'))).toEqual({ peers: 0, sums: 1 });
    expect([alone.rank, alone.peers]).toEqual([undefined, undefined]);

    const mixed = ['', '&peers=true'].map((more) => pathOf('visits-done', more));
    expect(
      await during(async () => {
        const { body } = await batch([...mixed, pathOf('complaints')]);
        values = body.responses.map(({ body: value }) => value);
      }),
      'of a KPI asked both ways only the one asked for is ranked, and no other KPI of the same rep',
    ).toEqual({ peers: 1, sums: 3 });
    expect(values.map(({ rank }) => rank !== undefined)).toEqual([false, true, false]);
    expect((await t.send('GET', pathOf('visits-done', '&peers=yes'))).body['code']).toBe('invalid-query');
  });

  it('reads many cards and records together', async () => {
    const customers = await t.send<Page<Customer>>('GET', '/v1/customers?limit=20');
    const ids = customers.body.items.map(({ id }) => id);
    const before = t.statements.length;
    const answer = await batch(ids.flatMap((id) => [`/v1/customers/${id}/card`, `/v1/customers/${id}`]));
    expect(new Set(answer.body.responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(t.statements.length - before).toBeLessThan(40);
  });
});

describe('POST /v1/reconcile', () => {
  it('tells what is held, and of what the caller may not see no more than of what is not there', async () => {
    const foreign = await t.send<Page<Customer>>('GET', `/v1/customers?repId=${demo.reps[5]}&limit=1`, {
      token: await t.token('admin'),
    });
    const unseen = foreign.body.items[0]?.id ?? '';
    const unknown = newId();
    const body = { resource: 'customers', ids: [unknown, demo.customers.first, unseen, unknown] };
    const answer = await t.send('POST', '/v1/reconcile', { body, key: null });
    expect(answer.body).toEqual({ held: [demo.customers.first], missing: [unknown, unseen] });
  });
});
