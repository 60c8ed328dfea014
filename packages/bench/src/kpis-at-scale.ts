import type pg from 'pg';
import { findKpi, parsePeriod, planKpi, type KpiDefinition } from '@liaise/core/kpi';
import { newId } from '@liaise/core/records/identifier';
import type { Actor } from '@liaise/gateway/access/actor';
import { createGateway, type Gateway } from '@liaise/gateway';
import { signToken } from '@liaise/gateway/access/sign';
import { statementOf } from '@liaise/gateway/kpi/statement';
import { recountPurchases } from '@liaise/gateway/store/purchase-months';
import { withStore, type BenchStore } from './database.ts';
import { median, type Line, type Outcome } from './measure.ts';
import { addPurchases, fillCompany, repOf, reps } from './kpis-at-scale-rows.ts';

const secret = 'a secret of the measurement, long enough for HS256';
const iss = 'https://host.example';

/** What a rep looks at: what customers buy, who stays, the work done, what is about to be sold. */
const dashboard = [
  'new-customers',
  'lost-customers',
  'acquisition-rate',
  'churn-rate',
  'retention-rate',
  'gross-revenue-retention',
  'net-revenue-retention',
  'customers-held',
  'file-completeness',
  'spend',
  'purchase-frequency',
  'average-order',
  'pipeline-won',
  'win-rate',
  'forecast',
  'visits-done',
  'customer-coverage',
  'cadence-kept',
  'interactions-logged',
  'complaints',
] as const;

/** How many dashboards are read at each size, each of another rep; `ranked` of those with ranks, which take long. */
const most = { read: 15, unread: 3, ranked: 3, statements: 5 };
const few = { read: 3, unread: 1, ranked: 1, statements: 3 };

const calendar = { timeZone: 'UTC' };

/**
 * The time of a dashboard, in milliseconds: 20 KPIs of a rep in this month, read in one request.
 *
 * @param peers with the rep's place among its peers, which elements leave out
 */
async function dashboardTime(
  gateway: Gateway,
  tenant: string,
  peers: boolean,
  { read, unread }: Pick<typeof most, 'read' | 'unread'>,
): Promise<number> {
  const period = new Date().toISOString().slice(0, 7);
  const times: number[] = [];
  for (let at = 0; at < read + unread; at += 1) {
    const rep = repOf((at * 37) % reps);
    const { token } = await signToken({ iss, sub: 'bench', tenant, role: 'rep', rep }, secret);
    const requests = dashboard.map((kpi) => ({
      path: `/v1/kpis?kpi=${kpi}&peers=${String(peers)}&period=${period}&subject=rep:${rep}`,
    }));
    const began = performance.now();
    const answer = await gateway.fetch(
      new Request('http://localhost/v1/batch', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ requests }),
      }),
    );
    const { responses } = (await answer.json()) as { responses?: { status: number }[] };
    if (at >= unread) times.push(performance.now() - began);
    const bad = responses?.find(({ status }) => status !== 200);
    if (!responses || bad) throw new Error(`The gateway answered ${String(bad?.status ?? answer.status)}.`);
  }
  return median(times);
}

/** The time of the statements behind a dashboard, read from sums of months or from all rows. */
async function statementTime(
  { store }: BenchStore,
  actor: Actor,
  rollups: boolean,
  { statements }: typeof most,
): Promise<number> {
  const times: number[] = [];
  for (let at = -1; at < statements; at += 1) {
    const ids = [repOf(((at + 2) * 53) % reps)];
    const began = performance.now();
    await store.transact(
      actor,
      async (work) => {
        for (const id of dashboard) {
          const kpi = findKpi(id) as KpiDefinition;
          const now = work.now.getTime();
          const plan = planKpi(kpi, parsePeriod(work.now.toISOString().slice(0, 7), calendar, now), calendar, now);
          const periods = [plan.current, plan.previous, ...plan.earlier];
          const { tenantId } = actor;
          const asked = {
            measure: kpi.measure,
            tenantId,
            kind: 'rep' as const,
            ids,
            periods,
            asOf: work.now,
            calendar,
          };
          await statementOf({ ...asked, sealed: false, rollups }).execute(work.sql);
        }
      },
      { readOnly: true },
    );
    if (at >= 0) times.push(performance.now() - began);
  }
  return median(times);
}

async function vacuum(client: pg.ClientBase): Promise<void> {
  await client.query('VACUUM (ANALYZE)');
  await client.query('CHECKPOINT').catch(() => undefined);
}

const written = (size: number): string => size.toLocaleString('en');

/**
 * A rep's dashboard of 20 KPIs, read in one request, over 10^5, 10^6 and 10^7 purchases of the same five years, 100,000 customers and
 * 500 reps: its time as elements ask it beside that over 10^5, with the rep's ranks beside that without, and the same statements over all
 * rows beside those over the sums of months.
 */
export async function kpisAtScale({ small = false }: { small?: boolean } = {}): Promise<Outcome> {
  const often = small ? few : most;
  const sizes = small ? [100_000, 1_000_000] : [100_000, 1_000_000, 10_000_000];
  return withStore(async (opened) => {
    const { store } = opened;
    const tenantId = newId();
    const tenant = `t${tenantId.slice(-12)}`;
    await store.createTenant({ id: tenantId, ref: tenant, name: tenant, sample: false });
    const actor: Actor = { tenantId, tenantRef: tenant, role: 'system', subject: 'bench', teamIds: [] };
    const plenty = { burst: 1e9, perSecond: 1e9 };
    const gateway = createGateway({
      database: store,
      issuers: [{ iss, tenants: [tenant], secret }],
      limits: { token: plenty, address: plenty },
    });
    await gateway.ready;
    const found: { size: number; time: number; ranked: number; rolled: number; full: number }[] = [];
    try {
      await store.postgres.asOwner((client) => fillCompany(client, tenantId));
      let there = 0;
      for (const size of sizes) {
        const began = performance.now();
        await store.postgres.asOwner((client) => addPurchases(client, tenantId, there, size));
        there = size;
        await store.transact(actor, recountPurchases);
        await store.postgres.asOwner(vacuum);
        console.error(
          `  ${written(size)} purchases are in after ${String(Math.round((performance.now() - began) / 1000))} s`,
        );
        const time = await dashboardTime(gateway, tenant, false, often);
        const ranked = await dashboardTime(gateway, tenant, true, { read: often.ranked, unread: 0 });
        const rolled = await statementTime(opened, actor, true, often);
        const full = await statementTime(opened, actor, false, often);
        found.push({ size, time, ranked, rolled, full });
      }
    } finally {
      await gateway.close();
    }
    const [first] = found;
    const milliseconds = (time: number): string => `${time.toFixed(0)} ms`;
    const lines = found.flatMap(({ size, time, ranked, rolled, full }): Line[] => [
      ...(size === first?.size
        ? []
        : [
            {
              title: `a rep's dashboard of 20 KPIs over ${written(size)} purchases beside the one over ${written(first?.size ?? 0)}`,
              value: time / (first?.time ?? NaN),
              unit: 'x' as const,
              bound: { most: 1.5 },
              detail: `${milliseconds(time)} and ${milliseconds(first?.time ?? NaN)}`,
            },
            {
              title: `its statements over ${written(size)} purchases beside ${written(first?.size ?? 0)}`,
              value: rolled / (first?.rolled ?? NaN),
              unit: 'x' as const,
              bound: { most: 1.5 },
              detail: `${milliseconds(rolled)} and ${milliseconds(first?.rolled ?? NaN)}`,
            },
          ]),
      {
        title: `the same with the ranks among 25 peers, over ${written(size)} purchases, beside the one without`,
        value: ranked / time,
        unit: 'x' as const,
        detail: `${milliseconds(ranked)} and ${milliseconds(time)}`,
      },
      {
        title: `its statements over all of ${written(size)} purchases beside those over sums of months`,
        value: full / rolled,
        unit: 'x' as const,
        detail: `${milliseconds(full)} and ${milliseconds(rolled)}`,
      },
    ]);
    return { name: 'kpis-at-scale', lines };
  });
}
