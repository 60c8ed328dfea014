import { dayOf } from '@liaise/core/kpi';
import { newId } from '@liaise/core/records/identifier';
import { systemActor } from '@liaise/gateway/access/directory';
import { rankCustomers } from '@liaise/gateway/value/assess';
import { before, chunkEnd, readPurchases, type Days, type PurchaseFacts } from '@liaise/gateway/value/facts';
import { forecastOf, historiesOf, tailsOf } from '@liaise/gateway/value/forecasts';
import type { OpenedStore } from '@liaise/gateway/store/open';
import { Predictor } from '@liaise/gateway/value/predictor';
import type { Models } from '@liaise/gateway/value/models';
import { withStore } from './database.ts';
import { median, type Outcome } from './measure.ts';

const chunk = 2000;
const rounds = 3;
const noCustomer = '00000000-0000-0000-0000-000000000000';

const today = dayOf(Date.parse('2026-11-21T00:00:00Z'), 'UTC');
const days: Days = { timeZone: 'UTC', today, monthEnd: today - 21 };

/** Numbers between 0 and 1 that are the same on every run (Steele, Lea & Flood 2014, SplitMix). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/**
 * Customers who begin on a day of two years and a half, buy at rates of their own (60 days apart in the middle) and leave
 * at rates of their own (after about a year), as the models have it: so parameters are determined and intervals are to be had.
 */
async function fill(store: OpenedStore, tenantId: string, customers: number): Promise<void> {
  const random = randomFrom(1);
  const waiting = (mean: number): number => -Math.log(random()) * mean;
  await store.postgres.asOwner(async (client) => {
    await client.query(
      `INSERT INTO customers (tenant_id, id, version, created_at, updated_at, kind, name, search, stage, tier, data) SELECT $1, ('01930b5e-7c00-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, '2026-01-01Z', '2026-01-01Z', 'person', 'C', 'c', 'build', 'small', '{"kind":"person","name":"C","stage":"build","tier":"small"}' FROM generate_series(1, $2::integer) n`,
      [tenantId, customers],
    );
    let rows: [customer: number, ago: number, minor: number][] = [];
    let written = 0;
    const write = async (): Promise<void> => {
      await client.query(
        `INSERT INTO purchases (tenant_id, id, version, created_at, updated_at, customer_id, at, minor, currency, data) SELECT $1, ('01930b5e-7c00-7000-9000-' || lpad(to_hex($2::integer + k), 12, '0'))::uuid, 1, '2026-01-01Z', '2026-01-01Z', ('01930b5e-7c00-7000-8000-' || lpad(to_hex(customer), 12, '0'))::uuid, '2026-11-21Z'::timestamptz - make_interval(days => ago), minor, 'EUR', '{}' FROM unnest($3::integer[], $4::integer[], $5::integer[]) WITH ORDINALITY given (customer, ago, minor, k)`,
        [tenantId, written, ...[0, 1, 2].map((column) => rows.map((row) => row[column]))],
      );
      written += rows.length;
      rows = [];
    };
    for (let customer = 1; customer <= customers; customer += 1) {
      const begin = 100 + Math.floor(900 * random());
      const gap = 60 / waiting(1);
      const end = Math.min(begin, waiting(365 / waiting(1)));
      const usual = 1000 + waiting(5000);
      for (let at = 0; at < end; at += waiting(gap))
        rows.push([customer, Math.ceil(begin - at), Math.round(usual * (0.5 + random()))]);
      if (rows.length > 50_000) await write();
    }
    await write();
    await client.query('ANALYZE');
  });
}

interface Found {
  forecast: ReturnType<typeof forecastOf>;
  tails: ReturnType<typeof tailsOf>;
}

/** What the nightly job makes of some customers' purchases. */
async function lookAhead(predictor: Predictor, models: Models, rows: readonly PurchaseFacts[]): Promise<Found[]> {
  const currency = 'EUR';
  const { figures } = await predictor.ask({ kind: 'look', models, currency, before, ...historiesOf(rows, today) });
  const about = { models, currency, today, asOf: '2026-11-21T00:00:00.000Z' };
  return rows.map((_, i) => ({ forecast: forecastOf(figures, i, about), tails: tailsOf(figures, i) }));
}

/**
 * RFM, pyramid and predictions of all customers as the nightly job keeps them (P(alive), a purchase within 90 days and purchases
 * of a year with intervals, the window of the next purchase, lifetime value with its interval, how usual the last 90 days were),
 * beside one pass that only reads their purchases from the gateway's database: both read some customers a transaction, and the
 * models look ahead in their own thread meanwhile.
 */
export async function valueAtScale({ small = false }: { small?: boolean } = {}): Promise<Outcome> {
  const customers = small ? 10_000 : 100_000;
  return withStore(async ({ store }) => {
    const tenant = { id: newId(), ref: 'scale', name: 'scale', sample: false };
    await store.createTenant(tenant);
    const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref });
    await fill(store, tenant.id, customers);

    const pass = async (then: (rows: PurchaseFacts[]) => void = () => undefined): Promise<PurchaseFacts[]> => {
      const all: PurchaseFacts[] = [];
      for (let after = noCustomer; ;) {
        const until = await store.transact(
          actor,
          async (work) => {
            const end = await chunkEnd(work, after, chunk);
            if (end === null) return null;
            const rows = await readPurchases(work, days, after, end);
            for (const row of rows) all.push(row);
            then(rows);
            return end;
          },
          { readOnly: true },
        );
        if (until === null) return all;
        after = until;
      }
    };
    const predictor = new Predictor();
    try {
      const everybody = await pass();
      const bought = everybody.reduce((sum, one) => sum + one.days, 0);
      const all = historiesOf(everybody, today).of;
      const currencyOf = new Int32Array(everybody.length);
      const fitted = await predictor.ask({ kind: 'fit', all, currencies: ['EUR'], currencyOf });
      const models: Models | null = fitted.models;
      if (!models) throw new Error(`No model was found: ${fitted.reason}`);
      const reads: number[] = [];
      const wholes: number[] = [];
      let predicted = 0;
      let ranked = 0;
      for (let round = 0; round < rounds; round += 1) {
        const from = performance.now();
        await pass();
        reads.push(performance.now() - from);
        const begin = performance.now();
        const asked: Promise<Found[]>[] = [];
        const rows = await pass((some) => asked.push(lookAhead(predictor, models, some)));
        const ranking = rankCustomers(rows, () => 'small', days);
        const found = (await Promise.all(asked)).flat();
        wholes.push(performance.now() - begin);
        for (const { forecast, tails } of found)
          if (!forecast?.within.interval || !forecast.expected.interval || !forecast.lifetimeValue?.interval || !tails)
            throw new Error('A forecast came without its intervals: nothing was measured that the job keeps.');
        predicted = found.length;
        ranked = ranking.of.size;
      }
      const [read, whole] = [median(reads), median(wholes)];
      if (predicted !== everybody.length || ranked !== everybody.length)
        throw new Error(`${everybody.length} customers were read, ${predicted} looked ahead for, ${ranked} ranked.`);
      return {
        name: 'value-at-scale',
        lines: [
          {
            title: `RFM, pyramid and predictions with intervals and windows of ${everybody.length.toLocaleString('en')} customers over reading them`,
            value: whole / read,
            unit: 'x',
            bound: { most: 2 },
            detail: `${(whole / 1000).toFixed(1)} s beside ${(read / 1000).toFixed(1)} s; ${models.fit.model}, ${Math.round(bought / everybody.length)} purchases a customer`,
          },
        ],
      };
    } finally {
      await predictor.close();
    }
  });
}
