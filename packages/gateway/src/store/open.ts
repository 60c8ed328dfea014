import { resolve } from 'node:path';
import { accessOfRunning, startEmbedded } from './embedded-server.ts';
import { usualVersion, type EmbeddedVersion } from './embedded.ts';
import { holderOf } from './folder-lock.ts';
import { openPostgres, type PostgresOptions, type PostgresStore } from './postgres.ts';
import type { Store } from './store.ts';

/** Where a store's records lie: a PostgreSQL of one's own, or a folder with an embedded one. */
export type StoreLocation =
  | { url: string }
  | {
      /** The database's folder, such as `.liaise/postgres`; made where it is missing. */
      folder: string;
      /** The version of PostgreSQL; 18 unless said. */
      version?: EmbeddedVersion;
      /** Whether a folder that a running gateway holds is used through that gateway's server instead of refused. */
      share?: boolean;
    };

/** A store and what it runs on. */
export interface OpenedStore extends Store {
  /** For upkeep and reports. */
  readonly postgres: PostgresStore;
  /** The embedded server, where this process runs it: PostgreSQL's data folder and the server's process. */
  readonly embedded?: { data: string; pid: () => number };
}

/**
 * Opens the store of a PostgreSQL (15 or newer) or of a folder with an embedded one; brings the schema up to date.
 * Closing it stops an embedded server that it started.
 *
 * @throws RefusedToStart with one sentence that says what to do; then nothing was changed
 */
export async function openStore(location: StoreLocation, options: PostgresOptions = {}): Promise<OpenedStore> {
  if ('url' in location) return assemble(await openPostgres({ url: location.url }, options));
  const folder = resolve(location.folder);
  if (location.share === true && holderOf(folder) !== undefined) {
    return assemble(await openPostgres(accessOfRunning(folder).owner, { connections: 4, ...options }));
  }
  const server = await startEmbedded(folder, location.version ?? usualVersion);
  try {
    const postgres = await openPostgres(server.access.owner, options);
    return assemble(postgres, { data: server.data, pid: server.pid }, server.stop);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function assemble(
  postgres: PostgresStore,
  embedded?: OpenedStore['embedded'],
  stop?: () => Promise<void>,
): OpenedStore {
  const close = async () => {
    await postgres.close();
    await stop?.();
  };
  let closing: Promise<void> | undefined;
  return {
    postgres,
    ...(embedded === undefined ? {} : { embedded }),
    transact: (actor, work, options) => postgres.transact(actor, work, options),
    tenant: (ref) => postgres.tenant(ref),
    tenants: () => postgres.tenants(),
    createTenant: (tenant) => postgres.createTenant(tenant),
    onChange: (listener) => postgres.onChange(listener),
    check: () => postgres.check(),
    refreshStatistics: () => postgres.refreshStatistics(),
    close: () => (closing ??= close()),
  };
}
