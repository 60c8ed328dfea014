import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@liaise/core/records';
import { checksumOf, migrate, readSchemaState } from './migrate.ts';
import { migrations, type Migration } from './migrations/index.ts';
import { openStore } from './open.ts';
import { appRoleOf } from './roles.ts';
import { RefusedToStart, Unavailable } from './store.ts';
import { createTestDatabase, openTestStore, testServer, type TestDatabase, type TestStore } from './test-database.ts';
import { actorOf, makeTenant, record } from './test-world.ts';

let opened: TestStore;
const databases: TestDatabase[] = [];
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(async () => {
  await opened.close();
  for (const database of databases) await database.drop();
});

async function fresh(options?: { empty?: boolean }): Promise<TestDatabase> {
  const database = await createTestDatabase(options);
  databases.push(database);
  return database;
}

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  test('make an empty database into this version, once, also when several gateways start', async () => {
    const { url } = await fresh({ empty: true });
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ url }, { connections: 2 })));
    for (const store of stores) {
      await store.check();
      await store.close();
    }
    const { rows } = await query(url, 'SELECT name, checksum FROM migrations ORDER BY name COLLATE "C"');
    expect(rows).toEqual(migrations.map((one) => ({ name: one.name, checksum: checksumOf(one) })));
    expect((await query(url, 'SELECT * FROM migration_lease')).rowCount).toBe(0);
  });

  test('are whole or not there', async () => {
    const { url } = await fresh({ empty: true });
    const broken: Migration = {
      name: '0001-broken',
      steps: ['CREATE TABLE one (a integer)', 'CREATE TABLE one (a integer)'],
    };
    const client = new pg.Client(url);
    await client.connect();
    try {
      await expect(migrate(client, [broken])).rejects.toThrow('already exists');
      expect((await client.query(`SELECT to_regclass('one') AS there`)).rows).toEqual([{ there: null }]);
      expect((await readSchemaState(client, [broken])).pending).toEqual(['0001-broken']);
      expect(await migrate(client, [{ name: '0001-broken', steps: ['CREATE TABLE one (a integer)'] }])).toEqual([
        '0001-broken',
      ]);
    } finally {
      await client.end();
    }
  });

  test('that were changed since are noticed', async () => {
    const { url } = await fresh();
    await query(url, `UPDATE migrations SET checksum = 'x' WHERE name = '0001-records'`);
    await expect(openStore({ url })).rejects.toThrow('is not the one this Liaise knows');
  });

  test('pending are reported where they may not run', async () => {
    const { url } = await fresh({ empty: true });
    await expect(openStore({ url }, { migrate: false })).rejects.toThrow(
      /^The schema lacks "0001-records", .*: run "liaise migrate" first\.$/,
    );
    expect((await query(url, `SELECT to_regclass('migrations') AS there`)).rows).toEqual([{ there: null }]);
  });

  test('taken away later are found by the check', async () => {
    const { url } = await fresh();
    const store = await openStore({ url });
    await query(url, `DELETE FROM migrations WHERE name = '0002-policies'`);
    await expect(store.check()).rejects.toThrow('The schema lacks "0002-policies"');
    await store.close();
  });
});

describe('the role of the transactions', () => {
  const refusal = async (url: string) => {
    const failure: unknown = await openStore({ url }).then(
      async (store) => store.close(),
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(RefusedToStart);
    return failure instanceof Error ? failure.message : '';
  };

  test('has a name of its own for each database of a cluster', () => {
    expect(appRoleOf('liaise')).toBe('liaise_app_liaise');
    const names = ['Liaise', 'liaise', 'li aise', 'x'.repeat(63), 'x'.repeat(62)].map(appRoleOf);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]{1,63}$/);
  });

  test('that is a superuser, bypasses row policies, or owns tables is refused', async () => {
    const { name, url, superuserUrl } = await fresh();
    await (await openStore({ url })).close();
    const role = appRoleOf(name);
    const start = 'Liaise does not start because its transactions would not be held by row-level security: ';
    await query(superuserUrl, `ALTER ROLE ${role} SUPERUSER`);
    expect(await refusal(url)).toBe(`${start}the role "${role}" is a superuser; run ALTER ROLE "${role}" NOSUPERUSER.`);
    await query(superuserUrl, `ALTER ROLE ${role} NOSUPERUSER BYPASSRLS`);
    expect(await refusal(url)).toBe(`${start}the role "${role}" bypasses it; run ALTER ROLE "${role}" NOBYPASSRLS.`);
    await query(superuserUrl, `ALTER ROLE ${role} NOBYPASSRLS; ALTER TABLE notes OWNER TO ${role}`);
    expect(await refusal(url)).toBe(
      `${start}the role "${role}" owns tables of the schema; give them to the role of DATABASE_URL.`,
    );
  });

  test('is stepped down to by a superuser, too, and one that cannot is refused', async () => {
    const { superuserUrl } = await fresh({ empty: true });
    const store = await openStore({ url: superuserUrl }, { connections: 2 });
    const one = actorOf(await makeTenant(store), 'system');
    const other = actorOf(await makeTenant(store), 'system');
    await store.transact(one, (work) => work.insert('products', record({ name: 'P', active: true })));
    const count = (actor: typeof one) =>
      store.transact(actor, async (work) => (await work.sql.selectFrom('products').select('id').execute()).length);
    expect([await count(one), await count(other)]).toEqual([1, 0]);
    const { rows } = await store.transact(one, (work) =>
      sql<{
        user: string;
        is_superuser: string;
      }>`SELECT current_user AS user, current_setting('is_superuser') AS is_superuser`.execute(work.sql),
    );
    expect(rows).toEqual([{ user: store.postgres.opened.appRole, is_superuser: 'off' }]);
    await store.close();
    await query(superuserUrl, `ALTER TABLE customers DISABLE ROW LEVEL SECURITY`);
    expect(await refusal(superuserUrl)).toContain('it is not active on the table "customers"');
  });

  test('that the opening role may neither make nor use is asked for in words', async () => {
    const { name, superuserUrl } = await fresh({ empty: true });
    const { owner } = await testServer();
    const plain = `plain_${name}`;
    await query(
      superuserUrl,
      `CREATE ROLE ${plain} LOGIN PASSWORD 'plain'; GRANT CREATE ON DATABASE ${name} TO ${plain}; GRANT CREATE ON SCHEMA public TO ${plain}`,
    );
    const url = superuserUrl.replace(/\/\/[^@]*@/, `//${plain}:plain@`);
    try {
      expect(await refusal(url)).toContain(
        `ask its administrator to run: CREATE ROLE "${appRoleOf(name)}" NOLOGIN; GRANT "${appRoleOf(name)}" TO "${plain}";`,
      );
      await query(superuserUrl, `CREATE ROLE "${appRoleOf(name)}" NOLOGIN; GRANT "${appRoleOf(name)}" TO "${plain}"`);
      await (await openStore({ url })).close();
      await query(superuserUrl, `REVOKE "${appRoleOf(name)}" FROM "${plain}"`);
      expect(await refusal(url)).toContain(`may not make the role`);
    } finally {
      await query(
        superuserUrl,
        `REASSIGN OWNED BY ${plain} TO ${owner.user}; DROP OWNED BY ${plain}; DROP ROLE ${plain}`,
      );
    }
  });
});

describe('a database that does not serve', () => {
  test('is unavailable, in one sentence', async () => {
    const failure: unknown = await openStore({ url: 'postgres://nobody:x@127.0.0.1:1/none' }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Unavailable);
  });

  test('in another encoding is refused', async () => {
    const { name, superuserUrl } = await fresh({ empty: true });
    await query(
      superuserUrl,
      `CREATE DATABASE ${name}_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    try {
      await expect(openStore({ url: superuserUrl.replace(name, `${name}_latin`) })).rejects.toThrow(
        "create one with ENCODING 'UTF8'",
      );
    } finally {
      await query(superuserUrl, `DROP DATABASE ${name}_latin WITH (FORCE)`);
    }
  });

  test('whose connections are cut answers again, and what was cut is unavailable', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system');
    const cut = () =>
      query(
        opened.database.superuserUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${opened.database.name}' AND pid <> pg_backend_pid()`,
      );
    const during = opened.store.transact(actor, async (work) => {
      await work.insert('products', record({ name: 'P', active: true }));
      await cut();
      await work.list('products', { filters: {}, limit: 1 });
    });
    await expect(during).rejects.toBeInstanceOf(Unavailable);
    await cut();
    expect(await opened.store.transact(actor, (work) => work.list('products', { filters: {}, limit: 1 }))).toEqual([]);
  });
});

describe('a transaction', () => {
  test('that deadlocks or cannot be serialized is run again', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system');
    let tries = 0;
    const result = await opened.store.transact(actor, async (work) => {
      tries++;
      await work.insert('products', record({ name: String(tries), active: true }));
      if (tries < 3) throw Object.assign(new Error('again'), { code: tries === 1 ? '40001' : '40P01' });
      return tries;
    });
    expect(result).toBe(3);
    const products = await opened.store.transact(actor, (work) => work.list('products', { filters: {}, limit: 10 }));
    expect(products).toMatchObject([{ name: '3' }]);
    const never = opened.store.transact(actor, async () => {
      tries++;
      throw Object.assign(new Error('again'), { code: '40001' });
    });
    await expect(never).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(9);
  });

  test('two that lock each other both come to an end', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system');
    const [a, b] = [record({ name: 'a', active: true }), record({ name: 'b', active: true })];
    await opened.store.transact(actor, async (work) => {
      await work.insert('products', a);
      await work.insert('products', b);
    });
    const lock = (first: string, second: string) =>
      opened.store.transact(actor, async (work) => {
        for (const id of [first, second]) {
          await work.sql
            .selectFrom('products')
            .select('id')
            .where('tenant_id', '=', actor.tenantId)
            .where('id', '=', id)
            .forUpdate()
            .execute();
          await sql`SELECT pg_sleep(0.05)`.execute(work.sql);
        }
        return true;
      });
    expect(await Promise.all([lock(a.id, b.id), lock(b.id, a.id)])).toEqual([true, true]);
  });

  test('that is read-only writes nothing, and sees one moment', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system');
    await expect(
      opened.store.transact(actor, (work) => work.insert('products', record({ name: 'P', active: true })), {
        readOnly: true,
      }),
    ).rejects.toThrow('read-only transaction');
    await opened.store.transact(
      actor,
      async (work) => {
        const list = () => work.list('products', { filters: {}, limit: 10 });
        expect(await list()).toEqual([]);
        await opened.store.transact(actor, (other) => other.insert('products', record({ name: 'P', active: true })));
        expect(await list()).toEqual([]);
      },
      { readOnly: true },
    );
  });

  test('whose work swallows a failed statement is not taken for committed', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system');
    const swallowed = opened.store.transact(actor, async (work) => {
      await sql`SELECT 1 / 0`.execute(work.sql).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
  });

  test('whose actor holds a NUL does not begin', async () => {
    const actor = actorOf(await makeTenant(opened.store), 'system', { subject: 'a\0b' });
    await expect(opened.store.transact(actor, async () => true)).rejects.toMatchObject({ name: 'NotStorable' });
  });

  test('carries what its actor is, whatever characters that has', async () => {
    const subject = `o'brien \\ " ; COMMIT; --`;
    const actor = actorOf(await makeTenant(opened.store), 'rep', {
      subject,
      repId: newId(),
      teamIds: [newId(), newId()],
    });
    const { rows } = await opened.store.transact(actor, (work) =>
      sql<{ subject: string }>`SELECT current_setting('liaise.subject') AS subject`.execute(work.sql),
    );
    expect(rows).toEqual([{ subject }]);
  });
});

describe('tenants', () => {
  test('are known by their reference, also those made elsewhere', async () => {
    const id = newId();
    expect(await opened.store.tenant('acme')).toBeNull();
    const second = await openStore({ url: opened.database.url }, { connections: 1 });
    await second.createTenant({ id, ref: 'acme', name: 'Acme', sample: false });
    await second.close();
    expect(await opened.store.tenant('acme')).toMatchObject({ id, ref: 'acme' });
    await expect(
      opened.store.createTenant({ id: newId(), ref: 'acme', name: 'Other', sample: false }),
    ).rejects.toMatchObject({ name: 'AlreadyThere' });
    expect((await opened.store.tenants()).some((tenant) => tenant.id === id)).toBe(true);
  });
});
