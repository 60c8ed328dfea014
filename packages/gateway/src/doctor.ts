import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type pg from 'pg';
import { readOptions, type Command } from './cli/command.ts';
import { dataFolder } from './cli/data-folder.ts';
import { inspectFolder, placeOf } from './store/database-folder.ts';
import { usualVersion } from './store/embedded.ts';
import { holderOf } from './store/folder-lock.ts';
import { readSchemaState } from './store/migrate.ts';
import { tenantless } from './store/migrations/index.ts';
import { openStore, type StoreLocation } from './store/open.ts';
import { checkStepDown, type Opened } from './store/roles.ts';

/** One finding: what was looked at, how it stands, and in words what was found or what to do. */
export interface Finding {
  what: string;
  state: 'ok' | 'warn' | 'bad';
  words: string;
}

const gigabyte = 1024 ** 3;
const size = (bytes: number) =>
  bytes >= gigabyte ? `${(bytes / gigabyte).toFixed(1)} GB` : `${(bytes / 1024 ** 2).toFixed(0)} MB`;
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Looks at where records lie and says how it stands: versions, folder, lock, disk, roles, schema, row-level security,
 * clock. Changes nothing; an embedded database that no gateway runs is started for the look and stopped again.
 */
export async function examine(location: StoreLocation): Promise<Finding[]> {
  const findings: Finding[] = [{ what: 'node', state: 'ok', words: process.version }];
  if ('folder' in location) {
    const found = await examineFolder(resolve(location.folder), location.version ?? usualVersion);
    findings.push(...found);
    if (found.some(({ state }) => state === 'bad') || !existsSync(location.folder)) return findings;
  }
  try {
    const store = await openStore('folder' in location ? { ...location, share: true } : location, {
      migrate: false,
      connections: 2,
    });
    try {
      const { opened } = store.postgres;
      findings.push(...(await store.postgres.asOwner((client) => examineDatabase(client, opened))));
    } finally {
      await store.close();
    }
  } catch (error) {
    findings.push({ what: 'database', state: 'bad', words: reason(error) });
  }
  return findings;
}

async function examineFolder(folder: string, major: 15 | 18): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const found = inspectFolder(folder, major);
    if (found === 'new') findings.push({ what: 'folder', state: 'ok', words: `${folder} holds no database yet` });
    else findings.push({ what: 'folder', state: 'ok', words: `${folder}, data in ${placeOf(folder, found).data}` });
  } catch (error) {
    return [{ what: 'folder', state: 'bad', words: reason(error) }];
  }
  const keeper = join(folder, 'postgres.json');
  if (process.platform !== 'win32' && existsSync(keeper) && (statSync(keeper).mode & 0o077) !== 0) {
    findings.push({
      what: 'passwords',
      state: 'bad',
      words: `${keeper} can be read by others: allow its owner only (chmod 600)`,
    });
  }
  const holder = holderOf(folder);
  findings.push({
    what: 'lock',
    state: 'ok',
    words: holder === undefined ? 'no gateway runs on it' : `held by the gateway of process ${holder.pid}`,
  });
  findings.push(await examineDisk(folder));
  return findings;
}

async function examineDisk(folder: string): Promise<Finding> {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = await statfs(there);
  const free = bavail * bsize;
  const words = `${size(free)} free`;
  if (free < gigabyte / 10) return { what: 'disk', state: 'bad', words: `${words}: make room before writes fail` };
  return free < gigabyte
    ? { what: 'disk', state: 'warn', words: `${words}: make room soon` }
    : { what: 'disk', state: 'ok', words };
}

async function examineDatabase(client: pg.ClientBase, opened: Opened): Promise<Finding[]> {
  return [
    {
      what: 'database',
      state: 'ok',
      words: `PostgreSQL ${opened.version}, database "${opened.database}"`,
    },
    await examineRoles(client, opened),
    await examineSchema(client),
    await examineRowSecurity(client),
    await examineClock(client),
    ...(await examineServer(client)),
  ];
}

async function examineRoles(client: pg.ClientBase, opened: Opened): Promise<Finding> {
  try {
    await checkStepDown(client, opened);
    const words = `"${opened.user}" steps down to "${opened.appRole}"`;
    return opened.superuser
      ? { what: 'roles', state: 'warn', words: `${words}; it is a superuser: give the schema to a role that is not` }
      : { what: 'roles', state: 'ok', words };
  } catch (error) {
    return { what: 'roles', state: 'bad', words: reason(error) };
  }
}

async function examineSchema(client: pg.ClientBase): Promise<Finding> {
  try {
    const { applied, pending } = await readSchemaState(client);
    return pending.length === 0
      ? { what: 'schema', state: 'ok', words: applied.at(-1) ?? 'none' }
      : { what: 'schema', state: 'bad', words: `lacks ${pending.join(', ')}: run "liaise migrate"` };
  } catch (error) {
    return { what: 'schema', state: 'bad', words: reason(error) };
  }
}

async function examineRowSecurity(client: pg.ClientBase): Promise<Finding> {
  const { rows } = await client.query<{ name: string; guarded: boolean }>(
    `SELECT c.relname AS name, c.relrowsecurity AND (SELECT count(DISTINCT polcmd) FROM pg_policy p WHERE p.polrelid = c.oid) = 4 AS guarded FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace AND c.relname <> ALL ($1) AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') ORDER BY c.relname COLLATE "C"`,
    [tenantless],
  );
  const open = rows.filter(({ guarded }) => !guarded).map(({ name }) => name);
  return open.length === 0
    ? { what: 'row policies', state: 'ok', words: `on for all ${rows.length} tables` }
    : { what: 'row policies', state: 'bad', words: `off or incomplete for ${open.join(', ')}: restore the schema` };
}

async function examineClock(client: pg.ClientBase): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ now: string }>('SELECT clock_timestamp() AS now');
  const after = Date.now();
  const there = Date.parse(rows[0]?.now ?? '');
  const apart = there < before ? before - there : Math.max(0, there - after);
  const words = `${(apart / 1000).toFixed(1)} s apart from the database's`;
  return {
    what: 'clock',
    state: apart > 5000 ? 'warn' : 'ok',
    words: apart > 5000 ? `${words}: set both by NTP` : words,
  };
}

async function examineServer(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{
    bytes: number;
    used: number;
    most: number;
    fsync: string;
    tenants: number;
    oldest: number;
  }>(
    `SELECT pg_database_size(current_database()) AS bytes, (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used, current_setting('max_connections')::integer AS most, current_setting('fsync') AS fsync, (SELECT count(*) FROM tenants) AS tenants, coalesce((SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) FROM pg_stat_activity WHERE backend_xid IS NOT NULL), 0)::integer AS oldest`,
  );
  const row = rows[0];
  if (row === undefined) return [];
  return [
    { what: 'size', state: 'ok', words: `${size(row.bytes)}, ${row.tenants} tenants` },
    {
      what: 'connections',
      state: row.used > row.most * 0.8 ? 'warn' : 'ok',
      words: `${row.used} of ${row.most} in use`,
    },
    row.fsync === 'on'
      ? { what: 'durability', state: 'ok', words: 'what is acknowledged is on disk' }
      : { what: 'durability', state: 'bad', words: 'fsync is off: set it on, or a power cut loses records' },
    row.oldest > 60
      ? {
          what: 'events',
          state: 'warn',
          words: `a transaction has been writing for ${row.oldest} s: changes are told once it ends`,
        }
      : { what: 'events', state: 'ok', words: 'nothing holds them back' },
  ];
}

/** `liaise doctor`: one line a finding; the exit code is 1 where something is bad. */
export const doctor: Command = {
  usage: 'liaise doctor [--data DIR]',
  options: ['--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)'],
  async run(args, context) {
    const { values } = readOptions(args, { data: { type: 'string' } });
    const findings = await examine(dataFolder(context, values.data).location);
    for (const { what, state, words } of findings) context.out(`${state.padEnd(5)} ${what.padEnd(13)} ${words}`);
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};
