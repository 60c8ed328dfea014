import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { descriptions, tableOf } from './descriptions.ts';
import { tenantless } from './migrations/index.ts';
import { NotAllowed, type StoredName, type Work } from './store.ts';
import { openTestStore, type TestStore } from './test-database.ts';
import {
  actorOf,
  customerNames,
  customerTables,
  makeAccessWorld,
  makeTenant,
  record,
  testTime,
  type AccessWorld,
  type CustomerName,
} from './test-world.ts';

let opened: TestStore;
let world: AccessWorld;
let tables: string[];

beforeAll(async () => {
  opened = await openTestStore();
  world = await makeAccessWorld(opened.store);
  tables = await opened.store.postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY relname COLLATE "C"`,
    );
    return rows.map(({ name }) => name).filter((name) => !tenantless.includes(name));
  });
});
afterAll(async () => {
  await opened.close();
});

const as = <T>(actor: Actor, work: (work: Work) => Promise<T>) => opened.store.transact(actor, work);

async function customersIn(actor: Actor, table: string): Promise<CustomerName[]> {
  const column = table === 'customers' ? 'id' : 'customer_id';
  const { rows } = await as(actor, (work) =>
    sql<{
      id: string;
    }>`SELECT DISTINCT ${sql.ref(column)} AS id FROM ${sql.table(table)} WHERE ${sql.ref(column)} IS NOT NULL`.execute(
      work.sql,
    ),
  );
  const ids = new Set(rows.map(({ id }) => id));
  return customerNames.filter((name) => ids.has(world.customers[name]));
}

async function countIn(actor: Actor, table: string): Promise<number> {
  const { rows } = await as(actor, (work) =>
    sql<{ n: number }>`SELECT count(*)::integer AS n FROM ${sql.table(table)}`.execute(work.sql),
  );
  return rows[0]?.n ?? -1;
}

/** Every actor of the staff, and the customers it sees. */
function staff(): [string, Actor, CustomerName[]][] {
  const { tenantId, reps, teams } = world;
  const rep = (repId: string) => actorOf(tenantId, 'rep', { repId });
  const open: CustomerName[] = ['pool', 'ended', 'later'];
  const unsealed = customerNames.filter((name) => name !== 'sealed');
  return [
    ['Anna', rep(reps.anna), ['heldByAnna', 'sharedWithAnna']],
    ['Ari', rep(reps.ari), ['heldByAri', 'sharedWithAnna']],
    ['Bea', rep(reps.bea), ['heldByBea', 'sharedWithAnna']],
    ['Sia, of the sealed unit', rep(reps.sia), ['sealed']],
    ['Sol, its deputy', rep(reps.sol), ['sealed']],
    ['a rep without an id', actorOf(tenantId, 'rep'), []],
    ['the manager of A', actorOf(tenantId, 'manager', { teamIds: [teams.a] }), ['heldByAnna', 'heldByAri', ...open]],
    [
      'the manager of B',
      actorOf(tenantId, 'manager', { teamIds: [teams.b] }),
      ['heldByBea', 'sharedWithAnna', ...open],
    ],
    ['the manager of the sealed unit', actorOf(tenantId, 'manager', { teamIds: [teams.sealed] }), ['sealed', ...open]],
    [
      'a manager who holds',
      actorOf(tenantId, 'manager', { repId: reps.bea }),
      ['heldByBea', 'sharedWithAnna', ...open],
    ],
    ['an admin', actorOf(tenantId, 'admin', { teamIds: [teams.sealed] }), unsealed],
    ['a service', actorOf(tenantId, 'service'), unsealed],
    ['the gateway itself', actorOf(tenantId, 'system'), [...customerNames]],
  ];
}

/** What a database of this schema is expected to hold beside the customers' tables. */
const others = [
  'teams',
  'reps',
  'products',
  'customers',
  'contacts',
  'tasks',
  'approvals',
  'goals',
  'file_chunks',
  'surveys',
  'survey_counts',
  'invitations',
  'responses',
  'external_refs',
  'events',
  'idempotency_keys',
  'revoked_tokens',
  'jobs',
  'value_models',
  'settings',
  'kpi_definitions',
  'check_ins',
  'scorecard_models',
  'reviews',
  'recognitions',
  'distributions',
  'survey_files',
  'undeliverable_addresses',
  'job_cursors',
];

describe('row-level security', () => {
  test('this matrix knows every table, and each has a row', async () => {
    expect(tables).toEqual([...customerTables, ...others].sort());
    for (const table of tables)
      expect(await countIn(actorOf(world.tenantId, 'system'), table), table).toBeGreaterThan(0);
  });

  test('is on for every table, with a policy for each command', async () => {
    const rows = await opened.store.postgres.asOwner(
      async (client) =>
        (
          await client.query<{ name: string; on: boolean; commands: string[] }>(
            `SELECT c.relname AS name, c.relrowsecurity AS on, ARRAY(SELECT DISTINCT polcmd::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS commands FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace`,
          )
        ).rows,
    );
    for (const { name, on, commands } of rows) {
      if (tenantless.includes(name)) continue;
      expect(on, name).toBe(true);
      expect(commands, name).toEqual(['a', 'd', 'r', 'w']);
    }
  });

  test('each of the staff sees its customers, and in every table only what belongs to them', async () => {
    for (const [name, actor, expected] of staff()) {
      const seen = customerNames.filter((one) => expected.includes(one));
      for (const table of [
        'customers',
        'contacts',
        'tasks',
        'approvals',
        'goals',
        'invitations',
        'responses',
        'external_refs',
        ...customerTables,
      ]) {
        const withRows = table === 'assignments' ? seen.filter((one) => one !== 'pool') : seen;
        expect([name, table, await customersIn(actor, table)]).toEqual([name, table, withRows]);
      }
      const parts = await countIn(actor, 'file_chunks');
      expect([name, parts]).toEqual([name, seen.length]);
    }
  });

  test('events tell of visible customers only', async () => {
    for (const [name, actor, expected] of staff()) {
      const { events } = await as(actor, (work) => work.readEvents(undefined, 1000));
      const told = new Set(events.flatMap(({ customerId }) => (customerId === undefined ? [] : [customerId])));
      expect([name, customerNames.filter((one) => told.has(world.customers[one]))]).toEqual([
        name,
        customerNames.filter((one) => expected.includes(one)),
      ]);
    }
  });

  test('listing, reading, searching and resolving answer the same', async () => {
    for (const [name, actor, expected] of staff()) {
      await as(actor, async (work) => {
        const listed = await work.list('customers', { filters: {}, limit: 100 });
        expect([name, listed.length]).toEqual([name, expected.length]);
        for (const one of customerNames) {
          const id = world.customers[one];
          const sees = expected.includes(one);
          expect([name, one, (await work.read('customers', id)) !== null]).toEqual([name, one, sees]);
          expect((await work.list('customers', { filters: { search: one }, limit: 5 })).length).toBe(sees ? 1 : 0);
          expect(
            (await work.list('customers', { filters: { externalRef: `crm:Accounts/${one}` }, limit: 5 })).length,
          ).toBe(sees ? 1 : 0);
          const { found } = await work.resolveCustomers([id, `crm:Accounts/${one}`, `${one}@example.org`]);
          expect([name, one, found.size]).toEqual([name, one, sees ? 3 : 0]);
        }
      });
    }
  });

  test('another tenant sees nothing, whoever asks', async () => {
    const other = await makeTenant(opened.store);
    const { reps, teams } = world;
    const asking = [
      actorOf(other, 'system'),
      actorOf(other, 'admin'),
      actorOf(other, 'service'),
      actorOf(other, 'manager', { teamIds: Object.values(teams) }),
      actorOf(other, 'rep', { repId: reps.anna }),
      actorOf(other, 'contact', { contactId: world.contacts.heldByAnna, customerId: world.customers.heldByAnna }),
      actorOf(other, 'link', { invitationId: world.invitations.heldByAnna }),
    ];
    for (const actor of asking) {
      for (const table of tables)
        expect([actor.role, table, await countIn(actor, table)]).toEqual([actor.role, table, 0]);
    }
  });

  test('the manager of a rep sees its own tasks, approvals and goals; another rep does not', async () => {
    const { tenantId, reps, teams } = world;
    await as(actorOf(tenantId, 'rep', { repId: reps.ari }), async (work) => {
      await work.insert('tasks', record({ title: 'Mine', ownerId: reps.ari, status: 'open', priority: 'normal' }));
      await work.insert(
        'approvals',
        record({ kind: 'expense', title: 'Mine', status: 'asked', requesterId: reps.ari }),
      );
    });
    await as(actorOf(tenantId, 'manager', { teamIds: [teams.a] }), async (work) => {
      await work.insert('goals', record({ kpi: 'calls', subject: `rep:${reps.ari}`, period: '2026', target: 5 }));
      await work.insert('goals', record({ kpi: 'calls', subject: `team:${teams.a}`, period: '2026', target: 5 }));
    });
    await as(actorOf(tenantId, 'admin'), async (work) => {
      await work.insert('goals', record({ kpi: 'calls', subject: 'tenant', period: '2026', target: 5 }));
    });
    const own = async (actor: Actor) => {
      const count = (resource: StoredName) =>
        as(
          actor,
          async (work) =>
            (await work.list(resource, { filters: {}, limit: 100 })).filter(
              (one) => !('customerId' in one) && !String(Reflect.get(one, 'subject')).startsWith('customer:'),
            ).length,
        );
      return [await count('tasks'), await count('approvals'), await count('goals')];
    };
    expect(await own(actorOf(tenantId, 'rep', { repId: reps.ari }))).toEqual([1, 1, 3]);
    expect(await own(actorOf(tenantId, 'rep', { repId: reps.anna }))).toEqual([0, 0, 2]);
    expect(await own(actorOf(tenantId, 'rep', { repId: reps.bea }))).toEqual([0, 0, 1]);
    expect(await own(actorOf(tenantId, 'manager', { teamIds: [teams.a] }))).toEqual([1, 1, 3]);
    expect(await own(actorOf(tenantId, 'manager', { teamIds: [teams.b] }))).toEqual([0, 0, 1]);
    expect(await own(actorOf(tenantId, 'admin'))).toEqual([1, 1, 3]);
  });
});

describe("a customer's own people", () => {
  const visible = async (actor: Actor) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const n = await countIn(actor, table);
      if (n > 0) counts[table] = n;
    }
    return counts;
  };

  test('a contact sees its customer, itself, open surveys, and what it was asked and answered', async () => {
    const actor = actorOf(world.tenantId, 'contact', {
      contactId: world.contacts.heldByAnna,
      customerId: world.customers.heldByAnna,
    });
    expect(await visible(actor)).toEqual({ contacts: 1, customers: 1, invitations: 1, responses: 1, surveys: 1 });
  });

  test('the holder of a link sees its survey, invitation and response', async () => {
    const actor = actorOf(world.tenantId, 'link', { invitationId: world.invitations.sealed });
    expect(await visible(actor)).toEqual({ invitations: 1, responses: 1, survey_counts: 1, surveys: 1 });
  });

  test('the holder of a link answers for its own invitation only', async () => {
    const actor = actorOf(world.tenantId, 'link', { invitationId: world.invitations.heldByAnna });
    const answer = {
      surveyId: world.surveyId,
      surveyVersion: 1,
      answers: {},
      final: true,
      startedAt: testTime,
      source: 'link',
    };
    const own = await as(actor, (work) => work.read('responses', world.responses.heldByAnna));
    expect(own).not.toBeNull();
    if (own !== null)
      expect(await as(actor, (work) => work.replace('responses', { ...own, version: own.version + 1 }))).toBe(true);
    const others = record({
      ...answer,
      invitationId: world.invitations.heldByBea,
      customerId: world.customers.heldByBea,
    });
    await expect(as(actor, (work) => work.insert('responses', others))).rejects.toBeInstanceOf(NotAllowed);
    const forSomebodyElse = record({
      ...answer,
      invitationId: world.invitations.heldByAnna,
      customerId: world.customers.heldByBea,
    });
    await expect(as(actor, (work) => work.insert('responses', forSomebodyElse))).rejects.toBeInstanceOf(NotAllowed);
    await expect(
      as(actor, (work) =>
        work.insert(
          'visits',
          record({ customerId: world.customers.heldByAnna, repId: world.reps.anna, type: 'x', status: 'planned' }),
        ),
      ),
    ).rejects.toBeInstanceOf(NotAllowed);
  });
});

describe('writes', () => {
  test('what a rep does not see it can neither write, change, nor remove', async () => {
    const anna = actorOf(world.tenantId, 'rep', { repId: world.reps.anna });
    const system = actorOf(world.tenantId, 'system');
    for (const name of ['heldByBea', 'heldByAri', 'sealed', 'pool', 'ended', 'later'] as const) {
      const customerId = world.customers[name];
      const visit = record({ customerId, repId: world.reps.anna, type: 'x', status: 'planned' });
      await expect(as(anna, (work) => work.insert('visits', visit))).rejects.toBeInstanceOf(NotAllowed);
      const customer = await as(system, (work) => work.read('customers', customerId));
      if (customer === null) throw new Error(name);
      expect(await as(anna, (work) => work.replace('customers', { ...customer, version: customer.version + 1 }))).toBe(
        false,
      );
      expect(await as(anna, (work) => work.remove('customers', customerId))).toBe(false);
      const assignment = record({ customerId, repId: world.reps.anna, role: 'holder', from: '2026-01-01' });
      await expect(as(anna, (work) => work.insert('assignments', assignment))).rejects.toBeInstanceOf(NotAllowed);
    }
  });

  test('what others lead and run, a rep only reads', async () => {
    const anna = actorOf(world.tenantId, 'rep', { repId: world.reps.anna });
    const definition = { id: 'x', version: 1, language: 'en', questions: [] };
    const attempts: [StoredName, object][] = [
      ['teams', { name: 'T', mode: 'own-post' }],
      ['reps', { name: 'R', teamId: world.teams.a, grade: 'senior', active: true }],
      ['products', { name: 'P', active: true }],
      ['goals', { kpi: 'visits', subject: `rep:${world.reps.anna}`, period: '2026', target: 1 }],
      ['surveys', { name: 'S', definition, status: 'open', access: 'open' }],
      [
        'assignments',
        { customerId: world.customers.heldByAnna, repId: world.reps.ari, role: 'deputy', from: '2026-01-01' },
      ],
    ];
    for (const [resource, fields] of attempts) {
      await expect(
        as(anna, (work) => work.insert(resource, record(fields))),
        resource,
      ).rejects.toBeInstanceOf(NotAllowed);
    }
    expect(await as(anna, (work) => work.remove('customers', world.customers.heldByAnna))).toBe(false);
  });

  test('a rep that makes a customer holds it, and cannot hold what somebody else holds', async () => {
    const ari = actorOf(world.tenantId, 'rep', { repId: world.reps.ari });
    const customer = record({
      kind: 'person',
      name: 'New',
      stage: 'acquire',
      externalRefs: ['crm:Accounts/new'],
      channels: [{ kind: 'phone', value: '+41 44 555 01 01' }],
    });
    await as(ari, async (work) => {
      expect(await work.insert('customers', customer)).toBe(true);
      for (const role of ['holder', 'originator']) {
        expect(
          await work.insert(
            'assignments',
            record({ customerId: customer.id, repId: world.reps.ari, role, from: '2026-01-01' }),
          ),
        ).toBe(true);
      }
    });
    expect(await as(ari, (work) => work.read('customers', customer.id))).not.toBeNull();
    const { found } = await as(ari, (work) => work.resolveCustomers(['0041 44 555 01 01', 'crm:Accounts/new']));
    expect([...found.values()]).toEqual([customer.id, customer.id]);
    const anna = actorOf(world.tenantId, 'rep', { repId: world.reps.anna });
    expect(await as(anna, (work) => work.read('customers', customer.id))).toBeNull();
  });

  test('a hand-over takes effect at once, for the customer and all that belongs to it', async () => {
    const manager = actorOf(world.tenantId, 'manager', { teamIds: [world.teams.a, world.teams.b] });
    const customer = record({ kind: 'person', name: 'Moves', stage: 'build' });
    const today = new Date().toISOString().slice(0, 10);
    const held = record({ customerId: customer.id, repId: world.reps.anna, role: 'holder', from: '2026-01-01' });
    const visit = record({ customerId: customer.id, repId: world.reps.anna, type: 'x', status: 'planned' });
    await as(manager, async (work) => {
      await work.insert('customers', customer);
      await work.insert('assignments', held);
      await work.insert('visits', visit);
    });
    const sees = async (repId: string) => {
      const actor = actorOf(world.tenantId, 'rep', { repId });
      return as(actor, async (work) => [
        (await work.read('customers', customer.id)) !== null,
        (await work.read('visits', visit.id)) !== null,
      ]);
    };
    expect([await sees(world.reps.anna), await sees(world.reps.bea)]).toEqual([
      [true, true],
      [false, false],
    ]);
    await as(manager, async (work) => {
      expect(await work.replace('assignments', { ...held, to: today, version: 2 })).toBe(true);
      expect(
        await work.insert(
          'assignments',
          record({ customerId: customer.id, repId: world.reps.bea, role: 'holder', from: today }),
        ),
      ).toBe(true);
    });
    expect([await sees(world.reps.anna), await sees(world.reps.bea)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

describe('a connection', () => {
  test('without a tenant sees no row of any table', async () => {
    await opened.store.postgres.asOwner(async (client) => {
      await client.query('BEGIN');
      await client.query(`SET LOCAL ROLE "${opened.store.postgres.opened.appRole}"`);
      for (const table of [...tables, 'holdings', 'assigned']) {
        const { rows } = await client.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${table}`);
        expect([table, rows[0]?.n]).toEqual([table, '0']);
      }
      await client.query('ROLLBACK');
    });
  });

  test('carries no tenant into the next transaction, also after an error', async () => {
    const single = await openTestStore({ connections: 1 });
    try {
      const tenantId = await makeTenant(single.store);
      const actor = actorOf(tenantId, 'system');
      await single.store.transact(actor, (work) => work.insert('products', record({ name: 'P', active: true })));
      await expect(single.store.transact(actor, (work) => sql`SELECT 1 / 0`.execute(work.sql))).rejects.toThrow(
        'division by zero',
      );
      await single.store.postgres.asOwner(async (client) => {
        const { rows } = await client.query<{ tenant: string | null; role: string; user: string; session: string }>(
          `SELECT current_setting('liaise.tenant', true) AS tenant, current_setting('role') AS role, current_user AS user, session_user AS session`,
        );
        expect([rows[0]?.tenant ?? '', rows[0]?.role, rows[0]?.user]).toEqual(['', 'none', rows[0]?.session]);
      });
      const other = actorOf(newId(), 'system');
      expect(await single.store.transact(other, (work) => work.list('products', { filters: {}, limit: 10 }))).toEqual(
        [],
      );
    } finally {
      await single.close();
    }
  });

  test('has no right to the tables without a tenant', async () => {
    for (const table of ['tenants', 'migrations', 'migration_lease']) {
      await expect(
        as(actorOf(world.tenantId, 'system'), (work) => sql`SELECT * FROM ${sql.table(table)}`.execute(work.sql)),
      ).rejects.toBeInstanceOf(NotAllowed);
    }
  });
});

test('each resource lies in a table of its name, with the columns that its description takes from it', async () => {
  const rows = await opened.store.postgres.asOwner(
    async (client) =>
      (
        await client.query<{ name: string; columns: string[] }>(
          `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY 1`,
        )
      ).rows,
  );
  const columns = new Map(rows.map(({ name, columns: found }) => [name, found]));
  const envelope = ['tenant_id', 'id', 'version', 'created_at', 'updated_at', 'data'];
  for (const [resource, description] of Object.entries(descriptions) as [
    StoredName,
    (typeof descriptions)[StoredName],
  ][]) {
    const expected = [
      ...envelope,
      ...Object.keys(description.columns),
      ...(description.keepsCreator === true ? ['created_by'] : []),
      // Written with the one insert that cuts an answer off its link, and never changed.
      ...(resource === 'responses' ? ['receipt_hash'] : []),
    ];
    expect([resource, [...(columns.get(tableOf(resource)) ?? [])].sort()]).toEqual([resource, expected.sort()]);
  }
});
