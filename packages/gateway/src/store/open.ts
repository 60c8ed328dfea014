import { dirname, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import pg from 'pg';
import { inspectFolder, layOut, newKeeper, placeOf, readKeeper, writeKeeper, type Keeper } from './database-folder.ts';
import { findPrograms, usualVersion, type EmbeddedVersion } from './embedded.ts';
import { RefusedToStart } from './errors.ts';
import { holderOf, lockFolder } from './folder-lock.ts';
import type { Connection } from './pool.ts';
import { openPostgres, type PostgresOptions, type PostgresStore } from './postgres.ts';
import { initialise, startServer, type Address, type RunningServer } from './server.ts';
import type { Store } from './store.ts';
import { ownerOf, unprivilegedUser } from './unprivileged.ts';

/** Where a store's records lie: a PostgreSQL of one's own, or a folder with an embedded one. */
export type StoreLocation =
  | { url: string }
  | {
      /** The database's folder, such as `.liaise/postgres`; made where it is missing. */
      folder: string;
      /** The version of PostgreSQL; 18 unless said. */
      version?: EmbeddedVersion;
      /** Whether a folder that a running gateway holds is used through that gateway's server instead of refused. */
      share?: boolean;
    };

/** A store and what it runs on. */
export interface OpenedStore extends Store {
  /** For upkeep and reports. */
  readonly postgres: PostgresStore;
  /** The embedded server: where its data lies, and its process where this gateway runs it. */
  readonly embedded?: { data: string; pid(): number | undefined };
}

const restartsInAMinute = 5;

/**
 * Opens the store of a PostgreSQL (15 or newer) or of a folder with an embedded one; brings the schema up to date.
 * Closing it stops an embedded server that it started.
 *
 * @throws RefusedToStart with one sentence that says what to do; then nothing was changed
 */
export async function openStore(location: StoreLocation, options: PostgresOptions = {}): Promise<OpenedStore> {
  if ('url' in location) {
    const postgres = await openPostgres({ url: location.url }, options);
    return assemble(postgres, undefined, async () => postgres.close());
  }
  const folder = resolve(location.folder);
  const { version = usualVersion } = location;
  if (location.share === true && holderOf(folder) !== undefined) return joinFolder(folder, options);
  return openFolder(folder, version, options);
}

function assemble(postgres: PostgresStore, embedded: OpenedStore['embedded'], close: () => Promise<void>): OpenedStore {
  let closing: Promise<void> | undefined;
  return {
    postgres,
    ...(embedded === undefined ? {} : { embedded }),
    transact: (actor, work, how) => postgres.transact(actor, work, how),
    tenant: (ref) => postgres.tenant(ref),
    tenants: () => postgres.tenants(),
    createTenant: (tenant) => postgres.createTenant(tenant),
    onChange: (listener) => postgres.onChange(listener),
    check: () => postgres.check(),
    close: () => (closing ??= close()),
  };
}

function connectionOf(address: Address, keeper: Keeper): Connection {
  return { ...address, user: 'liaise', password: keeper.owner, database: 'liaise' };
}

/** Uses the server of the gateway that holds the folder. */
async function joinFolder(folder: string, options: PostgresOptions): Promise<OpenedStore> {
  const keeper = readKeeper(folder);
  if (keeper?.address === undefined) {
    throw new RefusedToStart(`The gateway that holds ${folder} is still starting: try again when it is ready.`);
  }
  const postgres = await openPostgres(connectionOf(keeper.address, keeper), { connections: 4, ...options });
  const { data } = placeOf(folder, keeper);
  return assemble(postgres, { data, pid: () => undefined }, async () => postgres.close());
}

async function openFolder(folder: string, version: EmbeddedVersion, options: PostgresOptions): Promise<OpenedStore> {
  inspectFolder(folder, version);
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 });
  const unlock = lockFolder(folder);
  let server: RunningServer | undefined;
  try {
    const found = inspectFolder(folder, version);
    const user = (found === 'new' ? undefined : ownerOf(placeOf(folder, found).data)) ?? unprivilegedUser();
    const runAs = process.getuid?.() === 0 ? user : undefined;
    const programs = findPrograms(version, runAs);
    const keeper = found === 'new' ? newKeeper(folder, version, runAs) : found;
    if (found === 'new') {
      layOut(folder, keeper, runAs, (data) => {
        initialise(programs, data, keeper.administrator, runAs);
      });
    }
    const place = placeOf(folder, keeper);
    const live: { server: RunningServer; closing: boolean; restarts: number[] } = {
      server: await startServer(programs, place, runAs),
      closing: false,
      restarts: [],
    };
    server = live.server;
    const { address } = live.server;
    writeKeeper(folder, { ...keeper, address });
    const startAgain = () => {
      const now = Date.now();
      live.restarts = [...live.restarts.filter((at) => at > now - 60_000), now];
      if (live.closing || live.restarts.length > restartsInAMinute) return;
      startServer(programs, place, runAs, address).then(
        async (again) => {
          live.server = again;
          if (live.closing) await again.stop();
          else again.onEnd(startAgain);
        },
        () => undefined,
      );
    };
    live.server.onEnd(startAgain);
    await ensureDatabase(address, keeper);
    const postgres = await openPostgres(connectionOf(address, keeper), options);
    return assemble(postgres, { data: place.data, pid: () => live.server.pid }, async () => {
      live.closing = true;
      await postgres.close();
      await live.server.stop();
      unlock();
    });
  } catch (error) {
    await server?.stop();
    unlock();
    throw error;
  }
}

/** Makes the owner of the schema and its database in a cluster that has none yet. */
async function ensureDatabase(address: Address, keeper: Keeper): Promise<void> {
  const client = new pg.Client({ ...address, user: 'postgres', password: keeper.administrator, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const role = await client.query(`SELECT 1 FROM pg_roles WHERE rolname = 'liaise'`);
    if (role.rowCount === 0) {
      await client.query(`CREATE ROLE liaise LOGIN CREATEROLE CREATEDB PASSWORD ${pg.escapeLiteral(keeper.owner)}`);
    }
    const database = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'liaise'`);
    if (database.rowCount === 0)
      await client.query(`CREATE DATABASE liaise OWNER liaise TEMPLATE template0 ENCODING 'UTF8'`);
  } finally {
    await client.end();
  }
}
