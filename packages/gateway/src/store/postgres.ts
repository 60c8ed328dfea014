import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Actor } from '../access/actor.ts';
import { Unavailable, isConnectionError, isRetryable, translate } from './errors.ts';
import { migrate, readSchemaState } from './migrate.ts';
import { tenantless } from './migrations/index.ts';
import { ChangeWatch } from './changes.ts';
import { Gate } from './gate.ts';
import { clientKysely, createPool, type Connection, type PoolOptions } from './pool.ts';
import { Repository } from './repository.ts';
import { checkStepDown, ensureAppRole, grantTables, inspect, type Opened } from './roles.ts';
import { NotStorable, RefusedToStart, type Store, type Tenant, type Work } from './store.ts';

const mostAttempts = 6;
const statementTimeout = 30_000;

/** How a store over PostgreSQL is opened. */
export interface PostgresOptions extends PoolOptions {
  /** Whether pending migrations are applied; otherwise the store refuses to open with them. Applied unless said. */
  migrate?: boolean;
}

/** Records in PostgreSQL. Open it with `openPostgres`. */
export class PostgresStore implements Store {
  readonly opened: Opened;
  readonly #pool: pg.Pool;
  readonly #options: PoolOptions;
  readonly #role: string;
  readonly #tenants = new Map<string, Tenant>();
  readonly #changes: ChangeWatch;

  constructor(connection: Connection, pool: pg.Pool, opened: Opened, options: PoolOptions) {
    this.opened = opened;
    this.#pool = pool;
    this.#options = options;
    this.#role = pg.escapeIdentifier(opened.appRole);
    this.#changes = new ChangeWatch(connection, pool);
  }

  async transact<T>(actor: Actor, work: (work: Work) => Promise<T>, options: { readOnly?: boolean } = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const progress = { begun: false };
      try {
        return await this.#once(actor, work, options.readOnly === true, progress);
      } catch (error) {
        // A pooled connection may have died unnoticed; until it has begun nothing has happened.
        const unused = !progress.begun && isConnectionError(error);
        if (!(unused || isRetryable(error)) || attempt === mostAttempts) throw translate(error);
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  async #once<T>(
    actor: Actor,
    work: (work: Work) => Promise<T>,
    readOnly: boolean,
    progress: { begun: boolean },
  ): Promise<T> {
    const now = new Date();
    const begin = this.#begin(actor, now, readOnly);
    this.#options.onStatement?.(begin);
    const client = await this.#connect();
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      const repository: { current?: Repository } = {};
      const gate = new Gate();
      const result = await clientKysely(client, begin, this.#options, gate)
        .transaction()
        .execute((transaction) => {
          progress.begun = true;
          repository.current = new Repository(actor, now, transaction, gate);
          return work(repository.current);
        });
      if (repository.current?.changed === true) this.#changes.tell(actor.tenantId);
      return result;
    } catch (error) {
      if (isConnectionError(error)) broken ??= error instanceof Error ? error : new Error('connection lost');
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  /** All that a transaction begins with, in one round trip. */
  #begin(actor: Actor, now: Date, readOnly: boolean): string {
    const settings: Record<string, string> = {
      timezone: 'UTC',
      datestyle: 'ISO',
      statement_timeout: String(statementTimeout),
      // Planning under row policies costs more than a plan's fit to its values gains: plan once, then reuse.
      plan_cache_mode: 'force_generic_plan',
      'liaise.tenant': actor.tenantId,
      'liaise.role': actor.role,
      'liaise.subject': actor.subject,
      'liaise.rep': actor.repId ?? '',
      'liaise.teams': actor.teamIds.join(','),
      'liaise.contact': actor.contactId ?? '',
      'liaise.customer': actor.customerId ?? '',
      'liaise.invitation': actor.invitationId ?? '',
      'liaise.invitations': (actor.invitationIds ?? []).join(','),
      'liaise.today': now.toISOString().slice(0, 10),
    };
    // A NUL would end the statement's text before its end.
    if (Object.values(settings).some((value) => value.includes('\0'))) throw new NotStorable('An actor holds a NUL.');
    const set = Object.entries(settings).map(
      ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
    );
    const mode = readOnly ? 'ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'ISOLATION LEVEL READ COMMITTED';
    return `BEGIN ${mode}; SET LOCAL ROLE ${this.#role}; SELECT ${set.join(', ')}`;
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new Unavailable('The database does not answer.', { cause: error });
    }
  }

  async tenant(ref: string): Promise<{ id: string; ref: string } | null> {
    const known = this.#tenants.get(ref);
    if (known !== undefined) return known;
    return (await this.tenants()).find((tenant) => tenant.ref === ref) ?? null;
  }

  async tenants(): Promise<Tenant[]> {
    const rows = await this.#asOwner<Tenant>('SELECT id, ref, name, sample FROM tenants ORDER BY id');
    this.#tenants.clear();
    for (const row of rows) this.#tenants.set(row.ref, row);
    return rows;
  }

  async createTenant(tenant: Tenant): Promise<void> {
    await this.#asOwner(
      'INSERT INTO tenants (id, ref, name, sample, created_at, data) VALUES ($1, $2, $3, $4, $5, $6)',
      [tenant.id, tenant.ref, tenant.name, tenant.sample, new Date(), '{}'],
    );
  }

  onChange(listener: (tenantId: string) => void): () => void {
    return this.#changes.listen(listener);
  }

  async check(): Promise<void> {
    const client = await this.#connect();
    try {
      const { pending } = await readSchemaState(client);
      if (pending.length > 0) {
        throw new Error(`The schema lacks "${pending.join('", "')}": run "liaise migrate", or restart the gateway.`);
      }
    } catch (error) {
      throw translate(error);
    } finally {
      client.release();
    }
  }

  async refreshStatistics(): Promise<void> {
    const tables = await this.#asOwner<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() ORDER BY c.relname`,
    );
    for (const { name } of tables) await this.#asOwner(`ANALYZE ${name}`);
  }

  /** Runs work on a connection as the role that opened the store: no tenant, no row policy. For upkeep and reports only. */
  async asOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      return await work(client);
    } catch (error) {
      throw translate(error);
    } finally {
      client.release();
    }
  }

  async #asOwner<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.asOwner(async (client) => (await client.query<Row>(text, values)).rows);
  }

  async close(): Promise<void> {
    await this.#changes.close();
    await this.#pool.end();
  }
}

/**
 * Opens the store of a PostgreSQL: checks its version, brings its schema up to date, and makes sure that transactions
 * are held by row-level security.
 *
 * @throws RefusedToStart with one sentence that says what to do
 */
export async function openPostgres(connection: Connection, options: PostgresOptions = {}): Promise<PostgresStore> {
  const pool = createPool(connection, options);
  try {
    const client = await pool.connect();
    try {
      const opened = await inspect(client);
      const { pending } = await readSchemaState(client);
      if (options.migrate === false) {
        if (pending.length > 0) {
          throw new RefusedToStart(`The schema lacks "${pending.join('", "')}": run "liaise migrate" first.`);
        }
      } else {
        await ensureAppRole(client, opened);
        await migrate(client);
        await grantTables(client, opened, tenantless);
      }
      await checkStepDown(client, opened);
      return new PostgresStore(connection, pool, opened, options);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw translate(error);
  }
}
