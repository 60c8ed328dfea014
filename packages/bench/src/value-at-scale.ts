import { dayOf } from '@liaise/core/kpi';
import { newId } from '@liaise/core/records/identifier';
import { systemActor } from '@liaise/gateway/access/directory';
import { rankCustomers } from '@liaise/gateway/value/assess';
import { before, chunkEnd, readPurchases, type Days, type PurchaseFacts } from '@liaise/gateway/value/facts';
import { historiesOf } from '@liaise/gateway/value/forecasts';
import { Predictor } from '@liaise/gateway/value/predictor';
import type { Models } from '@liaise/gateway/value/models';
import { withStore } from './database.ts';
import { median, type Outcome } from './measure.ts';

const chunk = 2000;
const rounds = 3;
const noCustomer = '00000000-0000-0000-0000-000000000000';

/** A customer's id from its number, and rows that are the same on every run: spread by arithmetic, not by chance. */
const customerId = (n: string) => `('01930b5e-7c00-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const purchaseId = (n: string) => `('01930b5e-7c00-7000-9000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const spread = (n: string, salt: number) => `(((${n})::bigint * 2654435761 + ${salt}) % 1000003)::float8 / 1000003`;

/**
 * RFM, pyramid and predictions (P(alive), a purchase within 90 days, purchases and value ahead) of all customers, beside one pass that only reads their purchases from the gateway's
 * database: both read some customers a transaction, and the models look ahead in their own thread meanwhile.
 */
export async function valueAtScale({ small = false }: { small?: boolean } = {}): Promise<Outcome> {
  const customers = small ? 10_000 : 100_000;
  return withStore(async ({ store }) => {
    const tenant = { id: newId(), ref: 'scale', name: 'scale', sample: false };
    await store.createTenant(tenant);
    const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref });
    await store.postgres.asOwner(async (client) => {
      const stamp = `1, '2026-01-01Z', '2026-01-01Z'`;
      await client.query(
        `INSERT INTO customers (tenant_id, id, version, created_at, updated_at, kind, name, search, stage, tier, data) SELECT $1, ${customerId('n')}, ${stamp}, 'person', 'C', 'c', 'build', 'small', '{"kind":"person","name":"C","stage":"build","tier":"small"}' FROM generate_series(1, $2::integer) n`,
        [tenant.id, customers],
      );
      // Each customer begins on a day of the first two years and buys 1 to 20 times, at gaps of its own, until it stops.
      await client.query(
        `INSERT INTO purchases (tenant_id, id, version, created_at, updated_at, customer_id, at, minor, currency, data) SELECT $1, ${purchaseId('n * 32 + k')}, ${stamp}, ${customerId('n')}, '2026-11-20Z'::timestamptz - make_interval(days => (200 + 800 * ${spread('n', 1)} - k * (5 + 60 * ${spread('n', 2)}) - 20 * ${spread('n * 32 + k', 3)})::integer), (100 + 50000 * ${spread('n * 32 + k', 4)} * ${spread('n', 5)})::bigint, 'EUR', '{}' FROM generate_series(1, $2::integer) n, LATERAL generate_series(0, (19 * ${spread('n', 6)} * ${spread('n', 7)})::integer) k WHERE 200 + 800 * ${spread('n', 1)} - k * (5 + 60 * ${spread('n', 2)}) > 21`,
        [tenant.id, customers],
      );
      await client.query('ANALYZE');
    });
    const now = Date.parse('2026-11-21T00:00:00Z');
    const today = dayOf(now, 'UTC');
    const days: Days = { timeZone: 'UTC', today, monthEnd: today - 21 };

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
      const all = historiesOf(everybody, today).of;
      const currencyOf = new Int32Array(everybody.length);
      const fitted = await predictor.ask({ kind: 'fit', all, currencies: ['EUR'], currencyOf });
      const models: Models | null = fitted.models;
      if (!models) throw new Error(`No model was found: ${fitted.reason}`);
      const reads: number[] = [];
      const wholes: number[] = [];
      let predicted = 0;
      for (let round = 0; round < rounds; round += 1) {
        const from = performance.now();
        await pass();
        reads.push(performance.now() - from);
        const begin = performance.now();
        const asked: Promise<number>[] = [];
        const rows = await pass((some) =>
          asked.push(
            predictor
              .ask({ kind: 'look', brief: true, models, currency: 'EUR', before, ...historiesOf(some, today) })
              .then(({ figures }) => figures.length),
          ),
        );
        rankCustomers(rows, () => 'small', days);
        predicted = (await Promise.all(asked)).length;
        wholes.push(performance.now() - begin);
      }
      const [read, whole] = [median(reads), median(wholes)];
      return {
        name: 'value-at-scale',
        lines: [
          {
            title: `RFM, pyramid and predictions of ${everybody.length.toLocaleString('en')} customers over reading them`,
            value: whole / read,
            unit: 'x',
            bound: { most: 2 },
            detail: `${(whole / 1000).toFixed(1)} s beside ${(read / 1000).toFixed(1)} s; ${models.fit.model}, ${predicted} chunks`,
          },
        ],
      };
    } finally {
      await predictor.close();
    }
  });
}
