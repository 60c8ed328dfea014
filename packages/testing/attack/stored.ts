import pg from 'pg';

/** A transaction that wrote something which is still there. */
export interface Write {
  transaction: number;
  /** Table and key of one row of it. */
  example: string;
}

/**
 * Watches what is stored. PostgreSQL notes in each row the transaction that wrote it (`xmin`): transactions that are committed can be
 * counted, whatever they wrote and whoever may see it.
 */
export class StoredWatch {
  readonly #client: pg.Client;
  #query = '';

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** @param url of the cluster's superuser, whom no row policy stops */
  static async open(url: string): Promise<StoredWatch> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const watch = new StoredWatch(client);
    const { rows } = await client.query<{ name: string }>(
      "SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    watch.#query = rows
      .map(
        ({ name }) =>
          `SELECT xmin::text::bigint AS transaction, min('${name} ' || coalesce(to_jsonb(r)->>'id', to_jsonb(r)->>'key', '')) AS example FROM ${name} r WHERE xmin::text::bigint >= $1 GROUP BY xmin`,
      )
      .join(' UNION ALL ');
    return watch;
  }

  /** The number that the next transaction to write will have, or a higher one. */
  async mark(): Promise<number> {
    const { rows } = await this.#client.query<{ next: string }>(
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
    );
    return Number(rows[0]?.next ?? 0);
  }

  /** The transactions since a mark that wrote something. */
  async writesSince(mark: number): Promise<Write[]> {
    const { rows } = await this.#client.query<{ transaction: string; example: string }>(this.#query, [mark]);
    const byTransaction = new Map(rows.map(({ transaction, example }) => [Number(transaction), example]));
    return [...byTransaction].map(([transaction, example]) => ({ transaction, example }));
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}
