import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { insertMany } from './bulk.ts';
import { openStore } from './open.ts';
import type { StoredEvent, Work } from './store.ts';
import { openTestStore, type TestStore } from './test-database.ts';
import { actorOf, makeTenant, record } from './test-world.ts';

let opened: TestStore;
let system: Actor;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(async () => {
  await opened.close();
});

const act = <T>(work: (work: Work) => Promise<T>, actor = system) => opened.store.transact(actor, work);
const product = () => record({ name: 'P', active: true });
async function fresh(): Promise<void> {
  system = actorOf(await makeTenant(opened.store), 'system');
}
const read = (after: string | undefined, limit = 100, actor = system) =>
  act((work) => work.readEvents(after, limit), actor);

/** Reads until so many events have come: those of a moment ago wait for transactions of other tests that still run. */
async function readUntil(count: number, after?: string, actor = system): Promise<StoredEvent[]> {
  for (const events: StoredEvent[] = []; ;) {
    const more = await read(after, 100, actor);
    events.push(...more.events);
    if (events.length >= count) return events;
    after = more.horizon;
  }
}

/** A promise and what settles it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((done) => {
    open = done;
  });
  return { opened: promise, open };
}

describe('events', () => {
  test('tell what was created, changed and removed, in order, and go on from any of them', async () => {
    await fresh();
    const one = product();
    await act((work) => work.insert('products', one));
    await act((work) => work.replace('products', { ...one, version: 2 }));
    await act((work) => work.remove('products', one.id));
    const events = await readUntil(3);
    const { horizon } = await read(undefined);
    expect(events.map(({ kind, resource, recordId }) => [kind, resource, recordId])).toEqual([
      ['created', 'products', one.id],
      ['changed', 'products', one.id],
      ['removed', 'products', one.id],
    ]);
    expect((await read(events[0]?.id)).events).toEqual(events.slice(1));
    expect((await read(undefined, 2)).events).toEqual(events.slice(0, 2));
    expect((await read((await read(undefined, 2)).horizon)).events).toEqual(events.slice(2));
    expect((await read(horizon)).events).toEqual([]);
  });

  test('of a transaction that was rolled back are not told', async () => {
    await fresh();
    await expect(
      act(async (work) => {
        await work.insert('products', product());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await read(undefined)).events).toEqual([]);
  });

  test('that commit late are never passed over', async () => {
    await fresh();
    const [slowWrote, mayCommit] = [gate(), gate()];
    const [slow, fast] = [product(), product()];
    const late = act(async (work) => {
      await work.insert('products', slow);
      slowWrote.open();
      await mayCommit.opened;
    });
    await slowWrote.opened;
    await act((work) => work.insert('products', fast));
    // The later one is not told before the earlier one is certain.
    const early = await read(undefined);
    expect(early.events).toEqual([]);
    mayCommit.open();
    await late;
    const events = await readUntil(2, early.horizon);
    expect(events.map(({ recordId }) => recordId)).toEqual([slow.id, fast.id]);
  });

  test('are all told, once each, to a reader that runs beside many writers', async () => {
    await fresh();
    const written = new Set<string>();
    const told: StoredEvent[] = [];
    const writers = { write: true };
    const reader = (async () => {
      let cursor: string | undefined;
      while (writers.write || told.length < written.size) {
        const { events, horizon } = await read(cursor, 7);
        told.push(...events);
        cursor = horizon;
      }
      told.push(...(await read(cursor, 7)).events);
    })();
    await Promise.all(
      Array.from({ length: 5 }, async (_, writer) => {
        for (let n = 0; n < 15; n++) {
          await act(async (work) => {
            for (let more = 0; more <= writer % 3; more++) {
              const one = product();
              written.add(one.id);
              await work.insert('products', one);
            }
          });
        }
      }),
    );
    writers.write = false;
    await reader;
    expect(told.length).toBe(written.size);
    expect(new Set(told.map(({ recordId }) => recordId))).toEqual(written);
  });

  test('of many records inserted at once are told one by one', async () => {
    await fresh();
    const products = Array.from({ length: 5 }, product);
    await act((work) => insertMany(work, 'products', products));
    expect((await readUntil(5)).map(({ recordId }) => recordId).sort()).toEqual(products.map(({ id }) => id).sort());
  });

  test('of a removed customer are told to those who held it', async () => {
    await fresh();
    const team = record({ name: 'T', mode: 'own-post' });
    const rep = () => record({ name: 'R', teamId: team.id, grade: 'senior', active: true });
    const [holder, other] = [rep(), rep()];
    const customer = record({ kind: 'person', name: 'C', stage: 'build' });
    await act(async (work) => {
      await work.insert('teams', team);
      await work.insert('reps', holder);
      await work.insert('reps', other);
      await work.insert('customers', customer);
      await work.insert(
        'assignments',
        record({ customerId: customer.id, repId: holder.id, role: 'holder', from: '2026-01-01' }),
      );
    });
    await act((work) => work.remove('customers', customer.id));
    await readUntil(6);
    const heard = async (actor: Actor) =>
      (await read(undefined, 100, actor)).events.filter(
        ({ kind, recordId }) => kind === 'removed' && recordId === customer.id,
      ).length;
    expect(await heard(actorOf(system.tenantId, 'rep', { repId: holder.id }))).toBe(1);
    expect(await heard(actorOf(system.tenantId, 'rep', { repId: other.id }))).toBe(0);
    expect(await heard(actorOf(system.tenantId, 'manager', { teamIds: [team.id] }))).toBe(1);
    expect(await heard(actorOf(system.tenantId, 'manager', { teamIds: [newId()] }))).toBe(0);
  });

  test('are read from cursors that were made here only', async () => {
    for (const cursor of [
      '',
      'x',
      '1.2',
      Buffer.from('1.2').toString('base64url'),
      Buffer.from(`${'9'.repeat(20)}.${newId()}`).toString('base64url'),
      `${Buffer.from(`1.${newId()}`).toString('base64url')}=`,
    ]) {
      await expect(read(cursor), cursor).rejects.toBeInstanceOf(RangeError);
    }
  });
});

describe('a listener', () => {
  const nextChange = (store: TestStore['store'], tenantId: string) =>
    new Promise<void>((done) => {
      const stop = store.onChange((changed) => {
        if (changed !== tenantId) return;
        stop();
        done();
      });
    });

  test('hears of changes made here, and of changes made through another gateway', async () => {
    await fresh();
    const second = await openStore({ url: opened.database.url }, { connections: 2 });
    try {
      const here = nextChange(opened.store, system.tenantId);
      const there = nextChange(second, system.tenantId);
      await act((work) => work.insert('products', product()));
      await Promise.all([here, there]);
    } finally {
      await second.close();
    }
  });

  test('hears of a change that nobody told it of, by asking', async () => {
    await fresh();
    const heard = nextChange(opened.store, system.tenantId);
    await opened.store.postgres.asOwner((client) =>
      client.query(
        `INSERT INTO events (tenant_id, id, at, kind, resource, record_id, audience) VALUES ($1, $2, now(), 'created', 'products', $2, 'staff')`,
        [system.tenantId, newId()],
      ),
    );
    await heard;
  });
});
