import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo, demoWorld } from '@liaise/core/samples';
import { newId } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { findByReference, insertMany } from './bulk.ts';
import { descriptions } from './descriptions.ts';
import { knownTables, lintStatement } from './lint.ts';
import { migrations } from './migrations/index.ts';
import { loadWorld } from './sample.ts';
import { AlreadyThere, type StoredName, type StoredRecord, type Work } from './store.ts';
import { openTestStore, type TestStore } from './test-database.ts';
import { actorOf, makeTenant, record } from './test-world.ts';

const statements = new Set<string>();
let opened: TestStore;
let system: Actor;
beforeAll(async () => {
  opened = await openTestStore({ onStatement: (text) => statements.add(text) });
  system = actorOf(await makeTenant(opened.store), 'system');
});
afterAll(async () => {
  await opened.close();
});
const act = <T>(work: (work: Work) => Promise<T>, actor = system) => opened.store.transact(actor, work);

describe('many records at once', () => {
  test('lie there as if each had been inserted alone', async () => {
    const [one, many] = [system, actorOf(await makeTenant(opened.store), 'system')];
    const customer = record({
      kind: 'person',
      name: 'Ｎａｍｅ \u0001 "q" \\ 中',
      stage: 'build',
      externalRefs: ['a:b/1', 'a:b/2'],
      channels: [
        { kind: 'email', value: 'X@y.z' },
        { kind: 'mobile', value: '+1 555 0100' },
      ],
    });
    const purchase = record({
      customerId: customer.id,
      at: '2026-01-01T00:00:00Z',
      amount: { minor: -5, currency: 'EUR' },
      externalRefs: ['a:c/1'],
    });
    const survey = record({ name: 'S', definition: { id: 's', version: 1 }, status: 'open', access: 'open' });
    const invitation = record({
      surveyId: survey.id,
      customerId: customer.id,
      status: 'created',
      tokenHash: 'ab'.repeat(32),
    });
    const all: [StoredName, StoredRecord][] = [
      ['customers', customer],
      ['purchases', purchase],
      ['surveys', survey],
      ['invitations', invitation],
    ];
    for (const [resource, each] of all) {
      await act((work) => work.insert(resource, each), one);
      expect(await act((work) => insertMany(work, resource, [each]), many)).toEqual({ count: 1, taken: [] });
    }
    const tables = [...all.map(([resource]) => resource), 'external_refs', 'customer_keys'];
    for (const table of tables) {
      const rows = await opened.store.postgres.asOwner(async (client) => {
        const columns = `to_jsonb(t) - 'tenant_id'`;
        const of = async (tenant: string) =>
          (
            await client.query<{ row: unknown }>(
              `SELECT ${columns} AS row FROM ${table} t WHERE tenant_id = $1 ORDER BY ${columns}::text COLLATE "C"`,
              [tenant],
            )
          ).rows;
        return [await of(one.tenantId), await of(many.tenantId)];
      });
      expect(rows[0]?.length, table).toBeGreaterThan(0);
      expect(rows[1], table).toEqual(rows[0]);
    }
  });

  test('leave a taken id as it is, and say which', async () => {
    const products = Array.from({ length: 10 }, () => record({ name: 'P', active: true }));
    await act((work) => work.insert('products', { ...products[3]!, name: 'There' }));
    const { count, taken } = await act((work) => insertMany(work, 'products', products));
    expect([count, taken]).toEqual([9, [products[3]!.id]]);
    expect(await act((work) => work.read('products', products[3]!.id))).toMatchObject({ name: 'There' });
  });

  test('are refused whole when a reference is taken, and found by it', async () => {
    const make = (ref: string) => record({ name: 'P', active: true, externalRefs: [ref] });
    const first = make('erp:Items/1');
    await act((work) => insertMany(work, 'products', [first]));
    const again = [make('erp:Items/2'), make('erp:Items/1')];
    await expect(act((work) => insertMany(work, 'products', again))).rejects.toBeInstanceOf(AlreadyThere);
    expect(await act((work) => findByReference(work, 'products', ['erp:Items/1', 'erp:Items/2']))).toEqual(
      new Map([['erp:Items/1', first.id]]),
    );
  });

  test('a rep inserts only where it sees the customer', async () => {
    const customer = record({ kind: 'person', name: 'C', stage: 'build' });
    await act((work) => work.insert('customers', customer));
    const purchase = record({
      customerId: customer.id,
      at: '2026-01-01T00:00:00Z',
      amount: { minor: 5, currency: 'EUR' },
    });
    const rep = actorOf(system.tenantId, 'rep', { repId: newId() });
    await expect(act((work) => insertMany(work, 'purchases', [purchase]), rep)).rejects.toMatchObject({
      name: 'NotAllowed',
    });
  });
});

test('the sample world is loaded, whole, and reads as it was made', async () => {
  const world = demoWorld({ today: '2026-11-21' });
  const tenant = { id: newId(), ref: demo.tenant, name: 'Demo', sample: true };
  await loadWorld(opened.store, tenant, world);
  const actor = actorOf(tenant.id, 'system');
  for (const resource of Object.keys(descriptions) as StoredName[]) {
    const records: readonly StoredRecord[] =
      resource in world ? (world[resource as keyof typeof world] as readonly StoredRecord[]) : [];
    const listed = await act((work) => work.list(resource, { filters: {}, limit: 5000 }), actor);
    expect([resource, listed.length]).toEqual([resource, records.length]);
    expect(listed[0]).toEqual([...records].sort((a, b) => (a.id < b.id ? -1 : 1))[0]);
  }
  const rep = actorOf(tenant.id, 'rep', { repId: demo.rep });
  const held = await act((work) => work.list('customers', { filters: { repId: demo.rep }, limit: 500 }), rep);
  expect(held.length).toBeGreaterThan(5);
  const history = await act(
    (work) => work.sql.selectFrom('customer_history').select('id').where('tenant_id', '=', tenant.id).execute(),
    actor,
  );
  expect(history.length).toBe(world.history.length);
  expect((await act((work) => work.readEvents(undefined, 10), actor)).events).toEqual([]);
});

test('every statement that was sent keeps the rules', () => {
  const known = knownTables(migrations);
  expect([...statements].flatMap((text) => lintStatement(text, known))).toEqual([]);
});
