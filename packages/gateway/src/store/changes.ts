import pg from 'pg';
import { connectionConfig, type Connection } from './pool.ts';

const channel = 'liaise_changes';
const pollEvery = 1000;
const tellAfter = 20;

/**
 * Tells listeners in which tenants something changed. What another gateway tells (`NOTIFY`) and what this one wrote are
 * hints; a poll of the events that have become certain is the truth.
 */
export class ChangeWatch {
  readonly #connection: Connection;
  readonly #pool: pg.Pool;
  readonly #listeners = new Set<(tenantId: string) => void>();
  readonly #untold = new Set<string>();
  #telling: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #horizon: string | undefined;
  #client: pg.Client | undefined;
  #closed = false;
  #busy: Promise<void> = Promise.resolve();

  constructor(connection: Connection, pool: pg.Pool) {
    this.#connection = connection;
    this.#pool = pool;
  }

  /** Calls back with a tenant's id when something may have changed there. */
  listen(listener: (tenantId: string) => void): () => void {
    this.#listeners.add(listener);
    if (this.#polling === undefined && !this.#closed) this.#schedule(0);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) void this.#rest();
    };
  }

  /** Says that this gateway has committed a change in a tenant. Told to the others in a moment, together with more. */
  tell(tenantId: string): void {
    if (this.#closed) return;
    this.#untold.add(tenantId);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      const tenants = [...this.#untold];
      this.#untold.clear();
      for (const tenant of tenants) this.#call(tenant);
      this.#busy = this.#pool
        .query(`SELECT pg_notify('${channel}', tenant) FROM unnest($1::text[]) AS tenant /* hint */`, [tenants])
        .then(
          () => undefined,
          () => undefined,
        );
    }, tellAfter).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#telling);
    this.#listeners.clear();
    await this.#busy;
    await this.#rest();
  }

  async #rest(): Promise<void> {
    clearTimeout(this.#polling);
    this.#polling = undefined;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  #call(tenantId: string): void {
    for (const listener of this.#listeners) listener(tenantId);
  }

  #schedule(after: number): void {
    this.#polling = setTimeout(() => {
      this.#busy = this.#poll()
        .catch(() => undefined)
        .then(() => {
          if (!this.#closed && this.#listeners.size > 0) this.#schedule(pollEvery);
          else this.#polling = undefined;
        });
    }, after).unref();
  }

  async #poll(): Promise<void> {
    if (this.#client === undefined) await this.#subscribe().catch(() => undefined);
    const from = this.#horizon;
    const { rows } = await this.#pool.query<{ horizon: string; tenants: string[] }>(
      `SELECT edge.horizon::text AS horizon, ARRAY(SELECT t.id::text FROM tenants t WHERE EXISTS (SELECT 1 FROM events e WHERE e.tenant_id = t.id AND e.xid >= $1::xid8 AND e.xid < edge.horizon)) AS tenants FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) edge`,
      // The first look tells of every tenant: what changed between the call and this look is not lost.
      [from ?? '0'],
    );
    const row = rows[0];
    if (row === undefined) return;
    this.#horizon = row.horizon;
    for (const tenant of row.tenants) this.#call(tenant);
  }

  async #subscribe(): Promise<void> {
    const client = new pg.Client(connectionConfig(this.#connection));
    const lost = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#call(payload);
    });
    await client.connect();
    await client.query(`LISTEN ${channel} /* hint */`);
    if (this.#closed || this.#listeners.size === 0) await client.end();
    else this.#client = client;
  }
}
