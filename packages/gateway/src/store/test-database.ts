import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Access } from './embedded-server.ts';
import type { EmbeddedVersion } from './embedded.ts';
import { openStore, type OpenedStore } from './open.ts';
import type { PostgresOptions } from './postgres.ts';
import { startOf } from './process.ts';
import { appRoleOf } from './roles.ts';

/** The version of PostgreSQL that tests run on: `LIAISE_TEST_POSTGRES`, 15 or 18. */
export const testVersion: EmbeddedVersion = process.env['LIAISE_TEST_POSTGRES'] === '15' ? 15 : 18;

let found: Promise<Access> | undefined;

/** The server that all test files of a run share; the first who asks starts it, and it ends with the run. */
export function testServer(): Promise<Access> {
  return (found ??= findServer());
}

async function findServer(): Promise<Access> {
  const runner = process.ppid;
  const folder = join(tmpdir(), `liaise-test-${String(runner)}-${startOf(runner) ?? '0'}-${String(testVersion)}`);
  const ready = join(folder, 'ready.json');
  const failed = join(folder, 'failed');
  try {
    mkdirSync(folder, { mode: 0o711 });
    startKeeper(folder, runner);
  } catch {
    // Another test file was first.
  }
  for (const giveUp = Date.now() + 120_000; Date.now() < giveUp; await delay(50)) {
    if (existsSync(ready)) {
      try {
        return JSON.parse(readFileSync(ready, 'utf8')) as Access;
      } catch {
        // Still being written.
      }
    }
    if (existsSync(failed)) throw new Error(`The test server did not start: ${readFileSync(failed, 'utf8')}`);
  }
  throw new Error('The test server did not start within two minutes.');
}

function startKeeper(folder: string, runner: number): void {
  const program = fileURLToPath(new URL('test-server.ts', import.meta.url));
  spawn(process.execPath, ['--conditions=@liaise/source', program, folder, String(testVersion), String(runner)], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  }).unref();
}

/** A database of its own, with the schema in place. */
export interface TestDatabase {
  name: string;
  /** As the owner of the schema. */
  url: string;
  /** As the cluster's superuser. */
  superuserUrl: string;
  drop(): Promise<void>;
}

const urlOf = ({ host, port, user, password }: Access['owner'], database: string) =>
  host.startsWith('/')
    ? `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${String(port)}`
    : `postgres://${user}:${password}@${host}:${String(port)}/${database}`;

/** Makes a fresh database: with the schema, or `empty`. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const access = await testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = options.empty === true ? 'template0' : access.owner.database;
  const run = async (text: string, as: Access['owner'] = access.owner) => {
    const client = new pg.Client({ ...as, database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await run(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      break;
    } catch (error) {
      // Another test file is copying the template in this moment.
      if (attempt === 100 || !(error instanceof Error && 'code' in error && error.code === '55006')) throw error;
      await delay(50);
    }
  }
  return {
    name,
    url: urlOf(access.owner, name),
    superuserUrl: urlOf(access.administrator, name),
    drop: async () => {
      await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, access.administrator);
      await run(`DROP ROLE IF EXISTS ${appRoleOf(name)}`, access.administrator);
    },
  };
}

/** A store over a fresh database, and how to be rid of both. */
export interface TestStore {
  store: OpenedStore;
  database: TestDatabase;
  close(): Promise<void>;
}

/** Opens a store over a fresh database. Call `close` after the tests of a file. */
export async function openTestStore(options: PostgresOptions = {}): Promise<TestStore> {
  const database = await createTestDatabase();
  const store = await openStore({ url: database.url }, { connections: 8, ...options });
  return {
    store,
    database,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}
