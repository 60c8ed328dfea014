import { createHash } from 'node:crypto';
import pg from 'pg';
import { RefusedToStart, codeOf } from './errors.ts';

/** The oldest PostgreSQL whose SQL this is, as `server_version_num` counts. */
export const oldestVersion = 150_000;

/** The role to which transactions in a database step down. Each database of a cluster has its own. */
export function appRoleOf(database: string): string {
  const plain = database.toLowerCase().replace(/[^a-z0-9_]/g, '_');
  const name = `liaise_app_${plain}`;
  if (plain === database && name.length <= 63) return name;
  return `${name.slice(0, 50)}_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`;
}

/** What is known of a database and of the role that opened it. */
export interface Opened {
  versionNumber: number;
  version: string;
  database: string;
  user: string;
  superuser: boolean;
  appRole: string;
}

/** Reads the version and the role; refuses an engine that is too old. */
export async function inspect(client: pg.ClientBase): Promise<Opened> {
  const { rows } = await client.query<{
    number: string;
    version: string;
    database: string;
    user: string;
    superuser: boolean;
    encoding: string;
  }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version, current_database() AS database, current_user AS user, current_setting('is_superuser') = 'on' AS superuser, current_setting('server_encoding') AS encoding`,
  );
  const row = rows[0];
  if (row === undefined) throw new RefusedToStart('The database did not say what it is.');
  if (Number(row.number) < oldestVersion) {
    throw new RefusedToStart(
      `The database is PostgreSQL ${row.version}; Liaise needs 15 or newer, so point DATABASE_URL at a newer server.`,
    );
  }
  if (row.encoding !== 'UTF8') {
    throw new RefusedToStart(
      `The database "${row.database}" is encoded in ${row.encoding}; create one with ENCODING 'UTF8' and point DATABASE_URL at it.`,
    );
  }
  return {
    versionNumber: Number(row.number),
    version: row.version,
    database: row.database,
    user: row.user,
    superuser: row.superuser,
    appRole: appRoleOf(row.database),
  };
}

/** Makes the role of the transactions where it is missing and lets the opening role step down to it. */
export async function ensureAppRole(client: pg.ClientBase, opened: Opened): Promise<void> {
  const role = pg.escapeIdentifier(opened.appRole);
  const user = pg.escapeIdentifier(opened.user);
  const byHand = `ask its administrator to run: CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO ${user};`;
  const { rows } = await client.query<{ exists: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS exists, coalesce((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1), false) AS member`,
    [opened.appRole],
  );
  const { exists = false, member = false } = rows[0] ?? {};
  try {
    if (!exists) {
      await client
        .query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`)
        .catch((error: unknown) => {
          // Another gateway made it in the same moment.
          if (codeOf(error) !== '42710' && codeOf(error) !== '23505') throw error;
        });
    }
    if (!member && !opened.superuser) await client.query(`GRANT ${role} TO ${user}`);
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new RefusedToStart(
      `The role "${opened.user}" of DATABASE_URL may not make the role that Liaise's transactions step down to; ${byHand}`,
    );
  }
}

/** Gives the role of the transactions the rights to the tables, once; `tenantless` tables get none. */
export async function grantTables(client: pg.ClientBase, opened: Opened, tenantless: readonly string[]): Promise<void> {
  const role = pg.escapeIdentifier(opened.appRole);
  const { rows } = await client.query<{ schema: string; name: string; kind: string }>(
    `SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v') AND c.relname <> ALL ($2) AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND NOT has_table_privilege($1, c.oid, CASE WHEN c.relkind = 'v' THEN 'SELECT' ELSE 'DELETE' END)`,
    [opened.appRole, tenantless],
  );
  if (rows.length === 0) return;
  const schema = pg.escapeIdentifier(rows[0]?.schema ?? 'public');
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  for (const { name, kind } of rows) {
    const rights = kind === 'v' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
    await client.query(`GRANT ${rights} ON ${schema}.${pg.escapeIdentifier(name)} TO ${role}`);
  }
}

/**
 * Makes sure that transactions run under row-level security: the role they step down to is no superuser, bypasses
 * nothing and owns no table, and the opening role can step down to it. Throws `RefusedToStart` otherwise.
 */
export async function checkStepDown(client: pg.ClientBase, opened: Opened): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean; owns: boolean }>(
    `SELECT rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND pg_has_role(r.oid, c.relowner, 'USAGE') AND c.relkind IN ('r', 'p', 'v')) AS owns FROM pg_roles r WHERE rolname = $1`,
    [opened.appRole],
  );
  const found = rows[0];
  const name = `"${opened.appRole}"`;
  const refuse = (why: string): never => {
    throw new RefusedToStart(
      `Liaise does not start because its transactions would not be held by row-level security: ${why}.`,
    );
  };
  if (found === undefined)
    return refuse(`the role ${name} is missing; run "liaise migrate" as the owner of the schema`);
  if (found.rolsuper) refuse(`the role ${name} is a superuser; run ALTER ROLE ${name} NOSUPERUSER`);
  if (found.rolbypassrls) refuse(`the role ${name} bypasses it; run ALTER ROLE ${name} NOBYPASSRLS`);
  if (found.owns) refuse(`the role ${name} owns tables of the schema; give them to the role of DATABASE_URL`);
  await client.query('BEGIN READ ONLY');
  try {
    await client.query(`SET LOCAL ROLE ${pg.escapeIdentifier(opened.appRole)}`);
    const answer = await client.query<{ active: boolean }>(`SELECT row_security_active('customers') AS active`);
    if (answer.rows[0]?.active !== true) refuse('it is not active on the table "customers"; run "liaise migrate"');
  } catch (error) {
    if (error instanceof RefusedToStart) throw error;
    refuse(
      `the role "${opened.user}" cannot step down to ${name}; run GRANT ${name} TO ${pg.escapeIdentifier(opened.user)}`,
    );
  } finally {
    await client.query('ROLLBACK');
  }
}
