import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedToStart, codeOf } from './errors.ts';
import { isAlive, startOf } from './process.ts';

/** Who holds a folder. */
export interface Holder {
  pid: number;
  /** When that process started, as `startOf` tells; tells a reused id apart. */
  started?: string;
  token: string;
}

const fileOf = (folder: string) => join(folder, 'gateway.lock');

function read(file: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('token' in holder)) return undefined;
    const { pid, token } = holder;
    if (typeof pid !== 'number' || typeof token !== 'string') return undefined;
    const started = 'started' in holder && typeof holder.started === 'string' ? { started: holder.started } : {};
    return { pid, token, ...started };
  } catch {
    return undefined;
  }
}

function lives(holder: Holder): boolean {
  if (!isAlive(holder.pid)) return false;
  const started = startOf(holder.pid);
  return holder.started === undefined || started === undefined || holder.started === started;
}

/** The live gateway that holds a folder, if one does. */
export function holderOf(folder: string): Holder | undefined {
  const holder = read(fileOf(folder));
  return holder !== undefined && lives(holder) ? holder : undefined;
}

/**
 * Takes a folder for this process; a lock of a process that is gone is taken over. Returns how to give it back.
 *
 * @throws RefusedToStart when another live gateway holds it
 */
export function lockFolder(folder: string): () => void {
  const file = fileOf(folder);
  const started = startOf(process.pid);
  const mine: Holder = { pid: process.pid, token: randomUUID(), ...(started === undefined ? {} : { started }) };
  const draft = `${file}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        linkSync(draft, file);
        return () => {
          if (read(file)?.token === mine.token) rmSync(file, { force: true });
        };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = read(file);
      if (holder !== undefined && lives(holder)) refuse(folder, holder);
      setAside(file, holder?.token, mine.token);
    }
    throw new RefusedToStart(`The folder ${folder} is contended by several gateways: start one of them.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuse(folder: string, holder: Holder): never {
  throw new RefusedToStart(
    `The database folder ${folder} is in use by another gateway (process ${String(holder.pid)}): stop that one first, or set LIAISE_DATA to another folder.`,
  );
}

/** Removes a lock left behind, unless somebody has replaced it meanwhile. */
function setAside(file: string, stale: string | undefined, mine: string): void {
  const aside = `${file}.${mine}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = read(aside);
  if (moved !== undefined && moved.token !== stale) {
    // A lock that is not the one judged: it goes back where it was.
    try {
      linkSync(aside, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}
