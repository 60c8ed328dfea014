import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { RefusedToStart, codeOf } from './errors.ts';
import { migrations as ours, type Migration } from './migrations/index.ts';

const leaseSeconds = 60;

/** A migration's content as one value, so that a changed one is noticed. */
export function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.steps.join(';\n')).digest('hex');
}

/** How the schema of a database stands against this version's migrations. */
export interface SchemaState {
  applied: string[];
  pending: string[];
}

/**
 * Compares what a database has applied with what this version knows; changes nothing.
 *
 * @throws RefusedToStart when the database is newer, or an applied migration is not the one known here
 */
export async function readSchemaState(client: pg.ClientBase, known: readonly Migration[] = ours): Promise<SchemaState> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.migrations') IS NOT NULL AS there`,
  );
  const applied =
    found[0]?.there === true
      ? (
          await client.query<{ name: string; checksum: string }>(
            `SELECT name, checksum FROM migrations ORDER BY name COLLATE "C"`,
          )
        ).rows
      : [];
  const names = new Set(known.map(({ name }) => name));
  const unknown = applied.filter(({ name }) => !names.has(name));
  if (unknown.length > 0) {
    throw new RefusedToStart(
      `The database was made by a newer Liaise (it has "${unknown.map(({ name }) => name).join('", "')}"): start that version or a newer one; nothing was changed.`,
    );
  }
  for (const { name, checksum } of applied) {
    const migration = known.find((one) => one.name === name);
    if (migration !== undefined && checksumOf(migration) !== checksum) {
      throw new RefusedToStart(
        `The database's schema "${name}" is not the one this Liaise knows: start the version that made it, or restore a backup; nothing was changed.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return { applied: [...done], pending: known.filter(({ name }) => !done.has(name)).map(({ name }) => name) };
}

/**
 * Brings a database to this version's schema. One gateway migrates at a time: a lease in a row says which; the others
 * wait for it. Each migration is one transaction with its entry in `migrations`.
 *
 * @returns the names of those that were applied now
 */
export async function migrate(client: pg.ClientBase, known: readonly Migration[] = ours): Promise<string[]> {
  if ((await readSchemaState(client, known)).pending.length === 0) return [];
  await createBooks(client);
  const holder = randomUUID();
  await takeLease(client, holder);
  try {
    const done: string[] = [];
    const { pending } = await readSchemaState(client, known);
    for (const migration of known) {
      if (!pending.includes(migration.name)) continue;
      await apply(client, migration);
      done.push(migration.name);
    }
    return done;
  } finally {
    await client.query('DELETE FROM migration_lease WHERE holder = $1', [holder]).catch(() => undefined);
  }
}

async function createBooks(client: pg.ClientBase): Promise<void> {
  const tables = [
    `CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS migration_lease (name text PRIMARY KEY, holder uuid NOT NULL, until timestamptz NOT NULL)`,
  ];
  for (const table of tables) {
    try {
      await client.query(table);
    } catch (error) {
      if (codeOf(error) === '42501') {
        throw new RefusedToStart(
          'The role of DATABASE_URL may not create tables in its schema: make it the owner of the database, or grant it CREATE on the schema.',
        );
      }
      // Two gateways may create it in the same moment: then it, or its index entry, or its row type, is there.
      if (!['23505', '42P07', '42710'].includes(codeOf(error))) throw error;
    }
  }
}

async function takeLease(client: pg.ClientBase, holder: string): Promise<void> {
  const giveUp = Date.now() + 2 * leaseSeconds * 1000;
  for (;;) {
    const now = Date.now();
    const { rowCount } = await client.query(
      `INSERT INTO migration_lease (name, holder, until) VALUES ('schema', $1, $2) ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE migration_lease.until < $3`,
      [holder, new Date(now + leaseSeconds * 1000), new Date(now)],
    );
    if (rowCount === 1) return;
    if (now > giveUp) {
      throw new RefusedToStart(
        'Another gateway has been changing the schema for two minutes: wait until it is done, then start again.',
      );
    }
    await delay(200);
  }
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    for (const step of migration.steps) await client.query(step);
    await client.query('INSERT INTO migrations (name, checksum, applied_at) VALUES ($1, $2, $3)', [
      migration.name,
      checksumOf(migration),
      new Date(),
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
