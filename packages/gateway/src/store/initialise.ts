import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { RefusedToStart } from './errors.ts';
import { HandedOver, canHandOver } from './handed-over.ts';
import type { Programs } from './server.ts';
import { canReach, type User } from './unprivileged.ts';

/** What of this process's environment the programs of PostgreSQL get: where to find things, and no locale. */
export function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'LD_LIBRARY_PATH'];
  const own = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return { ...own, LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
}

/** Makes a new data folder at `data`, in place of what may lie there: UTF-8, C locale, checksums, passwords by SCRAM. */
export function initialise(programs: Programs, data: string, password: string, user: User | undefined): void {
  const passwordFile = `${data}.password`;
  const handed = new HandedOver(isClosedTo(data, user));
  rmSync(data, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (user !== undefined) {
      chownSync(data, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    const run = spawnSync(
      programs.initdb,
      [
        '-D',
        handed.path(data),
        '-U',
        'postgres',
        `--pwfile=${handed.path(passwordFile)}`,
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      {
        ...user,
        cwd: '/',
        env: environment(),
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe', ...handed.descriptors],
      },
    );
    if (run.status !== 0) {
      rmSync(data, { recursive: true, force: true });
      const said = (run.stderr || run.error?.message || '').trim().split('\n').slice(-3).join(' ');
      throw new RefusedToStart(
        `The embedded PostgreSQL could not make its folder (${said}): mend that, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      );
    }
  } finally {
    handed.close();
    rmSync(passwordFile, { force: true });
  }
}

/** Whether the user who runs the programs cannot pass to a path, and the path can be handed over instead. */
export function isClosedTo(path: string, user: User | undefined): boolean {
  return canHandOver && !canReach(path, user);
}
