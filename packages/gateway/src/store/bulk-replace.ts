import { sql } from 'kysely';
import { kindInJson, noteMany, rowOf, valueOf } from './bulk.ts';
import { descriptions, tableOf } from './descriptions.ts';
import type { StoredName, StoredRecord, Work } from './store.ts';

/** Resources whose records carry nothing outside their own row: no references, no names to be found by, no sums. */
export type PlainName = Extract<StoredName, 'responses' | 'invitations'>;

/**
 * Replaces many records of one resource, each where its stored version is `version - 1`, in one statement, and notes the changes.
 * Columns that are written apart from the record, such as the hash of a link, stay as they are.
 *
 * @param options `quiet`: nothing is noted for `/v1/events`
 *
 * @returns how many were replaced; the rest had another version, or the actor may not change them
 */
export async function replaceMany<T extends StoredRecord>(
  work: Work,
  resource: PlainName,
  records: readonly T[],
  options: { quiet?: boolean } = {},
): Promise<number> {
  if (records.length === 0) return 0;
  const description = descriptions[resource];
  const names = Object.keys(description.columns).filter((name) => name !== 'token_hash');
  const rows = records.map((record) => rowOf(description, names, record));
  const shape = sql.join([
    ...['id uuid', 'version integer', 'updated_at timestamptz', 'data text'].map((one) => sql.raw(one)),
    ...names.map((name) => sql`${sql.ref(name)} ${sql.raw(kindInJson(description, name))}`),
  ]);
  const set = sql.join(names.map((name) => sql`${sql.ref(name)} = given.${valueOf(description, name)}`));
  const { rows: written } = await sql<{
    id: string;
  }>`UPDATE ${sql.table(tableOf(resource))} AS t SET version = given.version, updated_at = given.updated_at, data = given.data::jsonb, ${set} FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given (${shape}) WHERE t.tenant_id = ${work.actor.tenantId} AND t.id = given.id AND t.version = given.version - 1 RETURNING t.id`.execute(
    work.sql,
  );
  const there = new Set(written.map(({ id }) => id));
  if (options.quiet !== true)
    await noteMany(
      work,
      'changed',
      resource,
      records.filter(({ id }) => there.has(id)),
    );
  return there.size;
}
