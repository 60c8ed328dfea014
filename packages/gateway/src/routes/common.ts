import { resources, type ResourceName } from '@liaise/core/api';
import { pageSize } from '@liaise/core/api/page';
import type { Route } from '@liaise/core/api/route';
import { readCursor, writeCursor, type CursorScope } from '../http/cursor.ts';
import { checkVersion, expectedVersions } from '../http/etag.ts';
import { Refusal, bodyRefusal, forbidden } from '../http/refusal.ts';
import { enveloped, type AnyRecord, type Fields, type Hooks } from '../records/hooks.ts';
import { hooks } from '../records/index.ts';
import type { AnyRequest, Bound, Call } from './call.ts';
import type { StoredName } from '../store/store.ts';
import { mergePatch } from './merge.ts';
import { scopeOf } from './scope.ts';

type Stored = StoredName;

const hasHooks = (name: Stored): name is ResourceName => Object.hasOwn(hooks, name);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A parsed query or body as fields; one that is missing has none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** One page of a list. The cursor binds to route, tenant, caller and filters. */
export async function listPage<T extends { id: string }>(
  call: Call,
  route: Route,
  query: unknown,
  read: (filters: Record<string, string>, after: string | undefined, limit: number) => Promise<T[]>,
): Promise<{ items: T[]; next: string | null }> {
  const { limit, cursor, ...rest } = fieldsOf(query);
  const filters: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) if (typeof value === 'string') filters[name] = value;
  const { services, actor } = call;
  const scope: CursorScope = {
    route: route.name,
    tenant: actor.tenantId,
    actor: scopeOf(actor),
    filters: { ...filters },
  };
  const after = typeof cursor === 'string' ? readCursor(services.secrets, scope, cursor) : undefined;
  const size = typeof limit === 'string' ? Number(limit) : pageSize.usual;
  if (filters['customerId'] !== undefined) {
    const id = await call.customers.find(filters['customerId']);
    if (id === null) return { items: [], next: null };
    filters['customerId'] = id;
  }
  const [kind, ...named] = filters['subject']?.split(':') ?? [];
  if (kind === 'customer') filters['subject'] = `customer:${(await call.customers.find(named.join(':'))) ?? ''}`;
  const found = await read(filters, after, size + 1);
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, next: found.length > size && last ? writeCursor(services.secrets, scope, last.id) : null };
}

/** The id behind a path's `{id}`: customers and surveys are also found by other names. */
export async function idOfPath(call: Call, name: Stored, reference: string): Promise<string> {
  if (name === 'customers') return call.customers.ofPath(reference);
  if (name === 'surveys') return surveyId(call, reference);
  return reference;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A survey's id from its id or its definition's: the newest that is open, else the newest. */
async function surveyId(call: Call, reference: string): Promise<string> {
  if (uuid.test(reference)) return reference;
  const found = await call.work.list<AnyRecord>('surveys', { filters: { key: reference }, limit: 500 });
  const survey = found.findLast((one) => one['status'] === 'open') ?? found.at(-1);
  if (!survey) throw new Refusal('not-found');
  return survey.id;
}

/** A record that the caller may see. @throws {Refusal} `not-found` */
export async function readOne<T extends AnyRecord>(call: Call, name: Stored, reference: string): Promise<T> {
  const id = await idOfPath(call, name, reference);
  const ahead = call.ahead.get(name)?.get(id) as T | undefined;
  const record = ahead ?? (await call.work.read<T>(name, id));
  if (!record || (hasHooks(name) && hooks[name].hidden?.(record))) throw new Refusal('not-found');
  return record;
}

/** Checks and completes the owner: by default the caller's rep; a rep writes only in its own name. */
async function withOwner(call: Call, hooks: Hooks, record: Fields, before?: Fields): Promise<void> {
  if (!hooks.owner) return;
  const { field, required } = hooks.owner;
  const { actor } = call;
  if (record[field] === undefined && actor.repId !== undefined && !before) record[field] = actor.repId;
  const owner = record[field];
  if (owner === undefined) {
    if (required) throw bodyRefusal(field, 'required', 'Say whose it is: the token names no rep.');
    return;
  }
  if (before?.[field] === owner || owner === actor.repId) return;
  if (actor.role === 'rep') throw forbidden('A rep writes in its own name only.', `body.${field}`);
  if (typeof owner !== 'string' || !(await call.work.read('reps', owner))) {
    throw bodyRefusal(field, 'unknown-rep', 'There is no such rep.');
  }
}

/** Resolves the customer and checks that the other records named are there for the caller. */
async function withReferences(call: Call, hooks: Hooks, record: Fields, before?: Fields): Promise<void> {
  const customer = record['customerId'];
  if (typeof customer === 'string' && customer !== before?.['customerId']) {
    record['customerId'] = await call.customers.ofBody(customer, 'customerId');
  }
  for (const [field, name] of Object.entries(hooks.refers ?? {})) {
    const id = record[field];
    if (typeof id !== 'string' || id === before?.[field]) continue;
    if (!(await call.work.read(name, id))) {
      throw bodyRefusal(field, 'unknown-record', 'There is no such record, or you may not see it.');
    }
  }
}

async function create(call: Call, name: ResourceName, hooks: Hooks, { body }: AnyRequest): Promise<AnyRecord> {
  const fields: Fields = { ...fieldsOf(body) };
  await withOwner(call, hooks, fields);
  await withReferences(call, hooks, fields);
  const id = String(fields['id']);
  const record: AnyRecord = hooks.create ? await hooks.create(call, fields) : { ...enveloped(call, { ...fields, id }) };
  if (!(await call.work.insert(name, record))) {
    const message = 'A record with this id is already there.';
    throw new Refusal('already-exists', { issues: [{ path: 'body.id', code: 'already-exists', message }] });
  }
  await hooks.created?.(call, record);
  return hooks.answer ? hooks.answer(call, record) : record;
}

/** How large a record may grow by changes, in characters of its JSON. */
const largestRecord = 1_000_000;

async function change(call: Call, name: ResourceName, hooks: Hooks, { params, body }: AnyRequest): Promise<AnyRecord> {
  const expected = expectedVersions(call.ifMatch);
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await readOne<AnyRecord>({ ...call, ahead: new Map() }, name, params['id'] ?? '');
    checkVersion(expected, before.version);
    const merged = fieldsOf(mergePatch(before, body));
    for (const field of hooks.keeps ?? []) merged[field] ??= before[field];
    await withOwner(call, hooks, merged, before);
    await withReferences(call, hooks, merged, before);
    const { id, createdAt } = before;
    const after: AnyRecord = { ...merged, id, createdAt, version: before.version + 1, updatedAt: call.now };
    const stored = hooks.change ? await hooks.change(call, before, after, fieldsOf(body)) : after;
    if (JSON.stringify(stored).length > largestRecord)
      throw bodyRefusal('', 'too-large', 'The record would become too large.');
    if (await call.work.replace(name, stored)) {
      await hooks.changed?.(call, before, stored);
      return stored;
    }
    if (expected) throw new Refusal('version-mismatch', { detail: 'Read the record again and repeat the change.' });
  }
  throw new Refusal('conflict', { detail: 'Others are changing this record at the same moment: try again.' });
}

async function remove(call: Call, name: ResourceName, hooks: Hooks, { params }: AnyRequest): Promise<undefined> {
  const expected = expectedVersions(call.ifMatch);
  const record = await readOne<AnyRecord>(call, name, params['id'] ?? '');
  checkVersion(expected, record.version);
  if (hooks.remove) {
    await hooks.remove(call, record);
    return;
  }
  const removed = await call.work.remove(name, record.id, expected ? record.version : undefined);
  if (removed) return;
  if (expected && (await call.work.read(name, record.id))) throw new Refusal('version-mismatch');
  // Seen and yet not removed: the row policy lets the caller read it only.
  throw forbidden('You may read this record, not remove it.');
}

/** The five common routes of a resource, with what is its own. */
export function commonRoutes(name: ResourceName): Bound[] {
  const own = hooks[name];
  const routes = resources[name];
  return [
    {
      route: routes.list,
      handler: {
        run: (call, { query }) =>
          listPage(call, routes.list, query, (filters, after, limit) =>
            call.work.list<AnyRecord>(name, { filters, after, limit }),
          ).then((page) => ({ ...page, items: page.items.filter((record) => !own.hidden?.(record)) })),
      },
    },
    { route: routes.read, handler: { run: (call, { params }) => readOne(call, name, params['id'] ?? '') } },
    {
      route: routes.create,
      handler: {
        run: (call, request) => create(call, name, own, request),
        ...(own.sealed ? { sealed: true } : {}),
      },
    },
    { route: routes.change, handler: { run: (call, request) => change(call, name, own, request) } },
    { route: routes.remove, handler: { run: (call, request) => remove(call, name, own, request) } },
  ];
}
