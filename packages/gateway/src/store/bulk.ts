import { sql } from 'kysely';
import { newId } from '@liaise/core/records';
import { descriptions, tableOf, type Description, type Fields } from './descriptions.ts';
import { keysOf } from './keys.ts';
import { countedOf, countPurchases } from './purchase-months.ts';
import { customerOf, dataOf, referencesOf } from './repository.ts';
import type { StoredName, StoredRecord, Work } from './store.ts';

/** How many rows one statement carries; more gains nothing. */
const rowsAtOnce = 2000;

/** What came of inserting many. */
export interface Inserted {
  /** How many are new. */
  count: number;
  /** The ids that were taken already; those records were left as they are. */
  taken: string[];
}

/**
 * Inserts many records of one resource, a few statements for thousands of rows, with their external references and the
 * names that customers are found by. A taken id is left as it is.
 *
 * @param options `quiet`: nothing is noted for `/v1/events` (a first load that nobody watches)
 * @throws AlreadyThere when an external reference is taken; ask `findByReference` first
 */
export async function insertMany<T extends StoredRecord>(
  work: Work,
  resource: StoredName,
  records: readonly T[],
  options: { quiet?: boolean } = {},
): Promise<Inserted> {
  const all: Inserted = { count: 0, taken: [] };
  for (let from = 0; from < records.length; from += rowsAtOnce) {
    const part = await insertSome(work, resource, records.slice(from, from + rowsAtOnce), options.quiet === true);
    all.count += part.count;
    all.taken.push(...part.taken);
  }
  return all;
}

async function insertSome<T extends StoredRecord>(
  work: Work,
  resource: StoredName,
  records: readonly T[],
  quiet: boolean,
): Promise<Inserted> {
  const description = descriptions[resource];
  const names = Object.keys(description.columns);
  const rows = records.map((record) => rowOf(description, names, record));
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const shape = sql.join([
    ...['id uuid', 'version integer', 'created_at timestamptz', 'updated_at timestamptz', 'data text'].map((one) =>
      sql.raw(one),
    ),
    ...names.map((name) => sql`${sql.ref(name)} ${sql.raw(kindInJson(description, name))}`),
  ]);
  const values = sql.join(names.map((name) => valueOf(description, name)));
  const creator = description.keepsCreator === true;
  const { rows: written } = await sql<{
    id: string;
  }>`INSERT INTO ${sql.table(tableOf(resource))} (tenant_id, id, version, created_at, updated_at, data, ${columns}${creator ? sql`, created_by` : sql``}) SELECT ${work.actor.tenantId}::uuid, id, version, created_at, updated_at, data::jsonb, ${values}${creator ? sql`, ${work.actor.repId ?? null}::uuid` : sql``} FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given (${shape}) ON CONFLICT (tenant_id, id) DO NOTHING RETURNING id`.execute(
    work.sql,
  );
  const news = new Set(written.map(({ id }) => id));
  const inserted = news.size === records.length ? records : records.filter(({ id }) => news.has(id));
  await countPurchases(
    work,
    inserted.flatMap((record) => countedOf(resource, record as Fields & T) ?? []),
  );
  await addReferences(work, resource, inserted);
  if (resource === 'customers' || resource === 'contacts') await addKeys(work, resource, inserted);
  if (!quiet) await noteMany(work, 'created', resource, inserted);
  return { count: news.size, taken: records.filter(({ id }) => !news.has(id)).map(({ id }) => id) };
}

/** The type of a column in rows that travel as JSON: bytes go as hexadecimal. */
export const kindInJson = (description: Description, name: string) => {
  const kind = description.columns[name]?.kind ?? 'text';
  return kind === 'bytea' ? 'text' : kind;
};
/** A column of rows that came as JSON. */
export const valueOf = (description: Description, name: string) =>
  description.columns[name]?.kind === 'bytea' ? sql`decode(${sql.ref(name)}, 'hex')` : sql.ref(name);

/** A record as a row that travels as JSON. */
export function rowOf(description: Description, names: readonly string[], record: StoredRecord): Fields {
  const fields = record as Fields & StoredRecord;
  const row: Record<string, unknown> = {
    id: record.id,
    version: record.version,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    data: dataOf(description, fields),
  };
  for (const name of names) {
    const value = description.columns[name]?.of(fields) ?? null;
    row[name] = Buffer.isBuffer(value) ? value.toString('hex') : value;
  }
  return row;
}

async function addReferences(work: Work, resource: StoredName, records: readonly StoredRecord[]): Promise<void> {
  const found = records.flatMap((record) => {
    const fields = record as Fields & StoredRecord;
    const customer = customerOf(resource, record.id, fields);
    return referencesOf(fields).map((ref) => ({ ref, record: record.id, customer }));
  });
  if (found.length === 0) return;
  await sql`INSERT INTO external_refs (tenant_id, resource, ref, record_id, customer_id) SELECT ${work.actor.tenantId}::uuid, ${resource}::text, ref, record, customer FROM json_to_recordset(${JSON.stringify(found)}::json) AS given (ref text, record uuid, customer uuid)`.execute(
    work.sql,
  );
}

async function addKeys(work: Work, resource: StoredName, records: readonly StoredRecord[]): Promise<void> {
  const found = records.flatMap((record) => {
    const fields = record as Fields & StoredRecord;
    const customer = customerOf(resource, record.id, fields);
    return keysOf(fields).map(({ kind, value }) => ({ kind, value, source: record.id, customer }));
  });
  if (found.length === 0) return;
  await sql`INSERT INTO customer_keys (tenant_id, kind, value, source_id, customer_id) SELECT ${work.actor.tenantId}::uuid, kind, value, source, customer FROM json_to_recordset(${JSON.stringify(found)}::json) AS given (kind text, value text, source uuid, customer uuid)`.execute(
    work.sql,
  );
}

/** Notes for `/v1/events` what happened to many records of one resource. */
export async function noteMany(
  work: Work,
  kind: 'created' | 'changed',
  resource: StoredName,
  records: readonly StoredRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const { audience, owner } = descriptions[resource];
  const found = records.map((record) => {
    const fields = record as Fields & StoredRecord;
    const customer = customerOf(resource, record.id, fields);
    return {
      id: newId(),
      record: record.id,
      customer,
      audience: customer === null ? audience : 'customer',
      owner: owner === undefined ? null : (fields[owner] ?? null),
    };
  });
  await sql`INSERT INTO events (tenant_id, id, at, kind, resource, record_id, customer_id, audience, owner_id) SELECT ${work.actor.tenantId}::uuid, id, ${work.now}::timestamptz, ${kind}::text, ${resource}::text, record, customer, audience, owner FROM json_to_recordset(${JSON.stringify(found)}::json) AS given (id uuid, record uuid, customer uuid, audience text, owner uuid)`.execute(
    work.sql,
  );
}

/**
 * Which record of a resource each external reference names, of those the actor sees. Each is looked up by itself: a list is
 * read over all of the resource's references while the table has no statistics.
 */
export async function findByReference(
  work: Work,
  resource: StoredName,
  references: readonly string[],
): Promise<Map<string, string>> {
  if (references.length === 0) return new Map();
  const { rows } = await sql<{
    ref: string;
    record_id: string | null;
  }>`SELECT given.ref, (SELECT e.record_id FROM external_refs e WHERE e.tenant_id = ${work.actor.tenantId}::uuid AND e.resource = ${resource}::text AND e.ref = given.ref) AS record_id FROM unnest(${[...references]}::text[]) AS given (ref)`.execute(
    work.sql,
  );
  return new Map(rows.flatMap(({ ref, record_id }) => (record_id === null ? [] : [[ref, record_id]])));
}
