import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Customer, newId, type Opportunity, type Purchase, type Rep } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import type { StoredName, StoredRecord } from '../store/store.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { importFile, type ImportOptions } from './import.ts';
import { checkMapping, type Mapping, parseMapping } from './mapping.ts';

const shared = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const hasShared = existsSync(shared);
if (!hasShared) console.warn(`Left out: imports of the shared data, which is not at ${shared}.`);
const mappingOf = (name: string): Mapping =>
  parseMapping(readFileSync(new URL(`mappings/${name}.json`, import.meta.url), 'utf8'));

let opened: TestStore;
let actor: Actor;
let folder: string;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());
beforeEach(async () => {
  const tenantId = newId();
  const ref = `t${tenantId.slice(-12)}`;
  await opened.store.createTenant({ id: tenantId, ref, name: ref, sample: false });
  actor = { tenantId, tenantRef: ref, role: 'system', subject: 'import', teamIds: [] };
  folder = mkdtempSync(path.join(tmpdir(), 'liaise-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function all<T extends object>(resource: StoredName): Promise<(T & StoredRecord)[]> {
  const found: (T & StoredRecord)[] = [];
  for (;;) {
    const some = await opened.store.transact(actor, (work) =>
      work.list<T & StoredRecord>(resource, { filters: {}, after: found.at(-1)?.id, limit: 1000 }),
    );
    found.push(...some);
    if (some.length < 1000) return found;
  }
}

/** How often the database was told to count a table's rows; what it does by itself is not in it. */
const timesCounted = async (table: string): Promise<number> => {
  const counted = 'SELECT analyze_count::integer AS times FROM pg_stat_user_tables WHERE relname = $1';
  const { rows } = await opened.store.postgres.asOwner((client) => client.query<{ times: number }>(counted, [table]));
  return rows[0]?.times ?? 0;
};

const run = (options: Partial<ImportOptions> & Pick<ImportOptions, 'file' | 'mapping'>) =>
  importFile(opened.store, actor, { rejectedFile: path.join(folder, 'rejected.csv'), ...options });
const rejectedLines = () => readFileSync(path.join(folder, 'rejected.csv'), 'utf8').trim().split('\r\n').slice(1);

function write(text: string | Uint8Array, name = 'rows.csv'): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A plain reader of files without quotes, to count by. */
const cellsOf = (name: string, separator: string | RegExp) =>
  readFileSync(path.join(shared, name), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(separator));

describe.skipIf(!hasShared)('the pipeline of a company', () => {
  const importAll = async () => {
    await run({ file: path.join(shared, 'crm/accounts.csv'), mapping: mappingOf('crm-accounts') });
    await run({ file: path.join(shared, 'crm/sales_teams.csv'), mapping: mappingOf('crm-reps') });
    await run({ file: path.join(shared, 'crm/products.csv'), mapping: mappingOf('crm-products') });
    return run({ file: path.join(shared, 'crm/sales_pipeline.csv'), mapping: mappingOf('crm-opportunities') });
  };
  const pipeline = hasShared ? cellsOf('crm/sales_pipeline.csv', ',').slice(1) : [];
  const withAccount = pipeline.filter((cells) => cells[3] !== '');
  const tally = (keys: (string | undefined)[]) => {
    const counts: Record<string, number> = {};
    for (const key of keys) counts[key ?? ''] = (counts[key ?? ''] ?? 0) + 1;
    return counts;
  };

  it('goes in, but for rows without an account, and every figure is found again', async () => {
    const report = await importAll();
    expect(pipeline).toHaveLength(8800);
    expect(report).toMatchObject({ read: 8800, created: withAccount.length, unchanged: 0 });
    expect([report.created, report.rejected]).toEqual([7375, 1425]);
    const rejected = rejectedLines();
    expect(rejected).toHaveLength(1425);
    const firstWithout = pipeline.findIndex((cells) => cells[3] === '') + 2;
    expect(rejected[0]).toBe(`${String(firstWithout)},account,,"customerId: the column ""account"" is empty."`);

    const customers = await all<Customer>('customers');
    const reps = await all<Rep>('reps');
    const opportunities = await all<Opportunity>('opportunities');
    expect([customers.length, reps.length, (await all('products')).length, (await all('teams')).length]).toEqual([
      85, 35, 7, 6,
    ]);
    expect(customers.filter(({ industry }) => industry === 'technology')).toHaveLength(12);
    expect(customers.some(({ industry }) => industry === 'technolgy')).toBe(false);
    expect(customers.find(({ name }) => name === 'Acme Corporation')?.annualRevenue).toEqual({
      minor: 110_004_000_000,
      currency: 'USD',
    });
    const parents = cellsOf('crm/accounts.csv', ',')
      .slice(1)
      .filter((cells) => cells[6]);
    expect(customers.filter(({ parentId }) => parentId !== undefined)).toHaveLength(parents.length);

    expect(tally(opportunities.map(({ stage }) => stage))).toEqual(
      tally(withAccount.map((cells) => cells[4]?.toLowerCase())),
    );
    const nameOf = new Map(reps.map(({ id, name }) => [id, name]));
    expect(tally(opportunities.map(({ repId }) => nameOf.get(repId ?? '')))).toEqual(
      tally(withAccount.map((cells) => cells[1])),
    );
    const won = (rows: readonly string[][]) => rows.reduce((sum, cells) => sum + Number(cells[7]), 0);
    const wonRows = withAccount.filter((cells) => cells[4] === 'Won');
    const sum = (some: readonly Opportunity[]) =>
      some.filter(({ stage }) => stage === 'won').reduce((total, { amount }) => total + (amount?.minor ?? 0), 0);
    expect(sum(opportunities)).toBe(won(wonRows) * 100);
    for (const { id, name } of reps) {
      const mine = opportunities.filter(({ repId }) => repId === id);
      expect(sum(mine), name).toBe(won(wonRows.filter((cells) => cells[1] === name)) * 100);
    }
    const products = await all<{ name: string }>('products');
    const gtxPro = products.find(({ name }) => name === 'GTX Pro');
    expect(opportunities.filter(({ productId }) => productId === gtxPro?.id)).toHaveLength(
      withAccount.filter((cells) => cells[2] === 'GTXPro').length,
    );
    expect(
      opportunities.every(({ stage, amount }) => (stage === 'won' || stage === 'lost') === (amount !== undefined)),
    ).toBe(true);

    expect(await importAll()).toMatchObject({ read: 8800, created: 0, unchanged: 7375, rejected: 1425 });
    expect(await all('opportunities')).toEqual(opportunities);
    expect(await all('customers')).toEqual(customers);
  });

  it('says in a dry run what it would do, and writes nothing', async () => {
    const accounts = { file: path.join(shared, 'crm/accounts.csv'), mapping: mappingOf('crm-accounts') };
    expect(await run({ ...accounts, dryRun: true })).toMatchObject({
      read: 85,
      created: 85,
      rejected: 0,
      dryRun: true,
    });
    const reps = { file: path.join(shared, 'crm/sales_teams.csv'), mapping: mappingOf('crm-reps') };
    expect(await run({ ...reps, dryRun: true, batchSize: 7 })).toMatchObject({
      created: 35,
      createdAlong: { teams: 6 },
    });
    expect([...(await all('customers')), ...(await all('teams')), ...(await all('reps'))]).toEqual([]);
  });
});

describe.skipIf(!hasShared)('purchases in columns of white space', () => {
  const file = path.join(shared, 'purchases/CDNOW_sample.txt');
  const rows = hasShared ? cellsOf('purchases/CDNOW_sample.txt', /\s+/) : [];
  const total = rows.reduce((sum, cells) => sum + Math.round(Number(cells[4]) * 100), 0);

  it('make each customer that is new; the same file twice changes nothing', async () => {
    const mapping = mappingOf('cdnow');
    const countedBefore = await timesCounted('purchases');
    expect(await run({ file, mapping })).toMatchObject({
      read: 6919,
      created: 6919,
      rejected: 0,
      rejectedFile: null,
      createdAlong: { customers: 2357 },
    });
    expect(await timesCounted('purchases'), 'the database has counted its rows').toBe(countedBefore + 1);
    const purchases = await all<Purchase>('purchases');
    expect(purchases).toHaveLength(6919);
    expect(purchases.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(total);
    expect(await all('customers')).toHaveLength(2357);
    expect(purchases.map(({ at }) => at.slice(0, 10).replaceAll('-', '')).toSorted()).toEqual(
      rows.map((cells) => cells[2]).toSorted(),
    );
    expect(await run({ file, mapping })).toMatchObject({ created: 0, unchanged: 6919, rejected: 0, createdAlong: {} });
    expect(await timesCounted('purchases')).toBe(countedBefore + 1);
    expect(await all('purchases')).toEqual(purchases);
  });

  it('lie as far apart as they did where they are moved to another day, and are known again', async () => {
    const mapping = mappingOf('cdnow');
    const moved = await run({ file, mapping, moveDatesTo: '2026-10-01' });
    expect(moved).toMatchObject({ created: 6919, rejected: 0 });
    const days = (await all<Purchase>('purchases')).map(({ at }) => Date.parse(at)).toSorted((a, b) => a - b);
    const written = rows
      .map((cells) => cells[2]?.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3') ?? '')
      .map((day) => Date.parse(day))
      .toSorted((a, b) => a - b);
    const by = Date.parse('2026-10-01') - (written.at(-1) ?? 0);
    expect(days).toEqual(written.map((day) => day + by));
    expect(await run({ file, mapping, moveDatesTo: '2026-11-01' })).toMatchObject({ created: 0, unchanged: 6919 });
  });

  it('go on where an import was killed', async () => {
    const mapping = mappingOf('cdnow');
    const killed = new Error('killed');
    let done = 0;
    const stop = () => {
      done += 1;
      if (done === 3) throw killed;
    };
    await expect(run({ file, mapping, onProgress: stop })).rejects.toBe(killed);
    const before = (await all('purchases')).length;
    expect(before).toBe(3000);
    expect(await run({ file, mapping })).toMatchObject({ created: 6919 - before, unchanged: before });
    expect((await all<Purchase>('purchases')).reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(total);
    expect(await all('customers')).toHaveLength(2357);
  });
});

describe('importFile', () => {
  const mapping = (more: object = {}): Mapping =>
    checkMapping({
      resource: 'customers',
      externalRef: { system: 'old', collection: 'people', column: 'no' },
      columns: {
        name: { column: 'name' },
        employees: { column: 'staff', format: 'integer' },
        'channels.0.value': { column: 'mail' },
      },
      constants: { kind: 'organization', 'channels.0.kind': 'email' },
      references: { parentId: { system: 'old', collection: 'people', column: 'parent' } },
      ...more,
    });

  it('lists each rejected row with line, column, value and reason, and takes the good ones', async () => {
    const file = write(
      [
        '\uFEFFno,name,staff,mail,parent',
        '1,"Good, one\nof two lines",3,a@example.com,',
        '2,,3,,',
        '3,Bad number,many,,',
        '4,"Good two",,,1',
        '',
        '5,Short row',
        '1,Same again,1,,',
        '6,No parent,1,,99',
        ',No number,1,,',
        `7,${'x'.repeat(400)},1,,`,
        '8,Half \uFFFD,=1+1,,',
        '9,Twice,1,,',
        '9,Twice again,1,,',
      ].join('\r\n'),
    );
    const report = await run({ file, mapping: mapping() });
    expect(report).toMatchObject({ read: 12, created: 3, unchanged: 0, rejected: 9 });
    const lines = rejectedLines();
    expect(lines.map((line) => Number(line.split(',')[0])).toSorted((one, two) => one - two)).toEqual([
      2, 4, 5, 8, 10, 11, 12, 13, 15,
    ]);
    const of = (line: number) => lines.find((each) => each.startsWith(`${String(line)},`)) ?? '';
    expect(of(5)).toContain('5,staff,many,');
    expect(of(4)).toContain('name: the column ""name"" is empty.');
    expect(of(15)).toContain('the same reference as line 14: old:people/9');
    expect(of(8)).toContain('The row has 2 cells; the header has 5.');
    expect(of(10)).toContain('old:people/99');
    expect(of(13)).toContain(`"'=1+1"`);
  });

  it('waits for a parent further down', async () => {
    const file = write('no,name,staff,mail,parent\n1,Daughter,,,2\n2,Mother,,,3\n3,Grandmother,,,\n');
    expect(await run({ file, mapping: mapping(), batchSize: 1 })).toMatchObject({ created: 3, rejected: 0 });
    const customers = await all<Customer>('customers');
    const named = (name: string) => customers.find((one) => one.name === name);
    expect(named('Daughter')?.parentId).toBe(named('Mother')?.id);
    expect(named('Mother')?.parentId).toBe(named('Grandmother')?.id);
    expect(named('Mother')).not.toHaveProperty('channels');
    expect(await run({ file, mapping: mapping(), dryRun: true })).toMatchObject({ created: 0, unchanged: 3 });
  });

  it('reads other encodings, and says so where one is not what it should be', async () => {
    const gb18030 = Buffer.from([
      ...Buffer.from('no;name;staff;mail;parent\n1;'),
      0xba,
      0xe3,
      0xcd,
      0xa8,
      ...Buffer.from(';;;\n'),
    ]);
    const file = write(gb18030);
    await expect(run({ file, mapping: mapping({ separator: ';' }) })).rejects.toThrow(/encoding/);
    await run({ file, mapping: mapping({ separator: ';', encoding: 'gb18030' }) });
    expect((await all<Customer>('customers'))[0]?.name).toBe('恒通');
  });

  it('keeps identical rows of one file apart when a row is known by all that it says', async () => {
    const file = write('2026-01-02 5\n2026-01-02 5\n2026-01-02 6\n');
    const rows = checkMapping({
      resource: 'purchases',
      separator: 'whitespace',
      header: false,
      externalRef: { system: 'old', collection: 'sales', row: true },
      columns: {
        at: { column: 1, format: 'instant', timeZone: 'Asia/Shanghai' },
        'amount.minor': { column: 2, format: 'decimal', scale: 2 },
      },
      constants: { 'amount.currency': 'CNY' },
      references: {
        customerId: { system: 'old', collection: 'all', column: 1, createIfNew: { kind: 'person', name: 'Everybody' } },
      },
    });
    expect(await run({ file, mapping: rows })).toMatchObject({ created: 3, createdAlong: { customers: 1 } });
    expect((await all<Purchase>('purchases')).map(({ at, amount }) => [at, amount.minor])).toEqual([
      ['2026-01-01T16:00:00.000Z', 500],
      ['2026-01-01T16:00:00.000Z', 500],
      ['2026-01-01T16:00:00.000Z', 600],
    ]);
    expect(await run({ file, mapping: rows })).toMatchObject({ created: 0, unchanged: 3 });
  });

  it('refuses a file that lacks a column, before anything goes in', async () => {
    const file = write('no,nmae,staff,mail,parent\n1,One,1,,\n');
    await expect(run({ file, mapping: mapping() })).rejects.toThrow(
      'columns.name: the file has no column "name"; did you mean "nmae"?',
    );
    expect(await all('customers')).toEqual([]);
  });
});
