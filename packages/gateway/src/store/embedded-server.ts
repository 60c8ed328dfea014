import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pg from 'pg';
import { inspectFolder, layOut, newKeeper, placeOf, readKeeper, writeKeeper, type Keeper } from './database-folder.ts';
import { findPrograms, type EmbeddedVersion } from './embedded.ts';
import { RefusedToStart, codeOf } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { initialise } from './initialise.ts';
import { startServer, type Address, type RunningServer, type ServerSettings } from './server.ts';
import { isRoot, ownerOf, unprivilegedUser } from './unprivileged.ts';

/** How one is let into the server of a folder. */
export interface Access {
  /** As the owner of the schema, in its database. */
  owner: Address & { user: string; password: string; database: string };
  /** As the cluster's superuser. For upkeep only; the gateway's work never runs under it. */
  administrator: Address & { user: string; password: string; database: string };
}

/** An embedded server that this process runs. */
export interface EmbeddedServer {
  access: Access;
  /** PostgreSQL's data folder. */
  data: string;
  /** The id of the server's process. */
  pid: () => number;
  stop: () => Promise<void>;
}

const restartsInAMinute = 5;

/**
 * Starts the PostgreSQL of a folder, which is made where it is missing, and holds the folder until it is stopped. A
 * server that dies is started again at the same address.
 *
 * @throws RefusedToStart with one sentence that says what to do, for a folder that is held, damaged, or of another version
 */
export async function startEmbedded(
  folder: string,
  version: EmbeddedVersion,
  settings: ServerSettings = {},
): Promise<EmbeddedServer> {
  inspectFolder(folder, version);
  const unlock = takeFolder(folder);
  try {
    const found = inspectFolder(folder, version);
    const owner = found === 'new' ? undefined : ownerOf(placeOf(folder, found).data);
    const user = isRoot() ? (owner ?? unprivilegedUser()) : undefined;
    const programs = findPrograms(version, user);
    const keeper = found === 'new' ? newKeeper(folder, version, user) : found;
    if (found === 'new') {
      layOut(folder, keeper, user, (data) => {
        initialise(programs, data, keeper.administrator, user);
      });
    }
    const place = placeOf(folder, keeper);
    const start = (address?: Address) => startServer({ programs, place, user, settings }, address);
    const first = await start();
    try {
      const access = accessOf(first.address, keeper);
      await ensureDatabase(access);
      writeKeeper(folder, { ...keeper, address: first.address });
      const supervised = supervise(first, start);
      return {
        access,
        data: place.data,
        pid: supervised.pid,
        stop: async () => {
          await supervised.stop();
          unlock();
        },
      };
    } catch (error) {
      await first.stop();
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Makes a folder where it is missing, and holds it. */
function takeFolder(folder: string): () => void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder, { recursive: true, mode: isRoot() ? 0o755 : 0o700 });
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof RefusedToStart) throw error;
    throw new RefusedToStart(
      `The database folder ${folder} cannot be made or written (${codeOf(error) || 'unknown'}): set LIAISE_DATA to a folder that this user may write; nothing was changed.`,
      { cause: error },
    );
  }
}

/** How the server of the gateway that holds a folder is reached. */
export function accessOfRunning(folder: string): Access {
  const keeper = readKeeper(folder);
  if (keeper?.address === undefined) {
    throw new RefusedToStart(`The gateway that holds ${folder} is still starting: try again when it is ready.`);
  }
  return accessOf(keeper.address, keeper);
}

function accessOf(address: Address, keeper: Keeper): Access {
  return {
    owner: { ...address, user: 'liaise', password: keeper.owner, database: 'liaise' },
    administrator: { ...address, user: 'postgres', password: keeper.administrator, database: 'postgres' },
  };
}

/** Starts a server again when it dies, a few times a minute at most. */
function supervise(
  first: RunningServer,
  start: (address: Address) => Promise<RunningServer>,
): { pid: () => number; stop: () => Promise<void> } {
  let server = first;
  let stopping = false;
  let starting: Promise<void> = Promise.resolve();
  let restarts: number[] = [];
  const again = () => {
    const now = Date.now();
    restarts = [...restarts.filter((at) => at > now - 60_000), now];
    if (stopping || restarts.length > restartsInAMinute) return;
    starting = start(first.address).then(
      (next) => {
        server = next;
        next.onEnd(again);
      },
      () => undefined,
    );
  };
  first.onEnd(again);
  return {
    pid: () => server.pid,
    stop: async () => {
      stopping = true;
      await starting;
      await server.stop();
    },
  };
}

/** Makes the owner of the schema and its database in a cluster that has none yet. */
async function ensureDatabase({ administrator, owner }: Access): Promise<void> {
  const client = new pg.Client(administrator);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner.user]);
    if (role.rowCount === 0) {
      await client.query(
        `CREATE ROLE ${pg.escapeIdentifier(owner.user)} LOGIN CREATEROLE CREATEDB PASSWORD ${pg.escapeLiteral(owner.password)}`,
      );
    }
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [owner.database]);
    if (database.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(owner.database)} OWNER ${pg.escapeIdentifier(owner.user)} TEMPLATE template0 ENCODING 'UTF8'`,
      );
    }
  } finally {
    await client.end();
  }
}
