import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readKeeper, writeKeeper } from './database-folder.ts';
import { accessOfRunning } from './embedded-server.ts';
import { findPrograms } from './embedded.ts';
import { lockFolder } from './folder-lock.ts';
import { openStore } from './open.ts';
import { isAlive } from './process.ts';
import { RefusedToStart } from './store.ts';
import { testVersion } from './test-database.ts';
import { actorOf } from './test-world.ts';
import { canReach, isRoot, unprivilegedUser } from './unprivileged.ts';

const version = testVersion;
const user = unprivilegedUser();
const program = fileURLToPath(new URL('test-writer.ts', import.meta.url));

interface Line {
  server?: number;
  data?: string;
  tenantId?: string;
  written?: string;
  unavailable?: boolean;
  closed?: boolean;
  failed?: string;
}

/** A gateway in a process of its own, and what it has said. */
class Writer {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  #complaints = '';
  #closed = false;
  readonly #ended: Promise<void>;
  readonly #waiting = new Set<() => void>();

  constructor(folder: string, tenantId = '-', as: { uid?: number; gid?: number } = {}) {
    this.child = spawn(process.execPath, ['--conditions=@liaise/source', program, folder, String(version), tenantId], {
      ...as,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error('no output');
    stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaints += text));
    createInterface(stdout).on('line', (line) => {
      this.lines.push(JSON.parse(line) as Line);
      for (const look of this.#waiting) look();
    });
    this.#ended = new Promise((done) => {
      this.child.on('close', () => {
        this.#closed = true;
        for (const look of this.#waiting) look();
        done();
      });
    });
  }

  /** Waits until it has said something of that kind, `times` over. */
  async said(kind: keyof Line, times = 1): Promise<Line> {
    return new Promise((found, failed) => {
      const look = () => {
        const those = this.lines.filter((line) => line[kind] !== undefined);
        const last = those[times - 1];
        const failure = this.lines.find((line) => line.failed !== undefined);
        if (last !== undefined) found(last);
        else if (failure !== undefined) failed(new Error(failure.failed));
        else if (this.#closed) {
          const { exitCode, signalCode } = this.child;
          failed(
            new Error(`It ended with ${String(exitCode ?? signalCode)} before it said "${kind}": ${this.#complaints}`),
          );
        } else return;
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The acknowledged writes. */
  get written(): string[] {
    return this.lines.flatMap(({ written }) => (written === undefined ? [] : [written]));
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.#ended;
  }
}

const made: string[] = [];
const writers: Writer[] = [];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-folder-'));
  chmodSync(folder, 0o755);
  made.push(folder);
  return join(folder, 'postgres');
}

function start(...given: ConstructorParameters<typeof Writer>): Writer {
  const writer = new Writer(...given);
  writers.push(writer);
  return writer;
}

afterEach(async () => {
  for (const writer of writers.splice(0)) {
    const server = writer.lines.find((line) => line.server !== undefined)?.server;
    if (writer.child.exitCode === null && writer.child.signalCode === null) await writer.end('SIGTERM');
    if (server !== undefined && isAlive(server)) process.kill(server, 'SIGINT');
  }
});
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** Everything under a folder with its size, time and mode; the same means that nobody wrote there. */
function look(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs, mode } = lstatSync(join(folder, name));
      return [name, size, mtimeMs, mode].join(' ');
    });
}

async function products(folder: string, tenantId: string): Promise<Set<string>> {
  const store = await openStore({ folder, version });
  try {
    const { rows } = await store.postgres.asOwner((client) =>
      client.query<{ id: string }>('SELECT id FROM products WHERE tenant_id = $1', [tenantId]),
    );
    return new Set(rows.map(({ id }) => id));
  } finally {
    await store.close();
  }
}

const missing = (writer: Writer, there: Set<string>) => writer.written.filter((id) => !there.has(id));

describe('a folder', () => {
  test('is made on the first start, readable by its owner only, and found again on the next', async () => {
    const folder = scratch();
    const first = start(folder);
    const { tenantId = '', data = '' } = await first.said('server');
    await first.said('written', 5);
    expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o077).toBe(0);
    await first.end('SIGTERM');
    expect(first.lines.at(-1)).toEqual({ closed: true });
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(folder, 'gateway.lock'))).toBe(false);
    expect(missing(first, await products(folder, tenantId))).toEqual([]);
  });

  test('is durable, keeps no value in its log, and no superuser among those who work in it', async () => {
    const folder = scratch();
    const store = await openStore({ folder, version });
    const { rows } = await store.postgres.asOwner((client) =>
      client.query(
        `SELECT current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('is_superuser') AS superuser`,
      ),
    );
    expect(rows).toEqual([{ checksums: 'on', encoding: 'UTF8', fsync: 'on', commit: 'on', superuser: 'off' }]);
    if (user !== undefined) expect(statSync(store.embedded?.data ?? '').uid).toBe(user.uid);

    const { owner, administrator } = accessOfRunning(folder);
    expect(owner.password).not.toBe(administrator.password);
    const stranger = new pg.Client({ ...owner, password: 'guessed' });
    stranger.on('error', () => undefined);
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');

    for (const text of [`SELECT 'private text'::integer`, `SELECT 'private value'::date`]) {
      await expect(store.postgres.asOwner((client) => client.query(text))).rejects.toThrow('private');
    }
    await store.close();
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8');
    expect(log).toContain('database system is ready');
    expect(log).not.toMatch(/SELECT|private/);
  });

  test('that a gateway holds is refused to a second one, and shared with a command that asks for it', async () => {
    const folder = scratch();
    const holder = start(folder);
    const { tenantId = '' } = await holder.said('server');
    await holder.said('written');
    const before = readFileSync(join(folder, 'gateway.lock'), 'utf8');
    await expect(openStore({ folder, version })).rejects.toThrow(
      `The database folder ${folder} is in use by another gateway (process ${String(holder.child.pid)}): stop that one first, or set LIAISE_DATA to another folder.`,
    );
    expect(readFileSync(join(folder, 'gateway.lock'), 'utf8')).toBe(before);
    const shared = await openStore({ folder, version, share: true });
    const listed = await shared.transact(actorOf(tenantId, 'system'), (work) =>
      work.list('products', { filters: {}, limit: 1 }),
    );
    expect(listed.length).toBe(1);
    await shared.close();
    const count = holder.written.length;
    await holder.said('written', count + 5);
  });
});

describe('a folder that must not be used', () => {
  let sound: string;
  beforeAll(async () => {
    sound = scratch();
    await (await openStore({ folder: sound, version })).close();
  });

  const copy = () => {
    const folder = scratch();
    // As it was, with its owners.
    const run = spawnSync('cp', ['-a', sound, folder]);
    expect(run.status).toBe(0);
    return folder;
  };

  const cases: [string, (folder: string) => void, RegExp][] = [
    [
      'without PG_VERSION',
      (folder) => rmSync(join(folder, 'data/PG_VERSION')),
      /is damaged \(data\/PG_VERSION is missing or cannot be read\): restore it from a backup, or set LIAISE_DATA to a new folder/,
    ],
    [
      'with nonsense for a version',
      (folder) => writeFileSync(join(folder, 'data/PG_VERSION'), 'x\n'),
      /PG_VERSION holds no version/,
    ],
    ['without global/pg_control', (folder) => rmSync(join(folder, 'data/global/pg_control')), /pg_control is missing/],
    [
      'with a short global/pg_control',
      (folder) => truncateSync(join(folder, 'data/global/pg_control'), 100),
      /pg_control is cut short/,
    ],
    ['without pg_wal', (folder) => rmSync(join(folder, 'data/pg_wal'), { recursive: true }), /pg_wal is missing/],
    ['without data', (folder) => rmSync(join(folder, 'data'), { recursive: true }), /data is missing/],
    ['without postgres.json', (folder) => rmSync(join(folder, 'postgres.json')), /postgres\.json is missing/],
    [
      'with an unreadable postgres.json',
      (folder) => writeFileSync(join(folder, 'postgres.json'), '{'),
      /unreadable postgres\.json: restore that file from a backup/,
    ],
    [
      'of a newer PostgreSQL',
      (folder) => writeFileSync(join(folder, 'data/PG_VERSION'), '99\n'),
      /was made by PostgreSQL 99, and this Liaise brings \d+: start the newer Liaise that made it/,
    ],
    [
      'of an older PostgreSQL',
      (folder) => writeFileSync(join(folder, 'data/PG_VERSION'), '14\n'),
      /was made by PostgreSQL 14, .*: dump it with the Liaise that made it and load that into a new folder/,
    ],
    [
      'that is a file',
      (folder) => {
        renameSync(folder, `${folder}.old`);
        writeFileSync(folder, '');
      },
      /is a file: set LIAISE_DATA to another folder/,
    ],
  ];
  test.each(cases)('%s is refused in one sentence, and not touched', async (_name, harm, sentence) => {
    const folder = copy();
    harm(folder);
    const before = look(dirname(folder));
    const refused: unknown = await openStore({ folder, version }).then(
      async (store) => store.close(),
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(RefusedToStart);
    const message = refused instanceof Error ? refused.message : '';
    expect(message).toMatch(sentence);
    expect(message).toMatch(/nothing was changed\.$/);
    expect(message).not.toMatch(/\.\s/);
    expect(look(dirname(folder))).toEqual(before);
  });

  test('unless its lock is that of a dead process, or its first start was killed at the very end', async () => {
    const folder = copy();
    const gone = spawnSync(process.execPath, ['-e', '']);
    const stale = [
      { pid: gone.pid, token: 'x' },
      // A process with the same id that started at another time is another process.
      { pid: process.pid, started: '1', token: 'x' },
      'half a li',
    ];
    for (const lock of stale) {
      writeFileSync(join(folder, 'gateway.lock'), typeof lock === 'string' ? lock : JSON.stringify(lock));
      lockFolder(folder)();
      expect(existsSync(join(folder, 'gateway.lock'))).toBe(false);
    }
    renameSync(join(folder, 'postgres.json'), join(folder, 'postgres.json.new'));
    await (await openStore({ folder, version })).close();
    expect(existsSync(join(folder, 'postgres.json'))).toBe(true);
  });

  test('with a damaged control file is refused with what PostgreSQL says', async () => {
    const folder = copy();
    const control = join(folder, 'data/global/pg_control');
    const bytes = readFileSync(control);
    bytes.fill(0x5a, 0, 64);
    writeFileSync(control, bytes);
    await expect(openStore({ folder, version })).rejects.toThrow(
      /^The embedded PostgreSQL did not start \(.+\): its log is .+; mend that or restore a backup of .+\.$/,
    );
    expect(readFileSync(control).equals(bytes)).toBe(true);
  });

  test('of a newer Liaise is refused, and its schema not touched', async () => {
    const folder = copy();
    const store = await openStore({ folder, version });
    await store.postgres.asOwner((client) =>
      client.query(`INSERT INTO migrations (name, checksum, applied_at) VALUES ('9999-from-the-future', 'x', now())`),
    );
    await store.close();
    await expect(openStore({ folder, version })).rejects.toThrow(
      'The database was made by a newer Liaise (it has "9999-from-the-future"): start that version or a newer one; nothing was changed.',
    );
    expect(existsSync(join(folder, 'gateway.lock'))).toBe(false);
    expect(existsSync(join(folder, 'data/postmaster.pid'))).toBe(false);
  });
});

test('a folder too deep for a socket is served on the loopback address, at the same port after a crash', async () => {
  const folder = join(dirname(scratch()), 'a-rather-long-name-'.repeat(6), 'postgres');
  const writer = start(folder);
  const { server = 0, tenantId = '' } = await writer.said('server');
  await writer.said('written', 5);
  const { owner } = accessOfRunning(folder);
  expect(owner.host).toBe('127.0.0.1');
  process.kill(server, 'SIGKILL');
  await writer.said('unavailable');
  await writer.said('written', writer.written.length + 5);
  expect(accessOfRunning(folder).owner.port).toBe(owner.port);
  await writer.end('SIGTERM');
  expect(missing(writer, await products(folder, tenantId))).toEqual([]);
});

test('a folder that cannot be made is refused in one sentence', async () => {
  const file = join(dirname(scratch()), 'file');
  writeFileSync(file, '');
  await expect(openStore({ folder: join(file, 'postgres'), version })).rejects.toThrow(
    /cannot be made or written \(ENOTDIR|EEXIST\): set LIAISE_DATA to a folder that this user may write; nothing was changed\.$/,
  );
});

describe('killed in the middle of writes', () => {
  test('the gateway: its server is taken over, and every acknowledged write is there', async () => {
    const folder = scratch();
    const killed = start(folder);
    const { server = 0, tenantId = '' } = await killed.said('server');
    await killed.said('written', 50);
    await killed.end('SIGKILL');
    expect(isAlive(server)).toBe(true);
    const next = start(folder, tenantId);
    await next.said('written', 10);
    expect(isAlive(server)).toBe(false);
    await next.end('SIGTERM');
    const there = await products(folder, tenantId);
    expect([...missing(killed, there), ...missing(next, there)]).toEqual([]);
    expect(killed.written.length).toBeGreaterThanOrEqual(50);
  });

  test('the database: the gateway starts it again and goes on, and every acknowledged write is there', async () => {
    const folder = scratch();
    const writer = start(folder);
    const { server = 0, tenantId = '' } = await writer.said('server');
    for (let kill = 0; kill < 2; kill++) {
      await writer.said('written', writer.written.length + 30);
      const pid =
        kill === 0 ? server : Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
      const told = writer.lines.filter((line) => line.unavailable === true).length;
      process.kill(pid, 'SIGKILL');
      await writer.said('unavailable', told + 1);
      await writer.said('written', writer.written.length + 30);
    }
    await writer.end('SIGTERM');
    expect(missing(writer, await products(folder, tenantId))).toEqual([]);
  });

  test('both at once: the next start finds every acknowledged write', async () => {
    const folder = scratch();
    const killed = start(folder);
    const { server = 0, tenantId = '' } = await killed.said('server');
    await killed.said('written', 50);
    process.kill(server, 'SIGKILL');
    await killed.end('SIGKILL');
    expect(missing(killed, await products(folder, tenantId))).toEqual([]);
  });

  test('a first start: the next one makes the folder anew', async () => {
    const folder = scratch();
    const killed = start(folder);
    const drafts = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('data.new')) : []);
    for (let waited = 0; drafts().length === 0 && waited < 2000; waited++) await delay(5);
    await killed.end('SIGKILL');
    expect(existsSync(join(folder, 'postgres.json'))).toBe(false);
    await (await openStore({ folder, version })).close();
    expect(drafts()).toEqual([]);
  });
});

describe.runIf(isRoot() && user !== undefined)('as root', () => {
  test('in a home that others cannot enter, the server is handed its folders, and they stay there', async () => {
    const home = dirname(scratch());
    chmodSync(home, 0o700);
    const folder = join(home, 'liaise', '.liaise', 'postgres');
    const first = start(folder);
    const { tenantId = '', data = '' } = await first.said('server');
    await first.said('written', 5);
    expect(canReach(data, user)).toBe(false);
    expect(data).toBe(join(folder, 'data'));
    expect(readKeeper(folder)?.place).toBe('.');
    // Killed, it is taken over like any other.
    await first.end('SIGKILL');
    const { server = 0 } = await first.said('server');
    process.kill(server, 'SIGKILL');
    expect(missing(first, await products(folder, tenantId))).toEqual([]);
  });

  test('a database elsewhere is found by the name that its folder keeps, and missed in words', async () => {
    const folder = scratch();
    await (await openStore({ folder, version })).close();
    const elsewhere = join(dirname(folder), 'elsewhere');
    mkdirSync(elsewhere);
    renameSync(join(folder, 'data'), join(elsewhere, 'data'));
    const keeper = readKeeper(folder);
    if (keeper === undefined) throw new Error('no keeper');
    writeKeeper(folder, { ...keeper, place: elsewhere });
    const store = await openStore({ folder, version });
    expect(store.embedded?.data).toBe(join(elsewhere, 'data'));
    await store.close();
    rmSync(elsewhere, { recursive: true });
    await expect(openStore({ folder, version })).rejects.toThrow(`(${elsewhere}/data, which it names, is missing)`);
  });

  test('programs that its user cannot reach are copied to where it can', () => {
    const home = dirname(scratch());
    const native = resolve(dirname(findPrograms(version, undefined).postgres), '..');
    const closed = join(home, 'closed', 'native');
    mkdirSync(dirname(closed), { mode: 0o700 });
    cpSync(native, closed, { recursive: true, verbatimSymlinks: true });
    const programs = findPrograms(version, user, closed);
    expect(programs.postgres.startsWith(home)).toBe(false);
    const run = spawnSync(programs.postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
    expect(run.stdout).toMatch(new RegExp(`PostgreSQL\\) ${String(version)}\\.`));
  });

  test('a folder that another user owns is opened by that user alone', async () => {
    if (user === undefined) return;
    const folder = scratch();
    chownSync(dirname(folder), user.uid, user.gid);
    const own = start(folder, '-', user);
    const { tenantId = '' } = await own.said('server');
    await own.said('written', 3);
    await own.end('SIGTERM');
    expect(missing(own, await products(folder, tenantId))).toEqual([]);
    const closed = scratch();
    await (await openStore({ folder: closed, version })).close();
    const other = start(closed, '-', user);
    await expect(other.said('server')).rejects.toThrow(
      'cannot be read and written by this user: start the gateway as its owner',
    );
  });
});
