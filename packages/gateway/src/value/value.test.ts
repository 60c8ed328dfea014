import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerCard, type CustomerCard } from '@liaise/core/api/customers';
import type { Page } from '@liaise/core/api/page';
import { valuePyramid, type ValuePyramid } from '@liaise/core/api/value';
import { newId } from '@liaise/core/records/identifier';
import { customerValue, type CustomerValue } from '@liaise/core/records/customer-value';
import type { Approval } from '@liaise/core/records/approval';
import type { Customer } from '@liaise/core/records/customer';
import { demo } from '@liaise/core/samples';
import { levels } from '@liaise/core/value';
import { systemActor } from '../access/directory.ts';
import { JobRunner } from '../jobs/runner.ts';
import type { Tenant } from '../store/store.ts';
import { openTestGateway, type TestAnswer, type TestGateway } from '../test-gateway.ts';
import { runValue, valueJob, type ValueRun } from './job.ts';

let test: TestGateway;
let tenant: Tenant;
let first: ValueRun;
let admin: string;
let manager: string;

const run = async (of: Tenant, force = true): Promise<ValueRun> => {
  let found: ValueRun | undefined;
  const job = {
    ...valueJob,
    run: async (context: Parameters<typeof runValue>[0]) => {
      found = await runValue(context);
      return 'done';
    },
  };
  const result = await new JobRunner({ store: test.store, jobs: [] }).run(job, of, { force });
  if (result.outcome === 'failed') throw result.error;
  if (!found) throw new Error(`The job was ${result.outcome}.`);
  return found;
};

const pyramid = async (token: string, query = 'subject=tenant'): Promise<ValuePyramid> => {
  const { status, body } = await test.send<ValuePyramid>('GET', `/v1/value/pyramid?${query}`, { token });
  expect(status).toBe(200);
  return valuePyramid.parse(body);
};

async function values(token: string, query = 'subject=tenant'): Promise<CustomerValue[]> {
  const items: CustomerValue[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: TestAnswer<Page<CustomerValue>> = await test.send<Page<CustomerValue>>(
      'GET',
      `/v1/value/customers?limit=37&${query}${from}`,
      {
        token,
      },
    );
    expect(answer.status).toBe(200);
    items.push(...answer.body.items.map((item) => customerValue.parse(item)));
    cursor = answer.body.next;
  }
  return items;
}

const write = <T>(method: string, path: string, body: unknown, token = admin) =>
  test.send<T>(method, path, { token, body });

const buy = async (customerId: string, at: string, minor: number, currency = 'EUR') => {
  const { status } = await write('POST', '/v1/purchases', { id: newId(), customerId, at, amount: { minor, currency } });
  expect(status).toBe(201);
};

beforeAll(async () => {
  test = await openTestGateway();
  admin = await test.token('admin');
  manager = await test.token('manager', { rep: demo.managers.north });
  tenant = (await test.store.tenants()).find(({ ref }) => ref === 'demo') as Tenant;
  first = await run(tenant);
});
afterAll(() => test.close());

describe('the job', () => {
  it('finds a value for each customer with purchases, and a forecast for each of these', async () => {
    const { rows } = await test.store.transact(
      systemActor({ tenantId: tenant.id, tenantRef: 'demo' }),
      async (work) => ({
        rows: await work.sql
          .selectFrom('purchases')
          .select('customer_id')
          .distinct()
          .where('tenant_id', '=', tenant.id)
          .where('at', '<=', work.now.toISOString())
          .execute(),
      }),
    );
    const found = await values(admin);
    expect(first.fitted).toBe(true);
    expect(first.forecasts).toBe(rows.length);
    expect(new Set(found.map(({ customerId }) => customerId))).toEqual(
      new Set(rows.map(({ customer_id }) => customer_id)),
    );
    expect(found.every(({ forecast }) => forecast !== undefined)).toBe(true);
    for (const { forecast, rfm } of found) {
      expect(forecast?.window.from === null ? forecast.window.to : '').not.toBeUndefined();
      expect(rfm.recency).toBeGreaterThanOrEqual(0);
    }
  });

  it('computes and writes nothing again while nothing changes', async () => {
    await run(tenant);
    const again = await run(tenant);
    expect([again.fitted, again.forecasts, again.written, again.up, again.asked]).toEqual([false, 0, 0, 0, 0]);
    expect(again.customers).toBe(first.customers);
  });

  it('looks ahead again for those only whose purchases changed', async () => {
    await buy(demo.customers.first, new Date(Date.now() - 60_000).toISOString(), 12_345);
    const again = await run(tenant);
    expect([again.fitted, again.forecasts]).toEqual([false, 1]);
    const [value] = (await values(admin)).filter(({ customerId }) => customerId === demo.customers.first);
    expect(value?.rfm.recency).toBeLessThanOrEqual(1);
  });

  it('is done by one of several runners', async () => {
    const runners = [1, 2, 3].map(() => new JobRunner({ store: test.store, jobs: [valueJob] }));
    const results = await Promise.all(runners.map((one) => one.run(valueJob, tenant, { force: true })));
    expect(results.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThanOrEqual(1);
    expect(results.every(({ outcome }) => outcome === 'done' || outcome === 'not-taken')).toBe(true);
  });
});

describe('the card', () => {
  it('shows the forecast and the value, and is what its schema says', async () => {
    const { body } = await test.send<CustomerCard>('GET', `/v1/customers/${demo.customers.first}/card`, {
      token: admin,
    });
    const card = customerCard.parse(body);
    expect(card.forecast?.within.days).toBe(90);
    expect(card.value?.recommendation.reason['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(card.value?.tier).toBe(card.customer.tier);
  });
});

describe('the pyramid', () => {
  it('counts each customer once, and its shares add up', async () => {
    const found = await pyramid(admin);
    const { levels: rows, currencies, currency } = found;
    expect(rows.map(({ tier }) => tier)).toEqual([...levels]);
    const customers = rows.reduce((sum, row) => sum + row.customers, 0);
    expect(customers).toBe(currencies.find((one) => one.currency === currency)?.customers);
    expect(rows.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(1);
    expect(rows.reduce((sum, row) => sum + (row.valueShare ?? 0), 0)).toBeCloseTo(1);
    const total = await test.send<Page<Customer>>('GET', '/v1/customers?limit=500', { token: admin });
    const counted = currencies.reduce((sum, one) => sum + one.customers, 0);
    expect(counted + found.without).toBe(total.body.items.length);
    const thresholds = rows.map(({ threshold }) => threshold ?? 0);
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => b - a));
    expect(found.asOf).not.toBeNull();
  });

  it('agrees with the list, tier by tier, and never adds currencies', async () => {
    for (const { currency } of (await pyramid(admin)).currencies) {
      const { levels: rows } = await pyramid(admin, `subject=tenant&currency=${currency}`);
      for (const { tier, customers, value } of rows) {
        const list = await values(admin, `subject=tenant&currency=${currency}&tier=${tier}`);
        expect(list.length).toBe(customers);
        expect(list.reduce((sum, one) => sum + one.value, 0)).toBe(value);
        expect(list.map((one) => one.value)).toEqual(list.map((one) => one.value).toSorted((a, b) => b - a));
      }
    }
  });

  it('of the reps of a team adds up to that of the team', async () => {
    const team = await pyramid(manager, `subject=team:${demo.teams.north}`);
    const reps = await Promise.all(
      demo.reps.slice(0, 4).map((rep) => pyramid(admin, `subject=rep:${rep}&currency=${team.currency ?? ''}`)),
    );
    team.levels.forEach(({ customers, threshold }, i) => {
      expect(reps.reduce((sum, one) => sum + (one.levels[i]?.customers ?? 0), 0)).toBe(customers);
      for (const one of reps) expect(one.levels[i]?.threshold).toBe(threshold);
    });
  });

  it('is closed to whom the figures are closed', async () => {
    const rep = await test.token('rep', { rep: demo.rep });
    const get = async (query: string, token = rep) =>
      (await test.send('GET', `/v1/value/pyramid?${query}`, { token })).status;
    expect(await get(`subject=rep:${demo.rep}`)).toBe(200);
    expect(await get(`subject=rep:${demo.reps[1]}`)).toBe(403);
    expect(await get('subject=tenant')).toBe(403);
    expect(await get(`subject=team:${demo.teams.east}`, manager)).toBe(403);
    expect(await get(`subject=customer:${demo.customers.first}`, admin)).toBe(400);
    const list = await test.send('GET', '/v1/value/customers?subject=tenant', { token: rep });
    expect(list.status).toBe(403);
  });
});

describe('levels', () => {
  const period = new Date();
  const daysAgo = (days: number) => new Date(period.getTime() - days * 86_400_000).toISOString();
  const create = async (fields: Partial<Customer>) => {
    const id = newId();
    const { status } = await write('POST', '/v1/customers', { id, kind: 'organization', name: 'Mover', ...fields });
    expect(status).toBe(201);
    return id;
  };
  const tierOf = async (id: string) =>
    (await test.send<Customer>('GET', `/v1/customers/${id}`, { token: admin })).body.tier;
  const downgrades = async (customerId: string) =>
    (await test.send<Page<Approval>>('GET', `/v1/approvals?kind=downgrade&customerId=${customerId}`, { token: admin }))
      .body.items;
  const changes = (customerId: string) =>
    test.store.transact(systemActor({ tenantId: tenant.id, tenantRef: 'demo' }), async ({ sql }) => ({
      history: await sql
        .selectFrom('customer_history')
        .select(['from_value', 'to_value', 'why'])
        .where('tenant_id', '=', tenant.id)
        .where('customer_id', '=', customerId)
        .where('field', '=', 'tier')
        .orderBy('id')
        .execute(),
      moves: await sql
        .selectFrom('tier_changes')
        .select(['data', 'approval_id'])
        .where('tenant_id', '=', tenant.id)
        .where('customer_id', '=', customerId)
        .orderBy('id')
        .execute(),
    }));

  it('rise at once where the value called for it at the end of last month and does now, recorded once', async () => {
    const id = await create({ tier: 'small' });
    await buy(id, daysAgo(100), 900_000_000);
    await run(tenant);
    expect(await tierOf(id)).toBe('top');
    const { history, moves } = await changes(id);
    expect(history).toMatchObject([{ from_value: 'small', to_value: 'top' }]);
    expect(history[0]?.why).toContain('365 days');
    // The first is that of its making.
    expect(moves).toHaveLength(2);
    expect(moves[1]?.data).toMatchObject({ from: 'small', to: 'top', reason: history[0]?.why });
  });

  it('are given to whoever has none', async () => {
    const id = await create({});
    await buy(id, daysAgo(1), 100);
    await run(tenant);
    expect(await tierOf(id)).toBe('small');
    expect((await changes(id)).moves).toHaveLength(1);
  });

  it('stay for a purchase of this month alone', async () => {
    const id = await create({ tier: 'small' });
    await buy(id, daysAgo(400), 100);
    await buy(id, daysAgo(0), 900_000_000);
    await run(tenant);
    expect(await tierOf(id)).toBe('small');
  });

  it('fall when a leader says so, and not before', async () => {
    const id = await create({ tier: 'top' });
    await buy(id, daysAgo(200), 100);
    await run(tenant);
    await run(tenant);
    expect(await tierOf(id)).toBe('top');
    const [asked, ...more] = await downgrades(id);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ status: 'asked', tier: 'small', customerId: id });
    expect(asked?.text).toContain('clearly below');
    const [value] = (await values(admin)).filter((one) => one.customerId === id);
    expect(value?.proposedTier).toBe('small');
    const shown = await pyramid(admin, `subject=tenant&currency=${value?.currency ?? ''}`);
    const listed = shown.asked.find((one) => one.id === asked?.id);
    const threshold = shown.levels[0]?.threshold;
    expect(listed).toMatchObject({ customerName: value?.name, from: 'top', tier: 'small', threshold });
    expect(listed).toMatchObject({ value: value?.value, currency: value?.currency });
    const rep = await test.token('rep', { rep: demo.rep });
    const seen = await pyramid(rep, `subject=rep:${demo.rep}`);
    expect(seen.asked.some((one) => one.id === asked?.id)).toBe(false);
    expect(
      (await write('PATCH', `/v1/approvals/${asked?.id ?? ''}`, { status: 'approved' }, rep)).status,
    ).toBeGreaterThan(400);
    const approved = await write('PATCH', `/v1/approvals/${asked?.id ?? ''}`, { status: 'approved' });
    expect(approved.status).toBe(200);
    expect(await tierOf(id)).toBe('small');
    const { history, moves } = await changes(id);
    expect(history).toHaveLength(1);
    expect(moves).toHaveLength(2);
    expect(moves[1]).toMatchObject({ approval_id: asked?.id });
    await run(tenant);
    expect(await downgrades(id)).toHaveLength(1);
  });

  it('are not asked for again in the period in which they were refused', async () => {
    const id = await create({ tier: 'big' });
    await buy(id, daysAgo(200), 100);
    await run(tenant);
    const [asked] = await downgrades(id);
    const path = `/v1/approvals/${asked?.id ?? ''}`;
    expect((await write('PATCH', path, { tier: 'medium' })).status).toBe(422);
    expect((await write('PATCH', path, { status: 'refused', reason: 'A new contract is coming.' })).status).toBe(200);
    await run(tenant);
    expect(await downgrades(id)).toHaveLength(1);
    expect(await tierOf(id)).toBe('big');
  });

  it('are withdrawn when the value is back', async () => {
    const id = await create({ tier: 'big' });
    await buy(id, daysAgo(200), 100);
    await run(tenant);
    await buy(id, daysAgo(150), 900_000_000);
    await run(tenant);
    expect((await downgrades(id)).map(({ status }) => status)).toEqual(['withdrawn']);
    expect(await tierOf(id)).toBe('top');
  });
});

describe('stages of life', { timeout: 300_000 }, () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const create = async (stage: Customer['stage'], days: readonly number[]) => {
    const id = newId();
    const body = { id, kind: 'organization', name: 'Mover', stage, tier: 'small' };
    expect((await write('POST', '/v1/customers', body)).status).toBe(201);
    for (const ago of days) await buy(id, daysAgo(ago), 10_000);
    return id;
  };
  const often = [500, 490, 480, 470, 460, 450, 440, 430, 420, 410];
  const stageOf = async (id: string) =>
    (await test.send<Customer>('GET', `/v1/customers/${id}`, { token: admin })).body.stage;
  const proposals = async (id: string) =>
    (await test.send<Page<Approval>>('GET', `/v1/approvals?kind=stage-move&customerId=${id}`, { token: admin })).body
      .items;
  const history = async (id: string) =>
    (
      await test.send<Page<{ field: string; from: string; to: string; why?: string; by: string }>>(
        'GET',
        `/v1/customers/${id}/history`,
        { token: admin },
      )
    ).body.items.filter(({ field }) => field === 'stage');
  const decide = async (stageMoves: unknown) =>
    expect((await write('PATCH', '/v1/settings', { stageMoves })).status).toBe(200);

  it('go forward by themselves, each step with its reason and once', async () => {
    const id = await create('acquire', [60, 20]);
    const feed = await test.store.transact(systemActor({ tenantId: tenant.id, tenantRef: 'demo' }), ({ sql }) =>
      sql.selectFrom('customers').select('version').where('tenant_id', '=', tenant.id).where('id', '=', id).execute(),
    );
    await run(tenant);
    expect(await stageOf(id)).toBe('retain');
    const steps = await history(id);
    expect(steps.map(({ from, to, why }) => [from, to, why])).toEqual([
      ['acquire', 'build', 'Made the first purchase.'],
      ['build', 'retain', 'Bought again.'],
    ]);
    const again = await run(tenant);
    expect([again.stages, again.asked, again.written]).toEqual([0, 0, 0]);
    expect(await history(id)).toHaveLength(2);
    const { body } = await test.send<Customer>('GET', `/v1/customers/${id}`, { token: admin });
    expect(body.version).toBe((feed[0]?.version ?? 0) + 2);
  });

  it('go back when a leader says so, and not before', async () => {
    const id = await create('retain', often);
    await run(tenant);
    await run(tenant);
    expect(await stageOf(id)).toBe('retain');
    const [asked, ...more] = await proposals(id);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ status: 'asked', stage: 'lost', title: 'Retained → Lost' });
    expect(asked?.text).toContain('probability of only');
    const [value] = (await values(admin)).filter((one) => one.customerId === id);
    expect(value?.proposedStage).toBe('lost');
    const shown = await pyramid(admin, `subject=tenant&currency=${value?.currency ?? ''}`);
    expect(shown.asked.find((one) => one.id === asked?.id)).toMatchObject({
      customerName: 'Mover',
      fromStage: 'retain',
      because: value?.stageReason,
    });
    const card = await test.send<CustomerCard>('GET', `/v1/customers/${id}/card`, { token: admin });
    expect(customerCard.parse(card.body).value).toMatchObject({
      proposedStage: 'lost',
      stageReason: value?.stageReason,
    });
    const path = `/v1/approvals/${asked?.id ?? ''}`;
    const rep = await test.token('rep', { rep: demo.rep });
    expect((await write('PATCH', path, { status: 'approved' }, rep)).status).toBeGreaterThan(400);
    expect((await write('PATCH', path, { stage: 'grow' })).status).toBe(422);
    expect((await write('PATCH', path, { status: 'approved' })).status).toBe(200);
    expect(await stageOf(id)).toBe('lost');
    expect((await history(id)).map(({ from, to, why }) => [from, to, why])).toEqual([['retain', 'lost', asked?.text]]);
    const again = await run(tenant);
    expect([again.stages, again.asked]).toEqual([0, 0]);
    expect(await proposals(id)).toHaveLength(1);
  });

  it('begin anew with a purchase after somebody was given up, not with one before', async () => {
    const id = await create('retain', [40, 30, 20]);
    expect((await write('PATCH', `/v1/customers/${id}`, { stage: 'lost' })).status).toBe(200);
    await run(tenant);
    expect(await stageOf(id)).toBe('lost');
    await test.store.postgres.asOwner((client) =>
      client.query(
        `UPDATE customer_history SET at = at - interval '25 days' WHERE tenant_id = $1 AND customer_id = $2`,
        [tenant.id, id],
      ),
    );
    await run(tenant);
    expect((await history(id)).map(({ to }) => to)).toEqual(['lost', 'build', 'retain']);
  });

  it('wait for a decision, or need none, as the company has it', async () => {
    await decide({ forward: 'propose', back: 'automatic' });
    const forward = await create('acquire', [30]);
    const back = await create('retain', often);
    await run(tenant);
    expect([await stageOf(forward), await stageOf(back)]).toEqual(['acquire', 'lost']);
    expect(await proposals(back)).toEqual([]);
    expect((await history(back))[0]?.why).toContain('probability of only');
    const [asked] = await proposals(forward);
    expect(asked).toMatchObject({ status: 'asked', stage: 'build' });
    const again = await run(tenant);
    expect([again.stages, again.asked, again.withdrawn]).toEqual([0, 0, 0]);

    const refuse = await write('PATCH', `/v1/approvals/${asked?.id ?? ''}`, { status: 'refused', reason: 'A sample.' });
    expect(refuse.status).toBe(200);
    await run(tenant);
    expect(await proposals(forward)).toHaveLength(1);
    expect(await stageOf(forward)).toBe('acquire');
    await decide(null);
  });

  it('are no question any more where the company leaves them to the job', async () => {
    const stays = await create('build', often);
    await run(tenant);
    const [waiting] = await proposals(stays);
    expect(waiting?.status).toBe('asked');
    await decide({ back: 'automatic' });
    await run(tenant);
    expect([await stageOf(stays), (await proposals(stays))[0]?.status]).toEqual(['lost', 'withdrawn']);
    await decide(null);
  });

  it('are refused in a setting that says neither', async () => {
    expect((await write('PATCH', '/v1/settings', { stageMoves: { forward: 'maybe' } })).status).toBe(422);
  });
});

describe('a review of a customer', () => {
  it('keeps who wrote it, and is listed by customer', async () => {
    const token = await test.token('rep', { rep: demo.rep });
    const id = newId();
    const body = {
      id,
      customerId: demo.customers.first,
      period: '2026-Q4',
      recommendation: 'visit',
      nextOn: '2027-01-15',
    };
    const made = await write<{ reviewerId: string }>('POST', '/v1/customer-reviews', body, token);
    expect([made.status, made.body.reviewerId]).toEqual([201, demo.rep]);
    const list = await test.send<Page<{ id: string }>>(
      'GET',
      `/v1/customer-reviews?customerId=${demo.customers.first}`,
      { token },
    );
    expect(list.body.items.map((one) => one.id)).toContain(id);
    expect((await write('PATCH', `/v1/customer-reviews/${id}`, { text: 'Seen.' }, token)).status).toBe(200);
    expect(
      (await write('POST', '/v1/customer-reviews', { ...body, id: newId(), recommendation: 'sue' }, token)).status,
    ).toBe(422);
  });
});

describe('small companies', () => {
  const other = async () => {
    const id = newId();
    const made = { id, ref: `small-${id.slice(-12)}`, name: 'Small', sample: false };
    await test.store.createTenant(made);
    return made;
  };
  const at = '2026-01-05T10:00:00.000Z';
  const load = (of: Tenant, purchases: readonly { customer: number; at: string; minor: number; currency: string }[]) =>
    test.store.transact(systemActor({ tenantId: of.id, tenantRef: of.ref }), async (work) => {
      const stamp = { version: 1, createdAt: at, updatedAt: at };
      const ids = new Map<number, string>();
      for (const { customer, at: when, minor, currency } of purchases) {
        let customerId = ids.get(customer);
        if (customerId === undefined) {
          customerId = newId();
          ids.set(customer, customerId);
          const record: Customer = { id: customerId, ...stamp, kind: 'person', name: `C ${customer}`, stage: 'build' };
          await work.insert('customers', record);
        }
        const purchase = { id: newId(), ...stamp, customerId, at: when, amount: { minor, currency } };
        await work.insert('purchases', purchase);
      }
    });
  const rows = (of: Tenant) =>
    test.store.transact(systemActor({ tenantId: of.id, tenantRef: of.ref }), async ({ sql }) =>
      sql.selectFrom('customer_values').selectAll().where('tenant_id', '=', of.id).execute(),
    );

  it('without a customer, and with one that never bought, have no value', async () => {
    const none = await other();
    expect(await run(none)).toMatchObject({ customers: 0, forecasts: 0, fitted: false });
    await test.store.transact(systemActor({ tenantId: none.id, tenantRef: none.ref }), async (work) => {
      await work.insert('customers', {
        ...{ id: newId(), version: 1, createdAt: at, updatedAt: at },
        ...{ kind: 'person', name: 'C', stage: 'acquire' },
      });
    });
    expect(await run(none)).toMatchObject({ customers: 0, forecasts: 0 });
  });

  it.each([
    [
      'one purchase today',
      [{ customer: 1, at: new Date(Date.now() - 1000).toISOString(), minor: 100, currency: 'EUR' }],
    ],
    [
      'one customer',
      [1, 2, 3].map((day) => ({ customer: 1, at: `2026-02-0${day}T10:00:00Z`, minor: 100, currency: 'EUR' })),
    ],
    [
      'identical customers',
      [1, 2, 3, 4, 5].flatMap((customer) =>
        [1, 2].map((day) => ({ customer, at: `2026-02-0${day}T10:00:00Z`, minor: 100, currency: 'EUR' })),
      ),
    ],
    [
      'spend of 0 and below',
      [
        { customer: 1, at, minor: 0, currency: 'EUR' },
        { customer: 2, at, minor: -500, currency: 'EUR' },
        { customer: 3, at, minor: 500, currency: 'EUR' },
        { customer: 3, at: '2026-02-05T10:00:00Z', minor: -500, currency: 'EUR' },
        { customer: 3, at: '2026-02-06T10:00:00Z', minor: 9_000_000_000_000_000, currency: 'EUR' },
      ],
    ],
    [
      'purchases twice a day, in several currencies',
      [
        { customer: 1, at, minor: 100, currency: 'EUR' },
        { customer: 1, at, minor: 100, currency: 'EUR' },
        { customer: 1, at, minor: 100, currency: 'CNY' },
        { customer: 1, at: '2026-03-05T10:00:00Z', minor: 70, currency: 'CNY' },
        { customer: 2, at: '2026-03-05T10:00:00Z', minor: 70, currency: 'JPY' },
        { customer: 3, at: '1990-03-05T10:00:00Z', minor: 70, currency: 'CNY' },
      ],
    ],
  ])('with %s never fail and never give NaN', async (_, purchases) => {
    const small = await other();
    await load(small, purchases);
    const done = await run(small);
    const found = await rows(small);
    expect(found.length).toBe(done.customers);
    const text = JSON.stringify(found);
    expect(text).not.toMatch(/NaN|Infinity|"(?:alive|probability|purchases|minor)":null/);
    for (const { data } of found) {
      const { forecast } = data as { forecast?: { alive: number } };
      if (forecast) expect(forecast.alive).toBeGreaterThanOrEqual(0);
    }
    expect((await run(small)).written).toBe(0);
  });

  it('count a day once across currencies', async () => {
    const small = await other();
    await load(small, [
      { customer: 1, at, minor: 100, currency: 'EUR' },
      { customer: 1, at, minor: 100, currency: 'CNY' },
      { customer: 1, at: '2026-03-05T10:00:00Z', minor: 70, currency: 'CNY' },
    ]);
    await run(small);
    const [row] = await rows(small);
    expect(row?.currency).toBe('CNY');
    expect((row?.data as { rfm: { frequency: number } }).rfm.frequency).toBe(2);
  });
});
