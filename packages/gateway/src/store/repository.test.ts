import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, identifierFrom } from '@liaise/core/records';
import { resources } from '@liaise/core/api';
import type { Actor } from '../access/actor.ts';
import { descriptions } from './descriptions.ts';
import { knownTables, lintStatement } from './lint.ts';
import { migrations } from './migrations/index.ts';
import {
  AlreadyThere,
  MissingReference,
  NotStorable,
  StillReferenced,
  type StoredName,
  type StoredRecord,
  type Work,
} from './store.ts';
import { openTestStore, type TestStore } from './test-database.ts';
import { actorOf, makeTenant, record, testTime } from './test-world.ts';

const statements = new Set<string>();
let opened: TestStore;
let system: Actor;
let team: StoredRecord;
let rep: StoredRecord;

beforeAll(async () => {
  opened = await openTestStore({ onStatement: (text) => statements.add(text) });
  system = actorOf(await makeTenant(opened.store), 'system');
  team = record({ name: 'T', mode: 'own-post' });
  rep = record({ name: 'R', teamId: team.id, grade: 'senior', active: true, email: ' Some.One@Example.org ' });
  await act(async (work) => {
    await work.insert('teams', team);
    await work.insert('reps', rep);
  });
});
afterAll(async () => {
  await opened.close();
});

const act = <T>(work: (work: Work) => Promise<T>, actor = system) => opened.store.transact(actor, work);
const customerOf = (fields: object = {}) => record({ kind: 'organization', name: 'Name', stage: 'build', ...fields });
async function insert<T extends StoredRecord>(resource: StoredName, one: T): Promise<T> {
  expect(await act((work) => work.insert(resource, one))).toBe(true);
  return one;
}

describe('a record', () => {
  test('comes back as it was written, whatever its text', async () => {
    const odd = [
      '\ufeffBOM',
      'a\u202eb',
      '👨‍👩‍👧',
      `Zalgo${'\u0301'.repeat(50)}`,
      '" \\ \' ; --',
      '\u0001\u001b[31m',
      '中文',
      "' or 1=1--",
      '${7*7}',
    ];
    const customer = await insert(
      'customers',
      customerOf({ name: odd.join(' '), tags: odd, note: '', extra: { a: 1, b: true, c: 'x' } }),
    );
    expect(await act((work) => work.read('customers', customer.id))).toEqual(customer);
    expect(await act((work) => work.readMany('customers', [customer.id, newId()]))).toEqual([customer]);
  });

  test('keeps its instants and numbers as they were written', async () => {
    const customer = await insert('customers', customerOf());
    const one = record({
      customerId: customer.id,
      at: '2026-03-01T08:00:00Z',
      amount: { minor: 9_000_000_000_000_000, currency: 'JPY' },
      quantity: 0.1,
    });
    await insert('purchases', one);
    expect(await act((work) => work.read('purchases', one.id))).toEqual(one);
    const row = await act((work) =>
      work.sql
        .selectFrom('purchases')
        .select(['at', 'minor', 'currency'])
        .where('tenant_id', '=', system.tenantId)
        .where('id', '=', one.id)
        .executeTakeFirst(),
    );
    expect(row).toEqual({ at: '2026-03-01T08:00:00.000Z', minor: 9_000_000_000_000_000, currency: 'JPY' });
  });

  test('with an id that is taken is not inserted', async () => {
    const customer = await insert('customers', customerOf({ name: 'First' }));
    expect(await act((work) => work.insert('customers', { ...customer, name: 'Second' }))).toBe(false);
    expect(await act((work) => work.read('customers', customer.id))).toMatchObject({ name: 'First' });
  });

  test('is replaced at its next version only, and its columns follow', async () => {
    const customer = await insert('customers', customerOf({ name: 'Old', tier: 'top' }));
    const { tier: _tier, ...next } = {
      ...customer,
      tier: undefined,
      name: 'New',
      version: 2,
      updatedAt: '2026-11-02T00:00:00.000Z',
    };
    expect(await act((work) => work.replace('customers', { ...next, version: 3 }))).toBe(false);
    expect(await act((work) => work.replace('customers', next))).toBe(true);
    expect(await act((work) => work.replace('customers', next))).toBe(false);
    expect(await act((work) => work.read('customers', customer.id))).toEqual(next);
    const row = await act((work) =>
      work.sql
        .selectFrom('customers')
        .select(['name', 'search', 'tier', 'version'])
        .where('tenant_id', '=', system.tenantId)
        .where('id', '=', customer.id)
        .executeTakeFirst(),
    );
    expect(row).toEqual({ name: 'New', search: 'new', tier: null, version: 2 });
  });

  test('of concurrent replacements one succeeds', async () => {
    const customer = await insert('customers', customerOf());
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        act((work) => work.replace('customers', { ...customer, name: `N${String(at)}`, version: 2 })),
      ),
    );
    expect(all.filter(Boolean).length).toBe(1);
  });

  test('is removed once, at the version asked for', async () => {
    const customer = await insert('customers', customerOf());
    expect(await act((work) => work.remove('customers', customer.id, 7))).toBe(false);
    expect(await act((work) => work.remove('customers', customer.id, 1))).toBe(true);
    expect(await act((work) => work.remove('customers', customer.id))).toBe(false);
  });

  test('that others belong to is not removed, and says whose they are', async () => {
    const customer = await insert('customers', customerOf());
    await insert('contacts', record({ customerId: customer.id, name: 'P', role: 'user' }));
    const failure: unknown = await act((work) => work.remove('customers', customer.id)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StillReferenced);
    expect(failure).toMatchObject({ by: 'contacts' });
  });

  test('that names what is not there is refused, and says which field', async () => {
    const customer = await insert('customers', customerOf());
    const visit = record({ customerId: customer.id, repId: newId(), type: 'x', status: 'planned' });
    const failure: unknown = await act((work) => work.insert('visits', visit)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MissingReference);
    expect(failure).toMatchObject({ field: 'repId' });
  });

  test('with text that cannot be stored is refused', async () => {
    for (const name of ['a\0b', 'half \ud800']) {
      await expect(act((work) => work.insert('customers', customerOf({ name })))).rejects.toBeInstanceOf(NotStorable);
    }
  });

  test('keeps what is secret out of its answers', async () => {
    const customer = await insert('customers', customerOf());
    const survey = await insert(
      'surveys',
      record({ name: 'S', definition: { id: 'hidden', version: 1 }, status: 'open', access: 'invited' }),
    );
    const hash = 'ab'.repeat(32);
    const invitation = record({ surveyId: survey.id, customerId: customer.id, status: 'created' });
    await insert('invitations', { ...invitation, tokenHash: hash });
    expect(await act((work) => work.read('invitations', invitation.id))).toEqual(invitation);
    expect(await act((work) => work.replace('invitations', { ...invitation, version: 2, status: 'opened' }))).toBe(
      true,
    );
    const row = await act((work) =>
      work.sql
        .selectFrom('invitations')
        .select('id')
        .where('tenant_id', '=', system.tenantId)
        .where('token_hash', '=', Buffer.from(hash, 'hex'))
        .executeTakeFirst(),
    );
    expect(row?.id).toBe(invitation.id);
  });

  test('a customer has one holder without end, an invitation one response, a period one goal', async () => {
    const customer = await insert('customers', customerOf());
    const held = { customerId: customer.id, repId: rep.id, role: 'holder', from: '2026-01-01' };
    await insert('assignments', record(held));
    await expect(act((work) => work.insert('assignments', record(held)))).rejects.toMatchObject({
      name: 'AlreadyThere',
      what: 'holder',
    });
    const goal = { kpi: 'visits', subject: 'tenant', period: '2026', target: 1 };
    await insert('goals', record(goal));
    await expect(act((work) => work.insert('goals', record(goal)))).rejects.toMatchObject({
      name: 'AlreadyThere',
      what: 'goal',
    });
    const survey = await insert(
      'surveys',
      record({ name: 'S', definition: { id: 'one', version: 1 }, status: 'open', access: 'invited' }),
    );
    const invitation = await insert(
      'invitations',
      record({ surveyId: survey.id, customerId: customer.id, status: 'created' }),
    );
    const answer = () =>
      record({
        surveyId: survey.id,
        surveyVersion: 1,
        invitationId: invitation.id,
        customerId: customer.id,
        answers: {},
        final: true,
        startedAt: testTime,
        source: 'link',
      });
    const sent = await Promise.allSettled(
      Array.from({ length: 10 }, () => act((work) => work.insert('responses', answer()))),
    );
    expect(sent.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(sent.every((one) => one.status === 'fulfilled' || one.reason instanceof AlreadyThere)).toBe(true);
  });
});

describe('a list', () => {
  test('knows every filter of its routes, and no other', async () => {
    for (const [name, { list }] of Object.entries(resources)) {
      const filters = Object.keys(list.query?.def.shape ?? {})
        .filter((key) => key !== 'limit' && key !== 'cursor')
        .sort();
      expect([name, Object.keys(descriptions[name as StoredName].filters).sort()]).toEqual([name, filters]);
    }
    await expect(
      act((work) => work.list('customers', { filters: { password: 'x' }, limit: 1 })),
    ).rejects.toBeInstanceOf(TypeError);
    await expect(
      act((work) => work.list('customers', { filters: { toString: 'x' }, limit: 1 })),
    ).rejects.toBeInstanceOf(TypeError);
  });

  test('runs with each filter', async () => {
    const values: Record<string, string> = {
      uuid: newId(),
      timestamptz: testTime,
      date: '2026-01-01',
      boolean: 'true',
      bigint: '1',
      integer: '1',
    };
    for (const [resource, { filters, columns }] of Object.entries(descriptions)) {
      for (const [name, filter] of Object.entries(filters)) {
        const kind =
          'column' in filter ? (columns[filter.column]?.kind ?? 'text') : filter.compare === 'holder' ? 'uuid' : 'text';
        await act((work) =>
          work.list(resource as StoredName, { filters: { [name]: values[kind] ?? 'text' }, limit: 1 }),
        );
      }
    }
  });

  test('finds names by any part, whatever the case, the width or the wildcards', async () => {
    const mine = actorOf(await makeTenant(opened.store), 'system');
    const names = ['Straße 5', 'ＡＢＣ Ltd', 'ﬁn 100%', 'a_b', 'İstanbul', 'École', '上海 Trading', 'back\\slash'];
    await act(async (work) => {
      for (const name of names) await work.insert('customers', customerOf({ name, shortName: 'short' }));
    }, mine);
    const search = async (text: string) => {
      const found = await act(
        (work) => work.list<StoredRecord & { name: string }>('customers', { filters: { search: text }, limit: 50 }),
        mine,
      );
      return found.map(({ name }) => name);
    };
    expect(await search('STRASSE')).toEqual(['Straße 5']);
    expect(await search('abc')).toEqual(['ＡＢＣ Ltd']);
    expect(await search('FIN')).toEqual(['ﬁn 100%']);
    expect(await search('%')).toEqual(['ﬁn 100%']);
    expect(await search('_')).toEqual(['a_b']);
    expect(await search('istanbul')).toEqual(['İstanbul']);
    expect(await search('E\u0301COLE')).toEqual(['École']);
    expect(await search('海 t')).toEqual(['上海 Trading']);
    expect(await search('\\')).toEqual(['back\\slash']);
    expect((await search('SHORT')).length).toBe(names.length);
    expect(await search('%_%'.repeat(50))).toEqual([]);
  });

  test('bounds planned visits from a time, inclusive, to a time, exclusive', async () => {
    const customer = await insert('customers', customerOf());
    const day = (n: number) => `2026-05-0${String(n)}T00:00:00Z`;
    for (const n of [1, 2, 3])
      await insert(
        'visits',
        record({ customerId: customer.id, repId: rep.id, type: 'x', status: 'planned', plannedStart: day(n) }),
      );
    const found = await act((work) =>
      work.list<StoredRecord & { plannedStart: string }>('visits', {
        filters: { customerId: customer.id, plannedFrom: day(1), plannedTo: day(3) },
        limit: 10,
      }),
    );
    expect(found.map(({ plannedStart }) => plannedStart)).toEqual([day(1), day(2)]);
  });

  test('page after page never repeats a row, nor skips one that was there, while rows are added and removed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 25 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1000, max: 9999 }), fc.boolean()), {
          maxLength: 12,
        }),
        async (limit, initial, additions) => {
          const mine = actorOf(await makeTenant(opened.store), 'system');
          const product = (n: number) => ({
            ...record({ name: String(n), active: true }),
            id: identifierFrom(n, 0, (bytes) => bytes.fill(1)),
          });
          const add = (n: number) => act((work) => work.insert('products', product(n)), mine);
          // Some of the additions lie between, before and after those that are there.
          for (const n of initial) await add(n * 10);
          const removable = [...initial].sort((a, b) => a - b).at(-1) ?? 0;
          const seen: string[] = [];
          let removed = false;
          for (let page = 0, after: string | undefined; ; page++) {
            const request = { filters: {}, after, limit };
            const rows = await act((work) => work.list('products', request), mine);
            seen.push(...rows.map(({ id }) => id));
            if (rows.length < limit) break;
            after = rows.at(-1)?.id;
            for (const [at, n, remove] of additions) {
              if (at !== page) continue;
              await add(n);
              if (remove && !removed) {
                removed = true;
                await act((work) => work.remove('products', product(removable * 10).id), mine);
              }
            }
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect([...seen].sort()).toEqual(seen);
          for (const n of initial) if (!(removed && n === removable)) expect(seen).toContain(product(n * 10).id);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('names of customers', () => {
  test('are resolved in one query: id, reference, mail address, phone number', async () => {
    const customer = await insert(
      'customers',
      customerOf({
        externalRefs: ['zoho:Accounts/1'],
        channels: [
          { kind: 'email', value: 'Info@Example.org' },
          { kind: 'phone', value: '+41 (44) 123-45-67' },
          { kind: 'wechat', value: 'x@y.z' },
        ],
      }),
    );
    await insert(
      'contacts',
      record({
        customerId: customer.id,
        name: 'P',
        role: 'user',
        channels: [
          { kind: 'mobile', value: '0086 138 0013 8000' },
          { kind: 'email', value: 'Ｐ@example.org' },
        ],
      }),
    );
    const names = [
      customer.id,
      'zoho:Accounts/1',
      'info@example.ORG',
      '0041 44 123 45 67',
      '+86-138-0013-8000',
      'p@example.org',
    ];
    const unknown = [newId(), 'zoho:Accounts/2', 'zoho:accounts/1', 'nobody@example.org', '+41 44 123 45 68', 'x@y.z'];
    const before = statements.size;
    const { found, ambiguous } = await act((work) => work.resolveCustomers([...names, ...unknown, ...names]));
    expect(statements.size - before).toBeLessThanOrEqual(2);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(names.map((name) => [name, customer.id])));
    expect(ambiguous.size).toBe(0);
  });

  test('that name several are ambiguous; one named twice is not', async () => {
    const shared = [{ kind: 'email', value: 'shared@example.org' }];
    const one = await insert('customers', customerOf({ channels: shared }));
    await insert('contacts', record({ customerId: one.id, name: 'P', role: 'user', channels: shared }));
    const ask = () => act((work) => work.resolveCustomers(['shared@example.org']));
    expect(await ask()).toEqual({ found: new Map([['shared@example.org', one.id]]), ambiguous: new Set() });
    await insert('customers', customerOf({ channels: shared }));
    expect(await ask()).toEqual({ found: new Map(), ambiguous: new Set(['shared@example.org']) });
  });

  test('follow a merge, a change and a removal', async () => {
    const into = await insert('customers', customerOf());
    const merged = await insert(
      'customers',
      customerOf({ externalRefs: ['zoho:Accounts/m'], channels: [{ kind: 'email', value: 'm@example.org' }] }),
    );
    const ask = async (...names: string[]) =>
      Object.fromEntries((await act((work) => work.resolveCustomers(names))).found);
    expect(await act((work) => work.replace('customers', { ...merged, mergedInto: into.id, version: 2 }))).toBe(true);
    expect(await ask('zoho:Accounts/m', 'm@example.org')).toEqual({
      'zoho:Accounts/m': into.id,
      'm@example.org': into.id,
    });
    expect(
      await act((work) =>
        work.replace('customers', { ...merged, externalRefs: ['zoho:Accounts/n'], channels: [], version: 3 }),
      ),
    ).toBe(true);
    expect(await ask('zoho:Accounts/m', 'm@example.org', 'zoho:Accounts/n')).toEqual({ 'zoho:Accounts/n': merged.id });
    await act((work) => work.remove('customers', merged.id));
    expect(await ask('zoho:Accounts/n')).toEqual({});
    await insert('customers', customerOf({ externalRefs: ['zoho:Accounts/n'] }));
  });
});

describe('external references', () => {
  test('name one record of a resource, in one tenant', async () => {
    const externalRefs = ['crm:Deals/1', 'crm:Deals/1'];
    const customer = await insert('customers', customerOf({ externalRefs }));
    await expect(act((work) => work.insert('customers', customerOf({ externalRefs })))).rejects.toMatchObject({
      name: 'AlreadyThere',
      what: 'externalRefs',
    });
    await insert('opportunities', record({ customerId: customer.id, stage: 'won', externalRefs }));
    const other = actorOf(await makeTenant(opened.store), 'system');
    expect(await act((work) => work.insert('customers', customerOf({ externalRefs })), other)).toBe(true);
    const second = await insert('customers', customerOf());
    await expect(
      act((work) => work.replace('customers', { ...second, externalRefs, version: 2 })),
    ).rejects.toBeInstanceOf(AlreadyThere);
  });

  test('move with a record that moves to another customer', async () => {
    const [from, to] = [await insert('customers', customerOf()), await insert('customers', customerOf())];
    const contact = await insert(
      'contacts',
      record({
        customerId: from.id,
        name: 'P',
        role: 'user',
        externalRefs: ['crm:Contacts/1'],
        channels: [{ kind: 'email', value: 'moves@example.org' }],
      }),
    );
    expect(await act((work) => work.replace('contacts', { ...contact, customerId: to.id, version: 2 }))).toBe(true);
    expect((await act((work) => work.resolveCustomers(['moves@example.org']))).found.get('moves@example.org')).toBe(
      to.id,
    );
    const row = await act((work) =>
      work.sql
        .selectFrom('external_refs')
        .select('customer_id')
        .where('tenant_id', '=', system.tenantId)
        .where('ref', '=', 'crm:Contacts/1')
        .executeTakeFirst(),
    );
    expect(row?.customer_id).toBe(to.id);
  });
});

test('every statement that was sent keeps the rules', async () => {
  await act((work) => work.readEvents(undefined, 10));
  await act((work) => work.noteChange('changed', 'kpis', newId()));
  const known = knownTables(migrations);
  expect(statements.size).toBeGreaterThan(50);
  expect([...statements].flatMap((text) => lintStatement(text, known))).toEqual([]);
});

test('a rep is found by its mail address, folded', async () => {
  const row = await act((work) =>
    work.sql
      .selectFrom('reps')
      .select('id')
      .where('tenant_id', '=', system.tenantId)
      .where('email', '=', 'some.one@example.org')
      .executeTakeFirst(),
  );
  expect(row?.id).toBe(rep.id);
});
