import { createHash } from 'node:crypto';
import pg from 'pg';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Gate } from './gate.ts';
import type { Tables } from './tables.ts';
import { types } from './values.ts';

/** Where a PostgreSQL is and how to be let in. */
export type Connection =
  { url: string } | { host: string; port: number; user: string; password: string; database: string };

export interface PoolOptions {
  /** How many connections at most; 16 unless said. */
  connections?: number;
  /** Whether repeated statements are prepared by name. Off behind a pooler that does not carry names. On unless said. */
  prepare?: boolean;
  /** Told every statement's text before it runs; tests read it. */
  onStatement?: (text: string) => void;
}

/** Opens a pool of connections; none is made before the first is asked for. */
export function createPool(connection: Connection, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionConfig(connection),
    max: options.connections ?? 16,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
  });
  // A connection that fails while idle is dropped by the pool; whoever asks next gets a new one.
  pool.on('error', () => undefined);
  // Nobody listens to a connection in the moment in which it is handed out; what fails then is told by its next query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The driver's configuration of a connection. */
export function connectionConfig(connection: Connection): pg.ClientConfig {
  const where = 'url' in connection ? { connectionString: connection.url } : connection;
  return { ...where, types, application_name: 'liaise', keepAlive: true };
}

const names = new Map<string, string>();
const mostNames = 1000;

/** A name for a statement's text, so that PostgreSQL keeps its plan; none once there are too many. */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < mostNames) {
    name = `liaise-${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
    names.set(text, name);
  }
  return name;
}

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase;
  readonly #options: PoolOptions;
  readonly #gate: Gate;

  constructor(client: pg.ClientBase, options: PoolOptions, gate: Gate) {
    this.#client = client;
    this.#options = options;
    this.#gate = gate;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#gate.check(query);
    this.#options.onStatement?.(query.sql);
    const name = this.#options.prepare === false ? undefined : nameOf(query.sql);
    const config = { text: query.sql, values: [...query.parameters] };
    const result = await this.#client.query<pg.QueryResultRow>(name === undefined ? config : { ...config, name });
    const rows = result.rows as Row[];
    return result.command === 'SELECT' || result.rowCount === null
      ? { rows }
      : { rows, numAffectedRows: BigInt(result.rowCount) };
  }

  // Kysely asks for it; nothing here streams.
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Read in pages; a transaction does not stream.');
  }
}

/** Kysely's driver for one client that the store has taken from its pool: it begins with `begin` and ends itself. */
class ClientDriver implements Driver {
  readonly #client: pg.ClientBase;
  readonly #begin: string;
  readonly #gate: Gate;
  readonly #connection: ClientConnection;

  constructor(client: pg.ClientBase, begin: string, options: PoolOptions, gate: Gate) {
    this.#client = client;
    this.#begin = begin;
    this.#gate = gate;
    this.#connection = new ClientConnection(client, options, gate);
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    await this.#client.query(this.#begin);
  }
  async commitTransaction(): Promise<void> {
    this.#gate.checkEnd();
    const { command } = await this.#client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back because a statement in it had failed.');
  }
  async rollbackTransaction(): Promise<void> {
    await this.#client.query('ROLLBACK');
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

/** A Kysely of one client, whose `transaction()` begins with the given text; every statement passes the gate. */
export function clientKysely(client: pg.ClientBase, begin: string, options: PoolOptions, gate: Gate): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ClientDriver(client, begin, options, gate),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
