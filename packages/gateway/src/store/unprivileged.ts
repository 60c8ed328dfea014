import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { RefusedToStart } from './errors.ts';

/** A user as processes are started under it. */
export interface User {
  uid: number;
  gid: number;
}

/** Whether this process is root, under which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function lookUp(name: string): User | undefined {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim());
    const user = { uid: ask('-u'), gid: ask('-g') };
    return user.uid > 0 && Number.isInteger(user.gid) ? user : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The user under whom root starts PostgreSQL: the one that `LIAISE_POSTGRES_USER` names, else `liaise`, else
 * `postgres`; where neither is there `liaise` is made as a system user, and where that fails it is `nobody`.
 * `undefined` when this process is not root.
 */
export function unprivilegedUser(): User | undefined {
  if (!isRoot()) return undefined;
  const wanted = process.env['LIAISE_POSTGRES_USER'];
  if (wanted !== undefined && wanted !== '') {
    const user = lookUp(wanted);
    if (user === undefined) {
      throw new RefusedToStart(
        `LIAISE_POSTGRES_USER names "${wanted}", who is no user of this system other than root: name one that is.`,
      );
    }
    return user;
  }
  const known = lookUp('liaise') ?? lookUp('postgres');
  if (known !== undefined) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'liaise'], {
    stdio: 'ignore',
  });
  const user = lookUp('liaise') ?? lookUp('nobody');
  if (user === undefined) {
    throw new RefusedToStart(
      'PostgreSQL does not run as root, and no other user could be found or made: start the gateway as another user, or set DATABASE_URL.',
    );
  }
  return user;
}

/** The owner of a path, or `undefined` when it is not there or belongs to root. */
export function ownerOf(path: string): User | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Whether a user can pass through every folder above a path. This process itself always can. */
export function canReach(path: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  const test = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dirname(path)], { ...user, cwd: '/', stdio: 'ignore' });
  return test.status === 0;
}

/** Whether a user can read and run a file. */
export function canRun(path: string, user: User | undefined): boolean {
  if (user === undefined) return true;
  const test = spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
  return test.status === 0;
}
