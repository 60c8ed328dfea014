import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createEvaluator,
  type Figure,
  findKpi,
  type KpiDefinition,
  kpis,
  kpiValueOf,
  parsePeriod,
  parseSubject,
  standing,
} from '@liaise/core/kpi';
import { type KpiValue, kpiValue, newId } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import type { Actor } from '../access/actor.ts';
import { loadWorld } from '../store/sample.ts';
import { NotAllowed } from '../store/store.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { type KpiOptions, type KpiRequest, kpiValues } from './values.ts';

const now = Date.now();
const today = new Date(now).toISOString().slice(0, 10);
const world = demoWorld({ today });
const { tenant: _tenant, ...records } = world;
const tenantId = newId();
const system: Actor = { tenantId, tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
const rep: Actor = { ...system, role: 'rep', repId: demo.rep };
const manager: Actor = { ...system, role: 'manager', repId: demo.managers.north, teamIds: [demo.teams.north] };
const admin: Actor = { ...system, role: 'admin' };

const year = Number(today.slice(0, 4));
const month = (back: number) =>
  new Date(Date.UTC(year, Number(today.slice(5, 7)) - 1 - back, 1)).toISOString().slice(0, 7);
const periods = [String(year), `${String(year)}-Q1`, month(0), month(-1), month(11), 'last-30-days'];
const handedOver = world.assignments.find(({ role, to }) => role === 'holder' && to !== undefined);
const subjects = [
  'tenant',
  `team:${demo.teams.north}`,
  `team:${demo.teams.east}`,
  `rep:${demo.rep}`,
  `rep:${demo.reps[6]}`,
  `customer:${demo.customers.first}`,
  `customer:${demo.customers.firstChinese}`,
  `customer:${handedOver?.customerId ?? ''}`,
];

let opened: TestStore;
let statements: string[] = [];

beforeAll(async () => {
  opened = await openTestStore({ onStatement: (text) => statements.push(text) });
  await loadWorld(opened.store, { id: tenantId, ref: 'demo', name: 'Demo', sample: true }, records);
});
afterAll(() => opened.close());

const ask = (actor: Actor, requests: readonly KpiRequest[], options?: KpiOptions) =>
  opened.store.transact(actor, (work) => kpiValues(work, requests, options), { readOnly: true });

/** Equal, but for what the order of adding floating numbers changes. */
function agree(found: unknown, wanted: unknown, path: string): void {
  if (typeof found === 'number' && typeof wanted === 'number') {
    const bound = 1e-9 * Math.max(1, Math.abs(wanted));
    if (Math.abs(found - wanted) > bound) throw new Error(`${path}: ${String(found)} instead of ${String(wanted)}`);
  } else if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null) {
    expect(Object.keys(found).toSorted(), path).toEqual(Object.keys(wanted).toSorted());
    for (const [key, value] of Object.entries(wanted)) agree(Reflect.get(found, key), value, `${path}.${key}`);
  } else expect(found, path).toEqual(wanted);
}

async function compare(
  definitions: readonly KpiDefinition[],
  timeZone: string,
  points: number,
  over = periods,
): Promise<KpiValue[]> {
  const calendar = { timeZone };
  const evaluator = createEvaluator(records, calendar);
  const requests = definitions.flatMap(({ id: kpi }) =>
    subjects.flatMap((subject) => over.map((period) => ({ kpi, subject, period }))),
  );
  const values = await ask(system, requests, { calendar, points, own: definitions, peers: false });
  requests.forEach((request, index) => {
    const found = values[index];
    const kpi = findKpi(request.kpi, definitions);
    if (!found || !kpi) throw new Error('A value is missing.');
    const asOf = Date.parse(found.asOf);
    const wanted = kpiValueOf(evaluator, {
      kpi,
      subject: request.subject,
      period: parsePeriod(request.period, calendar, asOf),
      asOf,
      calendar,
      points,
      goal: world.goals.find(
        (goal) => goal.kpi === request.kpi && goal.subject === request.subject && goal.period === request.period,
      ),
    });
    agree(found, wanted, `${request.kpi} ${request.subject} ${request.period}`);
  });
  return values;
}

describe('kpiValues', () => {
  it.each(kpis.map((kpi) => [kpi.id, kpi] as const))('%s is what core makes of the same records', async (_id, kpi) => {
    const values = await compare([kpi], 'UTC', 3);
    for (const value of values) expect(kpiValue.parse(value)).toEqual(value);
  });

  it('counts by the days of the calendar', async () => {
    const some = ['spend', 'visits-done', 'lost-customers', 'tasks-on-time-rate', 'cadence-kept', 'nps'];
    await compare(
      kpis.filter(({ id }) => some.includes(id)),
      'Asia/Shanghai',
      2,
    );
  });

  it('takes a company’s own KPIs, with every operator', async () => {
    const base = findKpi('spend');
    if (!base) throw new Error('The catalogue lacks spend.');
    const own = (id: string, unit: KpiDefinition['unit'], measure: KpiDefinition['measure']): KpiDefinition => ({
      ...base,
      id,
      unit,
      measure,
      cumulative: false,
    });
    await compare(
      [
        own('long-visits', 'hours', {
          mean: { hours: ['checkedInAt', 'checkedOutAt'] },
          of: {
            resource: 'visits',
            at: 'checkedOutAt',
            owner: 'holder',
            where: [
              ['set', 'purpose'],
              ['on-or-before', 'plannedStart', 'checkedOutAt'],
              ['or', ['==', 'outcome', 'met'], ['not', ['==', 'unplanned', true]]],
            ],
          },
        }),
        own('large-customers', 'count', {
          aggregate: 'count',
          resource: 'customers',
          at: 'end',
          owner: 'holder',
          where: [
            ['>=', 'importance', 3],
            ['!=', 'site.country', 'CN'],
            ['<', 'createdAt', '2999-01-01T00:00:00Z'],
            [
              'has',
              {
                resource: 'contacts',
                at: 'createdAt',
                window: 'ever',
                where: [['in', 'role', ['decision-maker', 'champion']]],
              },
            ],
          ],
        }),
        own('weighted', 'money', {
          plus: [
            {
              aggregate: 'sum',
              resource: 'opportunities',
              at: 'engagedOn',
              owner: 'holder',
              field: 'amount.minor',
              weight: 'probability',
              where: [
                ['set', 'amount.minor'],
                ['past', 'engagedOn'],
              ],
            },
          ],
          minus: [
            { aggregate: 'sum', resource: 'purchases', at: 'at', owner: 'holder', field: 'amount.minor', first: true },
          ],
        }),
        own('products-per-buyer', 'mean', {
          ratio: [
            { aggregate: 'distinct', resource: 'purchases', at: 'at', owner: 'holder', field: 'productId' },
            { aggregate: 'distinct', resource: 'purchases', at: 'at', owner: 'holder', field: 'customerId' },
          ],
        }),
        own('new-holdings', 'count', {
          aggregate: 'count',
          resource: 'assignments',
          at: 'from',
          owner: 'repId',
          where: [
            ['==', 'role', 'holder'],
            ['not', ['set', 'to']],
          ],
        }),
      ],
      'Europe/Berlin',
      1,
      [String(year), month(1)],
    );
  });

  it('needs a handful of statements for a thousand values', async () => {
    statements = [];
    const requests = Array.from({ length: 1000 }, (_, index) => ({
      kpi: 'spend',
      subject: `customer:${world.customers[index % world.customers.length]?.id ?? ''}`,
      period: month(0),
    }));
    const values = await ask(system, requests);
    expect(values).toHaveLength(1000);
    expect(statements.length).toBeLessThanOrEqual(8);
  });

  it('tells the place among the peers and their median, as core makes them of every peer’s figure', async () => {
    const period = month(1);
    const evaluator = createEvaluator(records, { timeZone: 'UTC' });
    const team = `team:${demo.teams.north}`;
    const among = [
      {
        scope: team,
        members: world.reps
          .filter(({ teamId, active }) => teamId === demo.teams.north && active)
          .map(({ id }) => `rep:${id}`),
      },
      { scope: 'tenant', members: world.teams.map(({ id }) => `team:${id}`) },
    ];
    for (const { scope, members } of among) {
      const requests = ['spend', 'complaints', 'retention-rate', 'visits-done', 'customers-held'].flatMap((kpi) =>
        members.map((subject) => ({ kpi, subject, period })),
      );
      const values = await ask(system, requests, { points: 0 });
      requests.forEach(({ kpi: id, subject }, index) => {
        const kpi = findKpi(id);
        const found = values[index];
        if (!kpi || !found) throw new Error('A value is missing.');
        const asOf = Date.parse(found.asOf);
        const parsed = parsePeriod(period, { timeZone: 'UTC' }, asOf);
        const figures = new Map(
          members.map((member): [string, Figure] => [
            member,
            evaluator.evaluate(kpi, { subject: parseSubject(member), period: parsed, asOf }).figure,
          ]),
        );
        const { rank, peers } = standing(kpi, subject, figures, scope);
        expect([found.rank, found.peers], `${id} ${subject}`).toEqual([rank, peers]);
      });
      expect(values.some(({ rank }) => rank !== undefined)).toBe(true);
    }
  });

  it('shows a rep its own place and nobody else’s figure, with one statement for all peers', async () => {
    statements = [];
    const [value] = await ask(rep, [{ kpi: 'spend', subject: `rep:${demo.rep}`, period: month(1) }]);
    expect(value?.rank).toMatchObject({ scope: `team:${demo.teams.north}` });
    expect(statements.filter((text) => text.startsWith('WITH p AS'))).toHaveLength(2);
    const text = JSON.stringify(value);
    for (const other of world.reps) if (other.id !== demo.rep) expect(text).not.toContain(other.id);
  });

  it('ranks neither customers nor the company, nor who only leads the team', async () => {
    for (const subject of ['tenant', `customer:${demo.customers.first}`]) {
      const [value] = await ask(system, [{ kpi: 'spend', subject, period: month(1) }]);
      expect([value?.rank, value?.peers], subject).toEqual([undefined, undefined]);
    }
    const led = newId();
    const inside: Actor = { ...system, tenantId: led, tenantRef: 'led' };
    const assignments = world.assignments.filter(
      ({ repId, role }) => repId !== demo.managers.north || role !== 'holder',
    );
    await loadWorld(opened.store, { id: led, ref: 'led', name: 'Led', sample: true }, { ...records, assignments });
    const reps = demo.reps.slice(0, 4).map((id) => ({ kpi: 'complaints', subject: `rep:${id}`, period: month(1) }));
    const values = await ask(inside, reps, { points: 0 });
    expect(values.map(({ rank }) => rank?.of)).toEqual([undefined, 3, 3, 3]);
  });

  it('gives everybody who may see it the same figure', async () => {
    const requests = ['spend', 'retention-rate', 'lost-customers'].map((kpi) => ({
      kpi,
      subject: `rep:${demo.rep}`,
      period: month(3),
    }));
    const plain = (values: KpiValue[]) => values.map(({ asOf: _asOf, ...value }) => value);
    const mine = plain(await ask(rep, requests));
    expect(mine).toEqual(plain(await ask(manager, requests)));
    expect(mine).toEqual(plain(await ask(admin, requests)));
  });

  it('refuses subjects that the actor may not see, and leaves the transaction as it was', async () => {
    const period = month(0);
    const other = world.assignments.find(({ repId, role, to }) => repId === demo.reps[6] && role === 'holder' && !to);
    const refused = [
      `rep:${demo.reps[6]}`,
      `team:${demo.teams.north}`,
      'tenant',
      `customer:${other?.customerId ?? ''}`,
    ];
    for (const subject of refused) {
      await expect(ask(rep, [{ kpi: 'spend', subject, period }]), subject).rejects.toThrow(NotAllowed);
    }
    await expect(ask(manager, [{ kpi: 'spend', subject: `rep:${demo.reps[6]}`, period }])).rejects.toThrow(NotAllowed);
    await opened.store.transact(rep, async (work) => {
      const before = await work.list('customers', { filters: {}, limit: 300 });
      await kpiValues(work, [{ kpi: 'spend', subject: `rep:${demo.rep}`, period }]);
      expect(await work.list('customers', { filters: {}, limit: 300 })).toEqual(before);
      expect(before.length).toBeLessThan(world.customers.length);
    });
  });

  it('keeps the customers of a sealed unit out of every figure but its own', async () => {
    const sealedTenant = newId();
    const inside: Actor = { ...system, tenantId: sealedTenant, tenantRef: 'sealed' };
    const teams = world.teams.map((team) =>
      team.id === demo.teams.east ? { ...team, mode: 'sealed-unit' as const } : team,
    );
    await loadWorld(
      opened.store,
      { id: sealedTenant, ref: 'sealed', name: 'Sealed', sample: true },
      {
        ...records,
        teams,
      },
    );
    const heldBySealed = new Set(
      world.assignments
        .filter(({ role, from, to }) => role === 'holder' && from <= today && (to === undefined || to > today))
        .filter(({ repId }) => world.reps.find(({ id }) => id === repId)?.teamId === demo.teams.east)
        .map(({ customerId }) => customerId),
    );
    const open = createEvaluator(
      { ...records, purchases: world.purchases.filter(({ customerId }) => !heldBySealed.has(customerId)) },
      { timeZone: 'UTC' },
    );
    const all = createEvaluator(records, { timeZone: 'UTC' });
    const requests = ['tenant', `team:${demo.teams.north}`, `team:${demo.teams.east}`, `rep:${demo.reps[6]}`].map(
      (subject) => ({ kpi: 'spend', subject, period: String(year) }),
    );
    const values = await ask(inside, requests);
    const kpi = findKpi('spend');
    if (!kpi) throw new Error('The catalogue lacks spend.');
    requests.forEach(({ subject, period }, index) => {
      const asOf = Date.parse(values[index]?.asOf ?? '');
      const parsed = parsePeriod(period, { timeZone: 'UTC' }, asOf);
      const question = { kpi, subject, period: parsed, asOf, calendar: { timeZone: 'UTC' } };
      const own = subject === `rep:${demo.reps[6]}` || subject === `team:${demo.teams.east}`;
      const wanted = own ? undefined : kpiValueOf(open, question).value;
      if (wanted !== undefined) expect(values[index]?.value, subject).toBe(wanted);
      else expect(values[index]?.value).toBeLessThanOrEqual(kpiValueOf(all, question).value ?? 0);
    });
    expect(values[2]?.value).toBeGreaterThan(0);
  });

  it('answers for years at the edge of the calendar', async () => {
    for (const period of ['0001', '0100', '9998', '9998-12', '2020-W53']) {
      const [value] = await ask(system, [{ kpi: 'retention-rate', subject: 'tenant', period }]);
      expect(value?.value).toBeNull();
    }
  });
});
