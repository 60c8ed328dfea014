import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createEvaluator,
  findKpi,
  kpis,
  type Measure,
  parsePeriod,
  type Records,
  type Subject,
  tallyCount,
} from '@liaise/core/kpi';
import type { Assignment, Customer, Purchase, Rep } from '@liaise/core/records';
import type { Actor } from '../../access/actor.ts';
import { insertMany } from '../../store/bulk.ts';
import { recountPurchases } from '../../store/purchase-months.ts';
import type { StoredName, StoredRecord, Work } from '../../store/store.ts';
import { openTestStore, type TestStore } from '../../store/test-database.ts';
import { actorOf, makeTenant, record } from '../../store/test-world.ts';
import { statementOf, type Question, type TallyRow } from '../statement.ts';
import { isRolled, nearestMonth, partsOf } from './months.ts';

type Any = StoredRecord & {
  customerId?: string;
  from?: string;
  to?: string;
  teamId?: string | undefined;
};

const day = 86_400_000;
const now = Date.now();
const dayText = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const measureOf = (id: string): Measure => {
  const kpi = findKpi(id);
  if (!kpi) throw new Error(`The catalogue lacks ${id}.`);
  return kpi.measure;
};
const purchases = { resource: 'purchases', at: 'at', owner: 'holder' } as const;
const measures: Readonly<Record<string, Measure>> = {
  ...Object.fromEntries(kpis.filter(({ measure }) => isRolled(measure)).map(({ id, measure }) => [id, measure])),
  'new-customers': measureOf('new-customers'),
  'lost-customers': measureOf('lost-customers'),
  counted: { aggregate: 'count', ...purchases },
  'less-orders': {
    plus: [{ aggregate: 'sum', ...purchases, field: 'amount.minor' }],
    minus: [{ aggregate: 'sum', ...purchases, field: 'amount.minor', where: [['>', 'amount.minor', 0]] }],
  },
};
const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Havana'];
const periodsAt = (instant: number): string[] => {
  const year = new Date(instant).getUTCFullYear();
  const month = (back: number) => new Date(Date.UTC(year, new Date(instant).getUTCMonth() - back, 1)).toISOString();
  return [String(year), `${String(year)}-Q2`, month(0).slice(0, 7), month(1).slice(0, 7), `${String(year)}-W20`].concat(
    'last-30-days',
  );
};

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** A tenant with two teams, three reps and four customers. */
async function makeWorld(): Promise<{ system: Actor; teams: Any[]; reps: Any[]; customers: Any[] }> {
  const system = actorOf(await makeTenant(opened.store), 'system');
  const teams: Any[] = ['A', 'B'].map((name) => record({ name, mode: 'own-post' }));
  const reps: Any[] = [0, 1, 2].map((at) =>
    record({ name: `R${String(at)}`, teamId: teams[at % 2]?.id, grade: 'senior', active: true }),
  );
  const customers: Any[] = [0, 1, 2, 3].map((at) =>
    record({ kind: 'organization', name: `C${String(at)}`, stage: 'retain' }),
  );
  await opened.store.transact(system, async (work) => {
    for (const [name, rows] of Object.entries({ teams, reps, customers }))
      await insertMany(work, name as StoredName, rows);
  });
  return { system, teams, reps, customers };
}

async function everything(work: Work): Promise<Records & { reps: Rep[]; customers: Customer[] }> {
  const all = async <T extends StoredRecord>(name: StoredName) => work.list<T>(name, { filters: {}, limit: 10_000 });
  return {
    customers: await all<Customer>('customers'),
    assignments: await all<Assignment>('assignments'),
    purchases: await all<Purchase>('purchases'),
    reps: await all<Rep>('reps'),
  };
}

type Kind = Question['kind'];

async function read(
  work: Work,
  question: Question,
): Promise<Map<string, Omit<TallyRow, 'period' | 'subject' | 'tally'>>> {
  const { rows } = (await statementOf(question).execute(work.sql)) as { rows: TallyRow[] };
  return new Map(
    rows.map(({ period, subject, tally, n, sum, currencies }) => [
      `${String(period)} ${subject} ${String(tally)}`,
      { n, sum, squares: null, currencies: currencies === null ? null : currencies.split(',').sort().join() },
    ]),
  );
}

/** Holds what the sums of months say to what the rows say, and to core's evaluator, all in one snapshot. */
async function compare(system: Actor, zone: string): Promise<void> {
  await opened.store.transact(
    system,
    async (work) => {
      const { rows: wrong } = await sql`
        SELECT * FROM (SELECT customer_id, month, currency, n, sum, squares, orders, order_sum, order_squares FROM purchase_months WHERE tenant_id = ${system.tenantId} AND n <> 0) kept
        FULL JOIN (SELECT customer_id, date_trunc('month', at AT TIME ZONE 'UTC')::date AS month, currency, count(*) AS n, sum(minor) AS sum, sum(minor::numeric * minor) AS squares, count(*) FILTER (WHERE minor > 0) AS orders, coalesce(sum(minor) FILTER (WHERE minor > 0), 0) AS order_sum, coalesce(sum(minor::numeric * minor) FILTER (WHERE minor > 0), 0) AS order_squares FROM purchases WHERE tenant_id = ${system.tenantId} GROUP BY 1, 2, 3) made
        USING (customer_id, month, currency, n, sum, squares, orders, order_sum, order_squares) WHERE kept.n IS NULL OR made.n IS NULL`.execute(
        work.sql,
      );
      expect(wrong).toEqual([]);
      const records = await everything(work);
      const calendar = { timeZone: zone };
      const evaluator = createEvaluator(records, calendar);
      const asOf = work.now;
      const periods = periodsAt(asOf.getTime()).map((text) => parsePeriod(text, calendar, asOf.getTime()));
      const teams = [...new Set(records.reps.map(({ teamId }) => teamId))];
      const asked: [Kind, string[]][] = [
        ['rep', records.reps.map(({ id }) => id)],
        ['team', teams],
        ['customer', records.customers.map(({ id }) => id)],
        ['tenant', ['tenant']],
      ];
      for (const [name, measure] of Object.entries(measures)) {
        for (const [kind, ids] of asked) {
          const question = { measure, tenantId: system.tenantId, kind, ids, periods, asOf, calendar, sealed: false };
          const rolled = await read(work, question);
          expect(rolled, `${name} ${kind} ${zone}`).toEqual(await read(work, { ...question, rollups: false }));
          for (const [index, period] of periods.entries()) {
            for (const id of ids) {
              const subject = (kind === 'tenant' ? { kind } : { kind, id }) as Subject;
              const wanted = evaluator.tallies(measure, { subject, period, asOf: asOf.getTime() });
              for (let tally = 0; tally < tallyCount(measure); tally += 1) {
                const { n = 0, sum = 0 } = rolled.get(`${String(index)} ${id} ${String(tally)}`) ?? {};
                const expected = { n: wanted[tally]?.n ?? 0, sum: wanted[tally]?.sum ?? 0 };
                expect({ n, sum }, `${name} ${kind} ${period.name} ${zone}`).toEqual(expected);
              }
            }
          }
        }
      }
    },
    { readOnly: true },
  );
}

const hours = [-14, -8, -5.75, -5, -1, 0, 1, 5.75, 8, 14];
/** Moments of about two years, many of them near the beginning of a month. */
const moment = fc.oneof(
  fc.integer({ min: -420, max: 60 }).map((back) => now + back * day),
  fc
    .tuple(fc.integer({ min: -14, max: 2 }), fc.constantFrom(...hours), fc.constantFrom(-1, 0, 1))
    .map(([month, hour, more]) => {
      const at = new Date(now);
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + month, 1) + hour * 3_600_000 + more;
    }),
);
const amount = fc.record({
  minor: fc.oneof(fc.integer({ min: -5000, max: 20_000 }), fc.constantFrom(0, 1, -1, 9_000_000_000_000_000)),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
});
const place = fc.integer({ min: 0, max: 3 });
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('buy' as const), place, at: moment, amount, fails: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('buy many' as const),
      many: fc.array(fc.record({ place, at: moment, amount }), { minLength: 2, maxLength: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('correct' as const),
      which: fc.nat(1000),
      place: fc.option(place),
      at: fc.option(moment),
      amount: fc.option(amount),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), which: fc.nat(1000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('hand over' as const),
      place,
      rep: fc.integer({ min: 0, max: 2 }),
      from: fc.integer({ min: -500, max: 20 }),
      days: fc.option(fc.integer({ min: 0, max: 300 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('take away' as const), which: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('move' as const), rep: fc.nat(2), team: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), place }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

async function carryOut(
  { system, teams, reps, customers }: Awaited<ReturnType<typeof makeWorld>>,
  order: Command,
): Promise<void> {
  const at = (instant: number): string => new Date(instant).toISOString();
  const nth = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length];
  await opened.store
    .transact(system, async (work) => {
      const all = (name: StoredName) => work.list<Any>(name, { filters: {}, limit: 10_000 });
      const replace = (name: StoredName, one: Any, fields: object) =>
        work.replace(name, { ...one, ...fields, version: one.version + 1 });
      const there = (await all('customers')).map(({ id }) => id);
      const customer = (which: number): string | undefined => there.find((id) => id === customers[which]?.id);
      switch (order.does) {
        case 'buy': {
          const customerId = customer(order.place);
          if (customerId)
            await work.insert('purchases', record({ customerId, at: at(order.at), amount: order.amount }));
          if (order.fails) throw new Error('on purpose');
          return;
        }
        case 'buy many': {
          const rows = order.many.flatMap((one) => {
            const customerId = customer(one.place);
            return customerId ? [record({ customerId, at: at(one.at), amount: one.amount })] : [];
          });
          await insertMany(work, 'purchases', rows);
          return;
        }
        case 'correct': {
          const one = nth(await all('purchases'), order.which);
          if (!one) return;
          const customerId = order.place === null ? undefined : customer(order.place);
          await replace('purchases', one, {
            ...(customerId ? { customerId } : {}),
            ...(order.at === null ? {} : { at: at(order.at) }),
            ...(order.amount === null ? {} : { amount: order.amount }),
          });
          return;
        }
        case 'remove': {
          const one = nth(await all('purchases'), order.which);
          if (one) await work.remove('purchases', one.id);
          return;
        }
        case 'hand over': {
          const customerId = customer(order.place);
          const repId = reps[order.rep]?.id;
          if (!customerId || !repId) return;
          const from = dayText(now + order.from * day);
          const to = order.days === null ? undefined : dayText(now + (order.from + order.days) * day);
          const present = (await all('assignments')).find((one) => one.customerId === customerId && !one.to);
          if (to === undefined && present) {
            const begun = present.from ?? from;
            await replace('assignments', present, { to: begun > from ? begun : from });
          }
          const given = { customerId, repId, role: 'holder', from, ...(to === undefined ? {} : { to }) };
          await work.insert('assignments', record(given));
          return;
        }
        case 'take away': {
          const one = nth(await all('assignments'), order.which);
          if (one) await work.remove('assignments', one.id);
          return;
        }
        case 'move': {
          const one = nth(await all('reps'), order.rep);
          if (one) await replace('reps', one, { teamId: teams[order.team]?.id });
          return;
        }
        case 'erase': {
          const customerId = customer(order.place);
          if (!customerId) return;
          for (const one of await all('purchases'))
            if (one.customerId === customerId) await work.remove('purchases', one.id);
          await work.remove('customers', customerId);
          return;
        }
      }
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'on purpose')) throw error;
    });
}

describe('sums of months', () => {
  it('equal the rows and core after any writes in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }),
        fc.constantFrom(...zones),
        async (orders, zone) => {
          const world = await makeWorld();
          for (const order of orders) await carryOut(world, order);
          await compare(world.system, zone);
        },
      ),
      { numRuns: 10, seed: 20_261_121 },
    );
  }, 300_000);

  it('divide a stretch into whole months and what lies beside them', () => {
    const instant = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 11, 31) });
    const rows = fc.array(fc.oneof(instant, instant.map(nearestMonth)), { maxLength: 60 });
    fc.assert(
      fc.property(rows, instant, instant, (moments, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const { first, end, edges } = partsOf(from, to);
        const count = (low: number, high: number) => moments.filter((at) => at >= low && at < high).length;
        const parts = edges.map((edge) => edge.sign * count(edge.from, edge.to));
        expect(count(first, end) + (parts[0] ?? 0) + (parts[1] ?? 0)).toBe(count(from, to));
        for (const edge of edges) expect(edge.to - edge.from).toBeLessThanOrEqual(47 * day);
      }),
      { seed: 7 },
    );
  });
});

/** Something to wait for. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe('two gateways', () => {
  const monthOf = async (system: Actor): Promise<{ n: number; sum: number }[]> => {
    const { rows } = await opened.store.transact(system, (work) =>
      sql<{ n: number; sum: number }>`SELECT n, sum FROM purchase_months WHERE tenant_id = ${system.tenantId}`.execute(
        work.sql,
      ),
    );
    return rows;
  };
  const bought = (customerId: string, minor: number) =>
    record({ customerId, at: '2026-05-05T10:00:00.000Z', amount: { minor, currency: 'EUR' } });

  it('both count a purchase of one customer in one month, whoever commits first', async () => {
    const { system, customers } = await makeWorld();
    const customerId = customers[0]?.id ?? '';
    for (const [fails, wanted] of [
      [false, [{ n: 2, sum: 12 }]],
      [true, [{ n: 3, sum: 22 }]],
    ] as const) {
      const written = gate();
      const goOn = gate();
      const first = opened.store.transact(system, async (work) => {
        await work.insert('purchases', bought(customerId, 2));
        written.open();
        await goOn.opened;
        if (fails) throw new Error('on purpose');
      });
      const outcome = first.then(
        () => false,
        () => true,
      );
      await written.opened;
      // It waits for the first at the month's row.
      const second = opened.store.transact(system, (work) => work.insert('purchases', bought(customerId, 10)));
      goOn.open();
      expect([await outcome, await second]).toEqual([fails, true]);
      expect(await monthOf(system)).toEqual(wanted);
    }
  });

  it('a reader sees a purchase in the sums when it sees its row, and not before', async () => {
    const { system, customers } = await makeWorld();
    const customerId = customers[0]?.id ?? '';
    const both = (work: Work) =>
      sql<{
        rows: number;
        sums: number;
      }>`SELECT (SELECT count(*)::integer FROM purchases p WHERE p.tenant_id = ${system.tenantId}) AS rows, (SELECT coalesce(sum(n), 0)::integer FROM purchase_months m WHERE m.tenant_id = ${system.tenantId}) AS sums`
        .execute(work.sql)
        .then(({ rows }) => rows[0]);
    await opened.store.transact(
      system,
      async (reader) => {
        expect(await both(reader)).toEqual({ rows: 0, sums: 0 });
        await opened.store.transact(system, async (writer) => {
          await writer.insert('purchases', bought(customerId, 1));
          expect(await both(writer)).toEqual({ rows: 1, sums: 1 });
          expect(await both(reader)).toEqual({ rows: 0, sums: 0 });
        });
        expect(await both(reader)).toEqual({ rows: 0, sums: 0 });
      },
      { readOnly: true },
    );
    expect(await opened.store.transact(system, both)).toEqual({ rows: 1, sums: 1 });
  });

  it('lose nothing where many write the same months in every order', async () => {
    const { system, customers } = await makeWorld();
    const writer = async (seed: number): Promise<void> => {
      for (let round = 0; round < 5; round += 1) {
        // Many at once take their months in one order, however they come.
        const turned = (round + seed) % 2 === 0 ? customers : customers.toReversed();
        const rows = turned.map(({ id }, at) => bought(id, 1 + at + seed));
        const act = <T>(run: (work: Work) => Promise<T>): Promise<T> => opened.store.transact(system, run);
        await act((work) => insertMany(work, 'purchases', rows));
        const [one, other] = rows;
        const changed = { amount: { minor: 7, currency: 'USD' }, version: 2 };
        if (one) await act((work) => work.replace('purchases', { ...one, ...changed }));
        if (other) await act((work) => work.remove('purchases', other.id));
      }
    };
    await Promise.all([0, 1, 2, 3].map(writer));
    await compare(system, 'Asia/Shanghai');
  });

  it('count anew what was written past them', async () => {
    const { system, customers } = await makeWorld();
    const customerId = customers[0]?.id ?? '';
    await opened.store.transact(system, (work) => work.insert('purchases', bought(customerId, 5)));
    await opened.store.postgres.asOwner((client) =>
      client.query(`UPDATE purchases SET minor = 9 WHERE tenant_id = $1`, [system.tenantId]),
    );
    await opened.store.transact(system, recountPurchases);
    expect(await monthOf(system)).toEqual([{ n: 1, sum: 9 }]);
  });
});
