import { sql } from 'kysely';
import type { eraseSubject, exportSubject } from '@liaise/core/api/subjects';
import type { Contact } from '@liaise/core/records/contact';
import type { Customer } from '@liaise/core/records/customer';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import { listHistory } from '../records/history.ts';
import type { AnyRecord } from '../records/hooks.ts';
import type { StoredName, Work } from '../store/store.ts';
import { deferralsOf } from '../survey/politeness.ts';
import { readValue } from '../value/read.ts';
import type { Call, WorkHandler } from './call.ts';

type Name = StoredName;
const pageOf = 500;

/** In the order in which they can go: what refers to others first. */
export const ofCustomer: readonly Name[] = [
  'responses',
  'invitations',
  'files',
  'notes',
  'approvals',
  'cases',
  'tasks',
  'opportunities',
  'purchases',
  'interactions',
  'visits',
  'relations',
  'goals',
  'customer-reviews',
  'tier-changes',
  'assignments',
  'contacts',
];

async function all(work: Work, name: Name, filters: Record<string, string>): Promise<AnyRecord[]> {
  const records: AnyRecord[] = [];
  for (;;) {
    const found = await work.list<AnyRecord>(name, { filters, after: records.at(-1)?.id, limit: pageOf });
    records.push(...found);
    if (found.length < pageOf) return records;
  }
}

const filterOf = (name: Name, customerId: string): Record<string, string> =>
  name === 'goals' ? { subject: `customer:${customerId}` } : { customerId };

/** What is kept about a customer, by resource; empty ones are left out. */
async function recordsOfCustomer(work: Work, customer: AnyRecord): Promise<Map<Name, AnyRecord[]>> {
  const found = new Map<Name, AnyRecord[]>([['customers', [customer]]]);
  for (const name of ofCustomer) {
    const records = await all(work, name, filterOf(name, customer.id));
    if (records.length > 0) found.set(name, records);
  }
  return found;
}

const mentions = (record: AnyRecord, id: string): boolean => JSON.stringify(record).includes(id);

/** What is kept about one contact: its own record and whatever at its customer names it. */
async function recordsOfContact(work: Work, contact: Contact): Promise<Map<Name, AnyRecord[]>> {
  const found = new Map<Name, AnyRecord[]>();
  for (const name of ofCustomer) {
    const records = (await all(work, name, filterOf(name, contact.customerId))).filter((record) =>
      mentions(record, contact.id),
    );
    if (records.length > 0) found.set(name, records);
  }
  return found;
}

async function subjectOf({ work }: Call, id: string): Promise<{ customer: AnyRecord } | { contact: Contact }> {
  const customer = await work.read<Customer & AnyRecord>('customers', id);
  if (customer) return { customer };
  const contact = await work.read<Contact>('contacts', id);
  if (contact) return { contact };
  throw new Refusal('not-found');
}

/** `GET /v1/subjects/{id}/export` */
export const exportSubjectHandler: WorkHandler<typeof exportSubject> = {
  async run(call, { params }) {
    const subject = await subjectOf(call, params.id);
    const isCustomer = 'customer' in subject;
    const found = isCustomer
      ? await recordsOfCustomer(call.work, subject.customer)
      : await recordsOfContact(call.work, subject.contact);
    const history = isCustomer ? await listHistory(call, params.id, undefined, 100_000) : [];
    const value = isCustomer ? await readValue(call.work, params.id) : null;
    const said = await deferralsOf(call.work, isCustomer ? params.id : subject.contact.customerId, { over: true });
    const deferrals = isCustomer ? said : said.filter(({ contactId }) => contactId === params.id);
    return {
      subjectId: params.id,
      at: call.now,
      records: {
        ...Object.fromEntries(found),
        ...(history.length > 0 ? { history } : {}),
        ...(value ? { value: [value] } : {}),
        ...(deferrals.length > 0 ? { deferrals } : {}),
      },
    };
  },
};

/** A record with every mention of a contact taken out of its fields; null where the record is nothing without it. */
function without(name: Name, record: AnyRecord, contactId: string): AnyRecord | null {
  if (name === 'contacts' && record.id === contactId) return null;
  if (name === 'relations' || name === 'invitations' || name === 'responses') return null;
  const kept = Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    if (value === contactId) return [];
    if (Array.isArray(value)) return [[key, value.filter((one) => one !== contactId)]];
    if (typeof value === 'object' && value !== null && Object.values(value).includes(contactId)) return [];
    return [[key, value]];
  });
  const { id, createdAt, updatedAt, version } = record;
  return { ...Object.fromEntries(kept), id, createdAt, updatedAt, version };
}

/** `POST /v1/subjects/{id}/erase`: a customer goes with all that is about it; a contact, and every mention of it. */
export const eraseSubjectHandler: WorkHandler<typeof eraseSubject> = {
  async run(call, { params }) {
    const { work, now } = call;
    const subject = await subjectOf(call, params.id);
    const erased: Record<string, number> = {};
    const count = (name: Name): void => void (erased[name] = (erased[name] ?? 0) + 1);
    await forgetUnfinished(work, 'customer' in subject ? 'customer_id' : 'contact_id', params.id);
    if ('customer' in subject) {
      const found = await recordsOfCustomer(work, subject.customer);
      for (const name of ofCustomer) {
        for (const { id } of found.get(name) ?? []) if (await work.remove(name, id)) count(name);
      }
      if (await work.remove('customers', params.id)) count('customers');
    } else {
      const found = await recordsOfContact(work, subject.contact);
      for (const name of ofCustomer) {
        for (const record of found.get(name) ?? []) {
          const kept = without(name, record, params.id);
          if (kept) await work.replace(name, { ...kept, version: kept.version + 1, updatedAt: now });
          else if (await work.remove(name, record.id)) count(name);
        }
      }
    }
    call.afterwards.push(() => forgetAnswers(call, params.id));
    return { subjectId: params.id, erased };
  },
};

/** Anonymous answers that are not finished are seen by nobody, and go with whom they are of. */
async function forgetUnfinished(work: Work, column: 'customer_id' | 'contact_id', id: string): Promise<void> {
  await work.overAllRows(async (every) => {
    await sql`DELETE FROM responses WHERE tenant_id = ${every.actor.tenantId} AND ${sql.ref(column)} = ${id}::uuid AND anonymous AND NOT final`.execute(
      every.sql,
    );
  });
}

/** Answers kept for repeated requests may hold what was erased, and so may what is noted of whom a distribution asked. */
async function forgetAnswers({ services, actor }: Call, id: string): Promise<void> {
  await services.store.transact(systemActor(actor), async (work) => {
    await sql`
      DELETE FROM idempotency_keys
      WHERE tenant_id = ${actor.tenantId} AND answer::text LIKE ${`%${id}%`}`.execute(work.sql);
    await sql`DELETE FROM distribution_recipients WHERE tenant_id = ${actor.tenantId} AND recipient_id = ${id}`.execute(
      work.sql,
    );
  });
}
