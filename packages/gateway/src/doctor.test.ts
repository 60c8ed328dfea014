import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doctor, examine, type Finding } from './doctor.ts';
import { openStore } from './store/open.ts';
import { createTestDatabase, testVersion, type TestDatabase } from './store/test-database.ts';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'liaise-doctor-'));
  chmodSync(home, 0o755);
  folder = join(home, 'postgres');
  database = await createTestDatabase();
  await (await openStore({ url: database.url })).close();
});
afterAll(async () => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
  await database.drop();
});

const stateOf = (findings: readonly Finding[], what: string) => findings.find((one) => one.what === what)?.state;
const wordsOf = (findings: readonly Finding[], what: string) => findings.find((one) => one.what === what)?.words;

test('a database that is well is said to be, but for what the test server leaves out', async () => {
  const findings = await examine({ url: database.url });
  expect(findings.filter(({ state }) => state !== 'ok').map(({ what }) => what)).toEqual(['durability']);
  expect(wordsOf(findings, 'row policies')).toMatch(/^on for all \d+ tables$/);
  expect(wordsOf(findings, 'database')).toContain(`PostgreSQL ${testVersion}.`);
});

test('row policies that were switched off are found', async () => {
  const harmed = await createTestDatabase();
  try {
    await (await openStore({ url: harmed.url })).close();
    const client = new pg.Client(harmed.url);
    await client.connect();
    await client.query('ALTER TABLE notes DISABLE ROW LEVEL SECURITY');
    await client.query('DROP POLICY visits_remove ON visits');
    await client.end();
    const findings = await examine({ url: harmed.url });
    expect(stateOf(findings, 'row policies')).toBe('bad');
    expect(wordsOf(findings, 'row policies')).toContain('notes, visits');
  } finally {
    await harmed.drop();
  }
});

test('a folder without a database is left as it is', async () => {
  const findings = await examine({ folder, version: testVersion });
  expect(wordsOf(findings, 'folder')).toBe(`${folder} holds no database yet`);
  expect(stateOf(findings, 'disk')).toBeDefined();
  expect(findings.some(({ what }) => what === 'database')).toBe(false);
});

test('a folder is looked at whether a gateway runs on it or not, and what harms it is said', async () => {
  const store = await openStore({ folder, version: testVersion });
  const running = await examine({ folder, version: testVersion });
  expect(wordsOf(running, 'lock')).toBe(`held by the gateway of process ${process.pid}`);
  expect(stateOf(running, 'durability')).toBe('ok');
  await store.close();
  const resting = await examine({ folder, version: testVersion });
  expect(wordsOf(resting, 'lock')).toBe('no gateway runs on it');
  expect(stateOf(resting, 'roles')).toBe('ok');
  rmSync(join(folder, 'data', 'global', 'pg_control'), { force: true });
  const harmed = await examine({ folder, version: testVersion });
  expect(stateOf(harmed, 'folder')).toBe('bad');
  expect(wordsOf(harmed, 'folder')).toContain('pg_control is missing');
});

test('the command prints a line each and answers 1 where something is bad', async () => {
  const lines: string[] = [];
  const context = {
    env: { DATABASE_URL: database.url },
    out: (line: string) => lines.push(line),
    err: () => undefined,
  };
  expect(await doctor.run([], context)).toBe(1);
  expect(lines.map((line) => line.split(/\s+/).slice(0, 2).join(' '))).toEqual([
    'ok node',
    'ok database',
    'ok roles',
    'ok schema',
    'ok row',
    'ok clock',
    'ok size',
    'ok connections',
    'bad durability',
    'ok events',
  ]);
});
