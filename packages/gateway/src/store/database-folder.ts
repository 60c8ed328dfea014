import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RefusedToStart } from './errors.ts';
import { sharedFolder } from './embedded.ts';
import type { Address, Place } from './server.ts';
import { canHandOver } from './handed-over.ts';
import { canReach, type User } from './unprivileged.ts';

/** What is kept in the folder beside the data: where that lies and how to be let in. Readable by its owner only. */
export interface Keeper {
  /** The folder of data and socket: `.`; on systems where a closed folder cannot be handed over, a place that PostgreSQL's user can reach. */
  place: string;
  /** The version of PostgreSQL that made the data. */
  major: number;
  /** The password of `postgres`, who administers the cluster. */
  administrator: string;
  /** The password of `liaise`, who owns the schema. */
  owner: string;
  /** Where the server was reached last. */
  address?: Address;
}

const keeperOf = (folder: string) => join(folder, 'postgres.json');
const draftOf = (folder: string) => join(folder, 'postgres.json.new');

/** Room for `/.s.PGSQL.5432` in a socket's address, which holds 104 bytes on some systems. */
const longestSocketFolder = 104 - 15;

/** The data folder that belongs to a keeper's place. */
export function placeOf(folder: string, keeper: Pick<Keeper, 'place'>): Place {
  const place = resolve(folder, keeper.place);
  const socket = join(place, 'socket');
  const serves = process.platform !== 'win32' && Buffer.byteLength(socket) <= longestSocketFolder;
  return { data: join(place, 'data'), log: join(folder, 'postgres.log'), socket: serves ? socket : undefined };
}

function refuse(folder: string, what: string, remedy: string): never {
  throw new RefusedToStart(`The database folder ${folder} ${what}: ${remedy}; nothing was changed.`);
}

/** Reads what is kept; `undefined` when there is none. */
export function readKeeper(folder: string): Keeper | undefined {
  const file = keeperOf(folder);
  if (!existsSync(file)) return undefined;
  const damaged = () =>
    refuse(folder, 'has an unreadable postgres.json', 'restore that file from a backup of the folder');
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return damaged();
  }
  if (typeof found !== 'object' || found === null) return damaged();
  const { place, major, administrator, owner, address } = found as Partial<Keeper>;
  if (
    typeof place !== 'string' ||
    typeof major !== 'number' ||
    typeof administrator !== 'string' ||
    typeof owner !== 'string'
  ) {
    return damaged();
  }
  return { place, major, administrator, owner, ...(address === undefined ? {} : { address }) };
}

/** Keeps it, whole or not at all. */
export function writeKeeper(folder: string, keeper: Keeper): void {
  draftKeeper(folder, keeper);
  renameSync(draftOf(folder), keeperOf(folder));
}

function draftKeeper(folder: string, keeper: Keeper): void {
  writeFileSync(draftOf(folder), `${JSON.stringify(keeper, null, 2)}\n`, { mode: 0o600 });
}

/** A keeper for a new folder: fresh passwords, and a place that the user can reach. */
export function newKeeper(folder: string, major: number, user: User | undefined): Keeper {
  const password = () => randomBytes(24).toString('base64url');
  const reachable = canHandOver || canReach(join(folder, 'data'), user);
  const place = reachable ? '.' : join(sharedFolder('/var/lib', '/var/tmp'), randomBytes(8).toString('hex'));
  return { place, major, administrator: password(), owner: password() };
}

/**
 * Looks at a folder without changing it: `new` when a database is to be made there, its keeper when one is there.
 *
 * @param major the version of PostgreSQL at hand
 * @throws RefusedToStart for one that is damaged, newer, older, or of another user
 */
export function inspectFolder(folder: string, major: number): Keeper | 'new' {
  if (!existsSync(folder)) return 'new';
  if (!statSync(folder).isDirectory()) refuse(folder, 'is a file', 'set LIAISE_DATA to another folder');
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    refuse(
      folder,
      'cannot be read and written by this user',
      'start the gateway as its owner, or set LIAISE_DATA to another folder',
    );
  }
  const keeper = readKeeper(folder) ?? interruptedKeeper(folder);
  if (keeper === undefined) {
    if (existsSync(join(folder, 'data'))) {
      refuse(
        folder,
        'is damaged (postgres.json is missing)',
        'restore it from a backup, or set LIAISE_DATA to a new folder',
      );
    }
    return 'new';
  }
  const { data } = placeOf(folder, keeper);
  const damaged = (what: string): never =>
    refuse(folder, `is damaged (${what})`, 'restore it from a backup, or set LIAISE_DATA to a new folder');
  if (!existsSync(data)) damaged(keeper.place === '.' ? 'data is missing' : `${data}, which it names, is missing`);
  let made: number;
  try {
    made = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8').trim());
  } catch {
    return damaged('data/PG_VERSION is missing or cannot be read');
  }
  if (!Number.isInteger(made) || made < 1) return damaged('data/PG_VERSION holds no version');
  if (made > major) {
    refuse(
      folder,
      `was made by PostgreSQL ${String(made)}, and this Liaise brings ${String(major)}`,
      'start the newer Liaise that made it',
    );
  }
  if (made < major) {
    refuse(
      folder,
      `was made by PostgreSQL ${String(made)}, and this Liaise brings ${String(major)}`,
      'dump it with the Liaise that made it and load that into a new folder',
    );
  }
  const control = join(data, 'global', 'pg_control');
  if (!existsSync(control)) return damaged('data/global/pg_control is missing');
  if (statSync(control).size < 4096) return damaged('data/global/pg_control is cut short');
  for (const name of ['base', 'pg_wal', 'pg_xact', 'postgresql.conf', 'pg_hba.conf']) {
    if (!existsSync(join(data, name))) return damaged(`data/${name} is missing`);
  }
  return keeper;
}

/** What a first start that was killed at its very end left: its data is whole, and its keeper not yet in place. */
function interruptedKeeper(folder: string): Keeper | undefined {
  if (!existsSync(draftOf(folder))) return undefined;
  try {
    const keeper = JSON.parse(readFileSync(draftOf(folder), 'utf8')) as Keeper;
    return existsSync(placeOf(folder, keeper).data) ? keeper : undefined;
  } catch {
    return undefined;
  }
}

/** Removes what first starts left that were killed; what is still being written to goes with the next start. */
function removeDrafts(data: string): void {
  for (const name of readdirSync(dirname(data))) {
    if (!name.startsWith(`${basename(data)}.new`)) continue;
    try {
      rmSync(join(dirname(data), name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The programs of a killed start may outlive it for a moment and write on.
    }
  }
}

/**
 * Makes the folder's inner order for a new database; the data comes into place last, whole. Each try has a place of its
 * own: what a killed one left running cannot come between.
 */
export function layOut(folder: string, keeper: Keeper, user: User | undefined, make: (data: string) => void): void {
  const place = placeOf(folder, keeper);
  const draft = `${place.data}.new-${randomBytes(4).toString('hex')}`;
  mkdirSync(folder, { recursive: true, mode: user === undefined ? 0o700 : 0o755 });
  mkdirSync(resolve(folder, keeper.place), { recursive: true, mode: user === undefined ? 0o700 : 0o755 });
  removeDrafts(place.data);
  draftKeeper(folder, keeper);
  make(draft);
  renameSync(draft, place.data);
  removeDrafts(place.data);
  renameSync(draftOf(folder), keeperOf(folder));
}
