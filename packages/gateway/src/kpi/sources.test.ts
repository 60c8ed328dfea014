import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiSource } from '@liaise/core/api/kpis';
import { figureOf, findKpi, type KpiDefinition, kpis, type Measure, type Tally } from '@liaise/core/kpi';
import { newId } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import type { Actor } from '../access/actor.ts';
import { loadWorld } from '../store/sample.ts';
import { NotAllowed } from '../store/store.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { kpiSources, type SourcesRequest } from './sources.ts';
import { kpiValues } from './values.ts';

const today = new Date().toISOString().slice(0, 10);
const { tenant: _tenant, ...records } = demoWorld({ today });
const tenantId = newId();
const system: Actor = { tenantId, tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
const rep: Actor = { ...system, role: 'rep', repId: demo.rep };
const year = today.slice(0, 4);
const month = new Date(Date.UTC(Number(year), Number(today.slice(5, 7)) - 3, 1)).toISOString().slice(0, 7);

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  await loadWorld(opened.store, { id: tenantId, ref: 'demo', name: 'Demo', sample: true }, records);
});
afterAll(() => opened.close());

async function drill(
  actor: Actor,
  request: SourcesRequest,
  limit = 500,
): Promise<{ items: KpiSource[]; hidden: number }> {
  return opened.store.transact(
    actor,
    async (work) => {
      const items: KpiSource[] = [];
      let hidden = 0;
      let after: Awaited<ReturnType<typeof kpiSources>>['next'] = null;
      do {
        const page = await kpiSources(work, request, { after, limit });
        expect(page.items.length + page.hidden).toBeLessThanOrEqual(limit);
        items.push(...page.items);
        hidden += page.hidden;
        after = page.next;
      } while (after !== null);
      return { items, hidden };
    },
    { readOnly: true },
  );
}

/** The sums that listed rows add up to. */
function sumsOf(measure: Measure, items: readonly KpiSource[]): Tally[] {
  const add = (some: readonly KpiSource[], every: boolean): Tally => {
    const counted = some.filter((item) => item.counted);
    const value = (item: KpiSource) => item.value ?? 1;
    const currencies = [...new Set(counted.flatMap(({ currency }) => currency?.split(',') ?? []))];
    return {
      n: every ? some.length : counted.length,
      sum: counted.reduce((sum, item) => sum + value(item), 0),
      squares: counted.reduce((sum, item) => sum + value(item) ** 2, 0),
      ...(currencies.length > 0 ? { currencies } : {}),
    };
  };
  const of = (tally: KpiSource['tally']) => items.filter((item) => item.tally === tally);
  if ('ratio' in measure || 'kept' in measure) return [add(of('numerator'), true), add(of('denominator'), true)];
  if ('share' in measure || 'completeness' in measure) return [add(of('denominator'), true)];
  return [add(of('value'), 'aggregate' in measure && measure.aggregate !== 'sum')];
}

/** A total's parts are listed with their sign: added up they are one sum. */
const asOne = (kpi: KpiDefinition): KpiDefinition =>
  'plus' in kpi.measure ? { ...kpi, measure: { plus: kpi.measure.plus.slice(0, 1) } } : kpi;

describe('the records behind a figure', () => {
  const asked = [
    ['tenant', month],
    [`team:${demo.teams.north}`, month],
    [`rep:${demo.rep}`, year],
    [`customer:${demo.customers.first}`, year],
  ] as const;
  it.each(kpis.map((kpi) => [kpi.id, kpi] as const))('of %s add up to it', async (id, kpi) => {
    for (const [subject, period] of asked) {
      const [value] = await opened.store.transact(system, (work) =>
        kpiValues(work, [{ kpi: id, subject, period }], { points: 0, peers: false }),
      );
      const { items, hidden } = await drill(system, { kpi, subject, period });
      const figure = figureOf(asOne(kpi), sumsOf(kpi.measure, items));
      expect(hidden).toBe(0);
      expect([figure.n, figure.reason], `${subject} ${period}`).toEqual([value?.n, value?.reason]);
      if (typeof value?.value !== 'number') expect(figure.value).toBeNull();
      else {
        const bound = 1e-9 * Math.max(1, Math.abs(value.value));
        expect(Math.abs((figure.value ?? NaN) - value.value)).toBeLessThanOrEqual(bound);
      }
    }
  });

  const spend = findKpi('spend');
  const owns = findKpi('file-completeness');
  if (!spend || !owns) throw new Error('The catalogue lacks a KPI.');

  it('come page by page in one order, none twice', async () => {
    const request = { kpi: spend, subject: `rep:${demo.rep}`, period: year };
    const whole = await drill(system, request);
    const pages = await drill(system, request, 7);
    expect(pages.items).toEqual(whole.items);
    expect(whole.items.length).toBeGreaterThan(14);
    expect(new Set(whole.items.map(({ id }) => id)).size).toBe(whole.items.length);
  });

  it('list answers question by question, and the first row of each different value', async () => {
    const nps = findKpi('nps');
    const buyers = findKpi('purchase-frequency');
    if (!nps || !buyers) throw new Error('The catalogue lacks a KPI.');
    const { items } = await drill(system, { kpi: nps, subject: 'tenant', period: year }, 20);
    expect(items.length).toBeGreaterThan(20);
    expect(items.every(({ question }) => question !== undefined)).toBe(true);
    const { items: rows } = await drill(system, { kpi: buyers, subject: 'tenant', period: year }, 50);
    const below = rows.filter(({ tally, counted }) => tally === 'denominator' && counted);
    expect(new Set(below.map(({ customerId }) => customerId)).size).toBe(below.length);
  });

  it('are shown as far as the caller sees them; the others are counted', async () => {
    const handedOver = records.assignments.filter(
      ({ role, repId, to }) => role === 'holder' && repId === demo.rep && to !== undefined && to <= today,
    );
    const request = { kpi: spend, subject: `rep:${demo.rep}`, period: year };
    const all = await drill(system, request);
    const own = await drill(rep, request);
    expect(own.items.length + own.hidden).toBe(all.items.length);
    const visible = new Set(
      (await opened.store.transact(rep, (work) => work.list('customers', { filters: {}, limit: 500 }))).map(
        ({ id }) => id,
      ),
    );
    expect(own.items).toEqual(all.items.filter(({ customerId }) => visible.has(customerId ?? '')));
    const gone = all.items.filter(({ customerId }) => handedOver.some((one) => one.customerId === customerId));
    expect(own.hidden).toBeGreaterThanOrEqual(gone.filter(({ customerId }) => !visible.has(customerId ?? '')).length);
  });

  it('are refused where the figure is, and none of a period ahead', async () => {
    await expect(drill(rep, { kpi: spend, subject: 'tenant', period: year })).rejects.toThrow(NotAllowed);
    await expect(drill(rep, { kpi: owns, subject: `rep:${demo.reps[6]}`, period: year })).rejects.toThrow(NotAllowed);
    expect(await drill(system, { kpi: spend, subject: 'tenant', period: '2999' })).toEqual({ items: [], hidden: 0 });
  });
});
