import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { newId } from '@liaise/core/records/identifier';
import { seededRandom } from '@liaise/core/samples';
import type { Actor } from '@liaise/gateway/access/actor';
import { importFile } from '@liaise/gateway/import/import';
import { checkMapping } from '@liaise/gateway/import/mapping';
import { withStore, type BenchStore } from './database.ts';
import { median, type Outcome } from './measure.ts';

const customers = 2000;
const rows = 20_000;
const rounds = 5;

const system = { system: 'shop', collection: 'customers' };
const customerMapping = checkMapping({
  resource: 'customers',
  externalRef: { ...system, column: 'customer' },
  columns: { name: { column: 'name' } },
  constants: { kind: 'organization', stage: 'retain' },
});
const purchaseMapping = checkMapping({
  resource: 'purchases',
  externalRef: { system: 'shop', collection: 'purchases', column: 'receipt' },
  columns: {
    at: { column: 'day', format: 'instant' },
    quantity: { column: 'quantity', format: 'number' },
    description: { column: 'article' },
    'amount.minor': { column: 'amount', format: 'decimal', scale: 2 },
    'amount.currency': { column: 'currency' },
  },
  references: { customerId: { ...system, column: 'customer' } },
});

/** Two files as a shop writes them, the same at each call. */
function writeFiles(folder: string): { customers: string; purchases: string } {
  const random = seededRandom('purchases');
  const number = (): string => String(random.integer(1, customers)).padStart(6, '0');
  const day = (): string => new Date(Date.UTC(2024, 0, random.integer(1, 700))).toISOString().slice(0, 10);
  const names = Array.from({ length: customers }, (_, index) => {
    const id = String(index + 1).padStart(6, '0');
    return `C${id},Customer ${id}`;
  });
  const bought = Array.from({ length: rows }, (_, index) => {
    const amount = (random.integer(100, 500_000) / 100).toFixed(2);
    const article = `Article ${String(random.integer(1, 400))}`;
    return `R${String(index + 1)},C${number()},${day()},${String(random.integer(1, 9))},${article},${amount},EUR`;
  });
  const files = { customers: path.join(folder, 'customers.csv'), purchases: path.join(folder, 'purchases.csv') };
  writeFileSync(files.customers, ['customer,name', ...names, ''].join('\n'));
  writeFileSync(files.purchases, ['receipt,customer,day,quantity,article,amount,currency', ...bought, ''].join('\n'));
  return files;
}

async function oneRound(
  { store }: BenchStore,
  client: pg.Client,
  files: ReturnType<typeof writeFiles>,
  rejectedFile: string,
): Promise<{ imported: number; copied: number }> {
  const tenantId = newId();
  const ref = `t${tenantId.slice(-12)}`;
  await store.createTenant({ id: tenantId, ref, name: ref, sample: false });
  const actor: Actor = { tenantId, tenantRef: ref, role: 'system', subject: 'import', teamIds: [] };
  await importFile(store, actor, { file: files.customers, mapping: customerMapping, rejectedFile });
  const began = performance.now();
  const report = await importFile(store, actor, { file: files.purchases, mapping: purchaseMapping, rejectedFile });
  const imported = rows / (performance.now() - began);
  if (report.created !== rows) throw new Error(`Only ${String(report.created)} of ${String(rows)} rows went in.`);

  const where = `tenant_id = '${tenantId}'`;
  const chunks: Buffer[] = [];
  const out = client.query(copyTo(`COPY (SELECT * FROM purchases WHERE ${where} ORDER BY id) TO STDOUT`));
  for await (const chunk of out) chunks.push(chunk as Buffer);
  await client.query(`DELETE FROM purchases WHERE ${where}`);
  const start = performance.now();
  await pipeline(Readable.from(chunks), client.query(copyFrom('COPY purchases FROM STDIN')));
  return { imported, copied: rows / (performance.now() - start) };
}

/**
 * Rows a second of an import from a file (read, mapped, checked, customers looked up, references kept, a batch to a
 * transaction) beside `COPY` of the same 20,000 purchases into the same table as its owner, indexes and all.
 */
export async function importing(): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'liaise-bench-'));
  try {
    const files = writeFiles(folder);
    const found = await withStore(async (opened) => {
      const client = new pg.Client(opened.owner);
      await client.connect();
      await client.query('SET row_security = off');
      try {
        const list: { imported: number; copied: number }[] = [];
        for (let round = -1; round < rounds; round += 1) {
          const one = await oneRound(opened, client, files, path.join(folder, 'rejected.csv'));
          if (round >= 0) list.push(one);
        }
        return list;
      } finally {
        await client.end();
      }
    });
    const rate = (name: 'imported' | 'copied'): string => (median(found.map((one) => one[name])) * 1000).toFixed(0);
    const value = median(found.map(({ imported, copied }) => imported / copied));
    const detail = `${rate('imported')} and ${rate('copied')} rows a second`;
    const title = 'import of purchases beside COPY of the same rows';
    return { name: 'import', lines: [{ title, value, unit: 'x', bound: { least: 0.1 }, detail }] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
