import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import type { Work } from './store.ts';
import { openTestStore, type TestStore } from './test-database.ts';
import { actorOf, customerNames, makeAccessWorld, type AccessWorld } from './test-world.ts';

let opened: TestStore;
let world: AccessWorld;
let anna: Actor;

beforeAll(async () => {
  opened = await openTestStore();
  world = await makeAccessWorld(opened.store);
  anna = actorOf(world.tenantId, 'rep', { repId: world.reps.anna });
});
afterAll(() => opened.close());

const as = <T>(work: (work: Work) => Promise<T>, actor = anna) => opened.store.transact(actor, work);
const count = async ({ sql: db, actor }: Work): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`SELECT count(*)::integer AS n FROM customers c WHERE c.tenant_id = ${actor.tenantId}`.execute(db);
  return rows[0]?.n ?? -1;
};
const roleOf = async ({ sql: db }: Work): Promise<string> => {
  const { rows } = await sql<{ role: string }>`SELECT current_setting('liaise.role') AS role`.execute(db);
  return rows[0]?.role ?? '';
};
const mine = 2;

describe('overAllRows', () => {
  test('sees every row of the tenant, and before and after it only the own', async () => {
    await as(async (work) => {
      expect(await count(work)).toBe(mine);
      expect(await work.overAllRows(count)).toBe(customerNames.length);
      expect([await count(work), await roleOf(work)]).toEqual([mine, 'rep']);
    });
  });

  test('refuses every other statement of the transaction meanwhile, before it is sent', async () => {
    await as(async (work) => {
      const built = sql`SELECT 1 AS one`.compile(work.sql);
      await work.overAllRows(async (all) => {
        await expect(count(work)).rejects.toThrow(/sees all rows at this moment/);
        await expect(work.list('customers', { filters: {}, limit: 10 })).rejects.toThrow(/at this moment/);
        await expect(work.read('customers', world.customers.sealed)).rejects.toThrow(/at this moment/);
        await expect(work.sql.executeQuery(built)).rejects.toThrow(/at this moment/);
        await expect(work.overAllRows(count)).rejects.toThrow(/already/);
        expect(await count(all)).toBe(customerNames.length);
      });
      expect(await count(work)).toBe(mine);
    });
  });

  test('keeps apart what runs beside it', async () => {
    await as(async (work) => {
      const [beside, over] = await Promise.allSettled([count(work), work.overAllRows(count)]);
      expect(over).toEqual({ status: 'fulfilled', value: customerNames.length });
      if (beside.status === 'fulfilled') expect(beside.value).toBe(mine);
      else expect(beside.reason).toMatchObject({ message: expect.stringContaining('at this moment') as unknown });
      const [raised, late] = await Promise.allSettled([work.overAllRows(count), count(work)]);
      expect(raised).toEqual({ status: 'fulfilled', value: customerNames.length });
      expect(late.status).toBe('rejected');
    });
  });

  test('goes back when something fails in it that is no statement', async () => {
    await as(async (work) => {
      await expect(work.overAllRows(() => Promise.reject(new TypeError('mine')))).rejects.toThrow('mine');
      expect([await count(work), await roleOf(work)]).toEqual([mine, 'rep']);
    });
  });

  test('after a failed statement the transaction takes no more, even where the failure is kept quiet', async () => {
    const quiet = as(async (work) => {
      await work.overAllRows((all) => sql`SELECT 1 / 0`.execute(all.sql)).catch(() => undefined);
      await expect(count(work)).rejects.toThrow(/sees all rows at this moment/);
    });
    await expect(quiet).rejects.toThrow(/still sees all rows/);
    await expect(as((work) => work.overAllRows((all) => sql`SELECT 1 / 0`.execute(all.sql)))).rejects.toThrow(
      'division by zero',
    );
    expect(await as(count)).toBe(mine);
  });

  test('what it handed over is of no use afterwards', async () => {
    await as(async (work) => {
      const leaked = await work.overAllRows((all) => Promise.resolve(all));
      await expect(count(leaked)).rejects.toThrow(/after its time/);
      expect(await count(work)).toBe(mine);
    });
  });

  test('a transaction that does not await it is not committed', async () => {
    let finish: () => void = () => undefined;
    const open = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const left: Promise<unknown>[] = [];
    const unawaited = as(async (work) => {
      await new Promise<void>((begun) => {
        left.push(
          work.overAllRows(() => {
            begun();
            return open;
          }),
        );
      });
    });
    await expect(unawaited).rejects.toThrow(/await overAllRows before the end/);
    finish();
    await Promise.allSettled(left);
    expect(await as(count)).toBe(mine);
  });

  test('may be nested through the work that it hands over', async () => {
    expect(await as((work) => work.overAllRows((all) => all.overAllRows(count)))).toBe(customerNames.length);
  });

  test('says of no other tenant anything', async () => {
    const other = await makeAccessWorld(opened.store);
    const ids = await as((work) => work.overAllRows((all) => all.list('customers', { filters: {}, limit: 100 })));
    expect(ids).toHaveLength(customerNames.length);
    expect(ids.some(({ id }) => Object.values(other.customers).includes(id))).toBe(false);
  });
});
