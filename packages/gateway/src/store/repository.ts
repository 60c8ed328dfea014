import { sql, type RawBuilder, type Transaction } from 'kysely';
import { newId } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { descriptions, tableOf, type Description, type Fields, type Filter } from './descriptions.ts';
import { readEvents } from './events.ts';
import { keysOf, readCustomerName, containsPattern } from './keys.ts';
import { countedColumn, countedOf, countPurchases, type CountedPurchase } from './purchase-months.ts';
import type { Gate } from './gate.ts';
import type { ListRequest, StoredEvent, StoredName, StoredRecord, Work } from './store.ts';
import type { Tables } from './tables.ts';

interface Row {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  data: Fields;
}

/** The functions of a transaction, over any resource; `descriptions` says how each lies in its table. */
export class Repository implements Work {
  readonly actor: Actor;
  readonly now: Date;
  readonly sql: Transaction<Tables>;
  /** Whether something was noted for `/v1/events`. */
  changed = false;
  readonly #gate: Gate;

  constructor(actor: Actor, now: Date, transaction: Transaction<Tables>, gate: Gate) {
    this.actor = actor;
    this.now = now;
    this.sql = transaction;
    this.#gate = gate;
  }

  async list<T extends StoredRecord>(resource: StoredName, request: ListRequest): Promise<T[]> {
    const conditions = [sql`t.tenant_id = ${this.actor.tenantId}`];
    if (request.after !== undefined) conditions.push(sql`t.id > ${request.after}`);
    for (const [name, value] of Object.entries(request.filters)) {
      const { filters } = descriptions[resource];
      const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
      if (filter === undefined) throw new TypeError(`${resource} have no filter ${name}`);
      conditions.push(this.#condition(resource, filter, value));
    }
    const { rows } =
      await sql<Row>`SELECT t.id, t.version, t.created_at, t.updated_at, t.data FROM ${sql.table(tableOf(resource))} t WHERE ${sql.join(conditions, sql` AND `)} ORDER BY t.id LIMIT ${sql.lit(request.limit)}`.execute(
        this.sql,
      );
    return rows.map((row) => toRecord<T>(row));
  }

  async read<T extends StoredRecord>(resource: StoredName, id: string): Promise<T | null> {
    const { rows } =
      await sql<Row>`SELECT t.id, t.version, t.created_at, t.updated_at, t.data FROM ${sql.table(tableOf(resource))} t WHERE t.tenant_id = ${this.actor.tenantId} AND t.id = ${id}`.execute(
        this.sql,
      );
    return rows[0] === undefined ? null : toRecord<T>(rows[0]);
  }

  async readMany<T extends StoredRecord>(resource: StoredName, ids: readonly string[]): Promise<T[]> {
    if (ids.length === 0) return [];
    const { rows } =
      await sql<Row>`SELECT t.id, t.version, t.created_at, t.updated_at, t.data FROM ${sql.table(tableOf(resource))} t WHERE t.tenant_id = ${this.actor.tenantId} AND t.id = ANY (${[...ids]}::uuid[]) ORDER BY t.id`.execute(
        this.sql,
      );
    return rows.map((row) => toRecord<T>(row));
  }

  async insert<T extends StoredRecord>(resource: StoredName, record: T): Promise<boolean> {
    const description = descriptions[resource];
    const fields = record as Fields;
    const customerId = customerOf(resource, record.id, fields);
    const columns = columnsOf(description, fields);
    if (description.keepsCreator === true) columns.push(['created_by', sql`${this.actor.repId ?? null}::uuid`]);
    const { rows } = await sql<{
      written: number;
    }>`WITH written AS (INSERT INTO ${sql.table(tableOf(resource))} (tenant_id, id, version, created_at, updated_at, data, ${sql.join(columns.map(([name]) => sql.ref(name)))}) VALUES (${this.actor.tenantId}, ${record.id}, ${record.version}, ${record.createdAt}, ${record.updatedAt}, ${dataOf(description, fields)}, ${sql.join(columns.map(([, value]) => value))}) ON CONFLICT (tenant_id, id) DO NOTHING RETURNING id), noted AS (${this.#note('created', resource, sql`written.id`, customerId, fields)} FROM written) SELECT count(*)::integer AS written FROM written`.execute(
      this.sql,
    );
    if (rows[0]?.written !== 1) return false;
    this.changed = true;
    await this.#count(countedOf(resource, fields), null);
    const references = referencesOf(fields);
    if (references.length > 0) await this.#addReferences(resource, record.id, customerId, references);
    if (hasKeys(resource)) await this.#addKeys(record.id, customerId, fields);
    return true;
  }

  async replace<T extends StoredRecord>(resource: StoredName, record: T): Promise<boolean> {
    const description = descriptions[resource];
    const fields = record as Fields;
    const customerId = customerOf(resource, record.id, fields);
    const columns = columnsOf(description, fields).filter(([name]) => name !== 'token_hash' || 'tokenHash' in fields);
    const here = sql`tenant_id = ${this.actor.tenantId} AND id = ${record.id} AND version = ${record.version - 1}`;
    const { rows } = await sql<{
      written: number;
      refs: unknown;
      channels: unknown;
      customer: string | null;
      counted: CountedPurchase | null;
    }>`WITH before AS (SELECT data -> 'externalRefs' AS refs, data -> 'channels' AS channels, ${customerColumn(resource)} AS customer, ${countedColumn(resource)} AS counted FROM ${sql.table(tableOf(resource))} WHERE ${here}), written AS (UPDATE ${sql.table(tableOf(resource))} SET version = ${record.version}, updated_at = ${record.updatedAt}, data = ${dataOf(description, fields)}, ${sql.join(columns.map(([name, value]) => sql`${sql.ref(name)} = ${value}`))} WHERE ${here} RETURNING id), noted AS (${this.#note('changed', resource, sql`written.id`, customerId, fields)} FROM written) SELECT (SELECT count(*)::integer FROM written) AS written, before.refs, before.channels, before.customer, before.counted FROM before`.execute(
      this.sql,
    );
    const before = rows[0];
    if (before?.written !== 1) return false;
    this.changed = true;
    await this.#count(countedOf(resource, fields), before.counted);
    const moved = before.customer !== customerId;
    if (moved && before.customer !== null) await this.noteChange('removed', resource, record.id, before.customer);
    const references = referencesOf(fields);
    if (moved || !same(before.refs, fields['externalRefs'])) {
      await sql`DELETE FROM external_refs WHERE tenant_id = ${this.actor.tenantId} AND resource = ${resource} AND record_id = ${record.id}`.execute(
        this.sql,
      );
      if (references.length > 0) await this.#addReferences(resource, record.id, customerId, references);
    }
    if (hasKeys(resource) && (moved || !same(before.channels, fields['channels']))) {
      await sql`DELETE FROM customer_keys WHERE tenant_id = ${this.actor.tenantId} AND source_id = ${record.id}`.execute(
        this.sql,
      );
      await this.#addKeys(record.id, customerId, fields);
    }
    return true;
  }

  async remove(resource: StoredName, id: string, version?: number): Promise<boolean> {
    const description = descriptions[resource];
    const tenant = this.actor.tenantId;
    const exact = version === undefined ? sql`` : sql` AND version = ${version}`;
    const today = this.now.toISOString().slice(0, 10);
    const isCustomer = resource === 'customers';
    const holder = isCustomer
      ? sql`SELECT rep_id FROM holdings WHERE tenant_id = ${tenant} AND customer_id = ${id} AND role = 'holder' AND from_day <= ${today}::date AND (to_day IS NULL OR to_day > ${today}::date)`
      : sql`SELECT NULL::uuid AS rep_id WHERE false`;
    const owner = isCustomer
      ? sql`(SELECT min(rep_id::text)::uuid FROM holder)`
      : description.owner === undefined
        ? sql`NULL::uuid`
        : sql`(gone.data ->> ${description.owner}::text)::uuid`;
    const audience = isCustomer
      ? sql`CASE WHEN EXISTS (SELECT 1 FROM holder) THEN 'holder' ELSE 'leaders' END`
      : sql`CASE WHEN gone.customer IS NULL THEN ${description.audience}::text ELSE 'customer' END`;
    const { rows } = await sql<{
      removed: number;
      counted: CountedPurchase | null;
    }>`WITH holder AS (${holder}), gone AS (DELETE FROM ${sql.table(tableOf(resource))} WHERE tenant_id = ${tenant} AND id = ${id}${exact} RETURNING id, data, ${customerColumn(resource)} AS customer, ${countedColumn(resource)} AS counted), refs AS (DELETE FROM external_refs WHERE tenant_id = ${tenant} AND resource = ${resource} AND record_id IN (SELECT id FROM gone)), keys AS (DELETE FROM customer_keys WHERE tenant_id = ${tenant} AND source_id IN (SELECT id FROM gone)), noted AS (INSERT INTO events (tenant_id, id, at, kind, resource, record_id, customer_id, audience, owner_id) SELECT ${tenant}::uuid, ${newId()}::uuid, ${this.now}::timestamptz, 'removed', ${resource}::text, gone.id, gone.customer, ${audience}, ${owner} FROM gone) SELECT (SELECT count(*)::integer FROM gone) AS removed, (SELECT counted FROM gone) AS counted`.execute(
      this.sql,
    );
    if (rows[0]?.removed !== 1) return false;
    this.changed = true;
    await this.#count(null, rows[0].counted);
    return true;
  }

  async noteChange(
    kind: 'created' | 'changed' | 'removed',
    resource: string,
    recordId: string,
    customerId?: string,
  ): Promise<void> {
    await this.#note(kind, resource, sql`${recordId}::uuid`, customerId ?? null, {}).execute(this.sql);
    this.changed = true;
  }

  async overAllRows<T>(run: (all: Work) => Promise<T>): Promise<T> {
    const { role } = this.actor;
    if (role === 'system') return run(this);
    return this.#gate.over(this.sql, role, async (transaction) => {
      const all = new Repository({ ...this.actor, role: 'system' }, this.now, transaction, this.#gate);
      try {
        return await run(all);
      } finally {
        this.changed ||= all.changed;
      }
    });
  }

  async readEvents(after: string | undefined, limit: number): Promise<{ events: StoredEvent[]; horizon: string }> {
    return readEvents(this.sql, this.actor.tenantId, after, limit);
  }

  async resolveCustomers(
    references: readonly string[],
  ): Promise<{ found: Map<string, string>; ambiguous: Set<string> }> {
    const found = new Map<string, string>();
    const ambiguous = new Set<string>();
    const wanted = [...new Set(references)];
    if (wanted.length === 0) return { found, ambiguous };
    const names = wanted.map(readCustomerName);
    const { rows } = await sql<{
      at: number;
      customer: string;
    }>`WITH named AS (SELECT * FROM unnest(${names.map(({ by }) => by)}::text[], ${names.map(({ value }) => value)}::text[]) WITH ORDINALITY AS named (by, value, at)), hits AS (SELECT named.at, CASE WHEN named.by = 'id' THEN named.value::uuid END AS id FROM named WHERE named.by = 'id' UNION SELECT named.at, refs.record_id FROM named JOIN external_refs refs ON refs.tenant_id = ${this.actor.tenantId} AND refs.resource = 'customers' AND refs.ref = named.value WHERE named.by = 'ref' UNION SELECT named.at, keys.customer_id FROM named JOIN customer_keys keys ON keys.tenant_id = ${this.actor.tenantId} AND keys.kind = named.by AND keys.value = named.value WHERE named.by IN ('email', 'phone')) SELECT DISTINCT hits.at, coalesce(customers.merged_into, customers.id) AS customer FROM hits JOIN customers ON customers.tenant_id = ${this.actor.tenantId} AND customers.id = hits.id`.execute(
      this.sql,
    );
    for (const { at, customer } of rows) {
      const reference = wanted[at - 1] ?? '';
      if (found.has(reference)) ambiguous.add(reference);
      found.set(reference, customer);
    }
    for (const reference of ambiguous) found.delete(reference);
    return { found, ambiguous };
  }

  /** Moves the sums of a purchase's month, where the record is one and what counts of it has changed. */
  async #count(come: CountedPurchase | null, gone: CountedPurchase | null): Promise<void> {
    const equal = come && gone && keyOf(come) === keyOf(gone);
    if (!equal) await countPurchases(this, come ? [come] : [], gone ? [gone] : []);
  }

  #condition(resource: StoredName, filter: Filter, value: string): RawBuilder<unknown> {
    const tenant = this.actor.tenantId;
    switch (filter.compare) {
      case 'equals':
        return sql`${sql.ref(`t.${filter.column}`)} = ${typed(resource, filter.column, value)}`;
      case 'from':
        return sql`${sql.ref(`t.${filter.column}`)} >= ${typed(resource, filter.column, value)}`;
      case 'before':
        return sql`${sql.ref(`t.${filter.column}`)} < ${typed(resource, filter.column, value)}`;
      case 'search':
        return sql`t.search LIKE ${containsPattern(value)}`;
      case 'holder': {
        const today = this.now.toISOString().slice(0, 10);
        return sql`EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = ${tenant} AND h.customer_id = t.id AND h.rep_id = ${value}::uuid AND h.role = 'holder' AND h.from_day <= ${today}::date AND (h.to_day IS NULL OR h.to_day > ${today}::date))`;
      }
      case 'external-ref':
        return sql`t.id IN (SELECT refs.record_id FROM external_refs refs WHERE refs.tenant_id = ${tenant} AND refs.resource = ${resource} AND refs.ref = ${value})`;
    }
  }

  /** An insert into `events` without its `FROM`. */
  #note(
    kind: 'created' | 'changed' | 'removed',
    resource: string,
    recordId: RawBuilder<unknown>,
    customerId: string | null,
    fields: Fields,
  ): RawBuilder<unknown> {
    const { audience, owner }: Partial<Description> = isStoredName(resource) ? descriptions[resource] : {};
    const ownerId = owner === undefined ? null : (fields[owner] ?? null);
    return sql`INSERT INTO events (tenant_id, id, at, kind, resource, record_id, customer_id, audience, owner_id) SELECT ${this.actor.tenantId}::uuid, ${newId()}::uuid, ${this.now}::timestamptz, ${kind}::text, ${resource}::text, ${recordId}, ${customerId}::uuid, ${customerId === null ? (audience ?? 'leaders') : 'customer'}::text, ${ownerId}::uuid`;
  }

  async #addReferences(
    resource: StoredName,
    id: string,
    customerId: string | null,
    references: string[],
  ): Promise<void> {
    await sql`INSERT INTO external_refs (tenant_id, resource, ref, record_id, customer_id) SELECT ${this.actor.tenantId}::uuid, ${resource}::text, ref, ${id}::uuid, ${customerId}::uuid FROM unnest(${references}::text[]) AS ref`.execute(
      this.sql,
    );
  }

  async #addKeys(id: string, customerId: string | null, fields: Fields): Promise<void> {
    const keys = keysOf(fields);
    if (keys.length === 0 || customerId === null) return;
    await sql`INSERT INTO customer_keys (tenant_id, kind, value, source_id, customer_id) SELECT ${this.actor.tenantId}::uuid, kind, value, ${id}::uuid, ${customerId}::uuid FROM unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ value }) => value)}::text[]) AS keys (kind, value)`.execute(
      this.sql,
    );
  }
}

function toRecord<T extends StoredRecord>(row: Row): T {
  const envelope = { id: row.id, version: row.version, createdAt: row.created_at, updatedAt: row.updated_at };
  return { ...envelope, ...row.data } as T;
}

/** The record's own fields as the text of `data`. */
export function dataOf(description: Description, fields: Fields): string {
  const { id: _id, version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...own } = fields;
  for (const name of description.hidden ?? []) Reflect.deleteProperty(own, name);
  return JSON.stringify(own);
}

function columnsOf(description: Description, fields: Fields): [string, RawBuilder<unknown>][] {
  return Object.entries(description.columns).map(([name, { kind, of }]) => [
    name,
    sql`${of(fields)}::${sql.raw(kind)}`,
  ]);
}

function typed(resource: StoredName, column: string, value: string): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(descriptions[resource].columns[column]?.kind ?? 'text')}`;
}

/** The customer to whom a record belongs, or null. */
export function customerOf(resource: StoredName, id: string, fields: Fields): string | null {
  if (resource === 'customers') return id;
  const value = descriptions[resource].columns['customer_id']?.of(fields);
  return typeof value === 'string' ? value : null;
}

function customerColumn(resource: StoredName): RawBuilder<unknown> {
  if (resource === 'customers') return sql.ref('id');
  return 'customer_id' in descriptions[resource].columns ? sql.ref('customer_id') : sql`NULL::uuid`;
}

/** A record's external references, each once. */
export function referencesOf(fields: Fields): string[] {
  const references: unknown = fields['externalRefs'];
  if (!Array.isArray(references)) return [];
  return [...new Set(references.filter((one) => typeof one === 'string'))];
}

const keyOf = ({ customer, at, minor, currency }: CountedPurchase) =>
  `${customer} ${String(Date.parse(at))} ${String(minor)} ${currency}`;
const hasKeys = (resource: string) => resource === 'customers' || resource === 'contacts';
const isStoredName = (name: string): name is StoredName => Object.hasOwn(descriptions, name);
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
