import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RefusedToStart } from './errors.ts';
import { commandOf, isAlive } from './process.ts';
import { HandedOver } from './handed-over.ts';
import { environment, isClosedTo } from './initialise.ts';
import type { User } from './unprivileged.ts';

/** The programs of one PostgreSQL, in a place that the user who runs them can reach. */
export interface Programs {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** 15, 18. */
  major: number;
}

/** How a server is reached: a socket in a folder (which then is `host`), or the loopback address with a port. */
export interface Address {
  host: string;
  port: number;
}

/** Where a server keeps what. */
export interface Place {
  /** PostgreSQL's own data folder. */
  data: string;
  /** Its log. */
  log: string;
  /** A folder for its socket, short enough for one; `undefined` where sockets do not serve. */
  socket?: string | undefined;
}

/** Settings of PostgreSQL by name, beside or instead of the usual ones; for servers that tests throw away. */
export type ServerSettings = Readonly<Record<string, string>>;

/** All that a server is started with. */
export interface Launch {
  programs: Programs;
  place: Place;
  user: User | undefined;
  settings: ServerSettings;
}

const startWithin = 60_000;
const stopWithin = 60_000;
const largestLog = 10 * 1024 * 1024;

/** What `postmaster.pid` says: the server's process, its data folder and its state. */
interface Postmaster {
  pid: number;
  data: string;
  ready: boolean;
}

function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0
      ? { pid, data: lines[1] ?? '', ready: (lines[7] ?? '').startsWith('ready') }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The live server on a data folder that this process did not start, if there is one. */
function strayServer(data: string): number | undefined {
  const found = readPostmaster(data);
  if (found === undefined || !isAlive(found.pid)) return undefined;
  const command = commandOf(found.pid);
  return command === '' || command.includes('postgres') ? found.pid : undefined;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}

async function waitForEnd(pid: number, most: number): Promise<boolean> {
  for (const end = Date.now() + most; Date.now() < end; await delay(20)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
}

/** Stops a server cleanly: open transactions are rolled back, what was committed is written. */
async function stopProcess(programs: Programs, data: string, pid: number, user: User | undefined): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(programs.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w'], {
      ...user,
      env: environment(),
      stdio: 'ignore',
    });
  } else signal(pid, 'SIGINT');
  if (await waitForEnd(pid, stopWithin)) return;
  signal(pid, 'SIGQUIT');
  await waitForEnd(pid, 10_000);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

/** The settings of the server. Durable, modest, and a log that holds no value of a statement. */
function flags(socket: string | undefined, address: Address, settings: ServerSettings): string[] {
  const values: Record<string, string> = {
    port: String(address.port),
    listen_addresses: socket === undefined ? address.host : '',
    unix_socket_directories: socket ?? '',
    unix_socket_permissions: '0700',
    max_connections: '50',
    shared_buffers: '64MB',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    statement_timeout: '300s',
    idle_in_transaction_session_timeout: '60s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'ISO',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    // Above errors: their messages quote the values they complain of. The gateway logs its own failures.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_line_prefix: '%m [%p] ',
    ...settings,
  };
  if (process.platform === 'win32') {
    delete values['unix_socket_permissions'];
    delete values['unix_socket_directories'];
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A running server. */
export interface RunningServer {
  address: Address;
  pid: number;
  /** Calls back when the server ends without having been stopped. */
  onEnd(listener: () => void): void;
  stop(): Promise<void>;
}

/**
 * Starts a server on a data folder. A server that a killed gateway left running there is stopped first; what is left
 * of a killed server is waited for.
 *
 * @param wanted the address it had before, for a server that is started again under those who are connected to it
 */
export async function startServer(launch: Launch, wanted?: Address): Promise<RunningServer> {
  const { programs, place, user } = launch;
  const stray = strayServer(place.data);
  if (stray !== undefined) await stopProcess(programs, place.data, stray, user);
  if (place.socket !== undefined) {
    mkdirSync(place.socket, { recursive: true, mode: 0o700 });
    if (user !== undefined) chownSync(place.socket, user.uid, user.gid);
  }
  for (let attempt = 1; ; attempt++) {
    const started = await attemptStart(launch, wanted);
    if ('server' in started) return started.server;
    // Children of a killed server hold its memory until they notice; a port may have been taken since it was found free.
    const passing =
      /pre-existing shared memory|still in use|lock file|Address already in use|could not bind|already exists/i;
    if (attempt === 30 || !passing.test(started.said)) {
      throw new RefusedToStart(
        `The embedded PostgreSQL did not start (${started.said}): its log is ${place.log}; mend that or restore a backup of ${place.data}.`,
      );
    }
    await delay(Math.min(100 * attempt, 2000));
  }
}

async function attemptStart(
  { programs, place, user, settings }: Launch,
  wanted: Address | undefined,
): Promise<{ server: RunningServer } | { said: string }> {
  if (existsSync(place.log) && statSync(place.log).size > largestLog) renameSync(place.log, `${place.log}.old`);
  const address: Address =
    place.socket === undefined
      ? (wanted ?? { host: '127.0.0.1', port: await freePort() })
      : { host: place.socket, port: 5432 };
  const log = openSync(place.log, 'a', 0o600);
  const logFrom = statSync(place.log).size;
  const handed = new HandedOver(isClosedTo(place.data, user));
  let child: ChildProcess;
  try {
    const data = handed.path(place.data);
    const socket = place.socket === undefined ? undefined : handed.path(place.socket);
    child = spawn(programs.postgres, ['-D', data, ...flags(socket, address, settings)], {
      ...user,
      cwd: '/',
      env: environment(),
      stdio: ['ignore', log, log, ...handed.descriptors],
      // Out of the terminal's group: an interrupt there is for the gateway, which then stops the server itself.
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(log);
    handed.close();
  }
  const life: { ended: boolean; stopping: boolean; listeners: (() => void)[] } = {
    ended: false,
    stopping: false,
    listeners: [],
  };
  const end = () => {
    if (life.ended) return;
    life.ended = true;
    if (!life.stopping) for (const listener of life.listeners) listener();
  };
  child.on('exit', end);
  child.on('error', end);
  child.unref();
  const pid = child.pid;
  if (pid === undefined) return { said: 'its program could not be run' };
  for (const giveUp = Date.now() + startWithin; Date.now() < giveUp && !life.ended; await delay(10)) {
    const postmaster = readPostmaster(place.data);
    if (postmaster?.pid === pid && postmaster.ready) {
      return {
        server: {
          address,
          pid,
          onEnd: (listener) => life.listeners.push(listener),
          stop: async () => {
            life.stopping = true;
            if (!life.ended) await stopProcess(programs, place.data, pid, user);
          },
        },
      };
    }
  }
  if (!life.ended) {
    life.stopping = true;
    await stopProcess(programs, place.data, pid, user);
    return { said: 'it was not ready within a minute' };
  }
  return { said: lastWords(place.log, logFrom) };
}

/** The last line of a log that says why, without its time. */
function lastWords(log: string, from: number): string {
  const lines = readFileSync(log).subarray(from).toString().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
  return fatal.replace(/^.*?(?:FATAL|PANIC|ERROR):\s*/, '') || 'it ended without a word';
}
