import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import type { JobResult } from '../jobs/runner.ts';
import { JobRunner } from '../jobs/runner.ts';
import type { LogEntry } from '../http/log.ts';
import { systemActor } from '../access/directory.ts';
import type { Job } from '../jobs/job.ts';
import type { Store, StoredName, StoredRecord, Tenant, Work } from '../store/store.ts';
import { sendingWith, type Sending } from './settings.ts';
import { SmtpAdapter } from './smtp.ts';
import type { Endpoint } from './webhook.ts';

export const testSecret = 'a secret for tests, long enough for HS256';
export const publicUrl = 'https://liaise.example';
export const day = 86_400_000;

/** A tenant with a rep, who holds every customer that is made in it. */
export interface SendingWorld {
  tenant: Tenant;
  repId: string;
  teamId: string;
  surveyId: string;
  as<T>(work: (work: Work) => Promise<T>): Promise<T>;
  insert<F extends object>(resource: StoredName, fields: F): Promise<StoredRecord & F>;
  list<T extends StoredRecord>(resource: StoredName, filters?: Record<string, string>): Promise<T[]>;
  /** A customer held by the rep, with a contact who has a mail address. */
  customer(contact?: object, customer?: object): Promise<{ customerId: string; contactId: string; email: string }>;
  /** A visit that ended so many days ago. */
  visit(customerId: string, daysAgo: number, more?: object): Promise<string>;
  /** An active distribution after visits by mail, unless said otherwise. */
  distribution(fields?: object): Promise<string>;
  /** Runs a job, by a runner of its own, `later` milliseconds from now. */
  run(job: Job, later?: number): Promise<JobResult>;
  log: LogEntry[];
}

export const surveyDefinition = {
  id: 'visit',
  version: 1,
  language: 'en',
  questions: [
    {
      id: 'recommend',
      type: 'nps',
      title: { en: 'Would you recommend us?', 'zh-CN': '您会推荐我们吗?' },
      prefill: 'score',
      lowLabel: { en: 'Not at all', 'zh-CN': '完全不会' },
    },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
};

/** Makes a tenant of its own. */
export async function makeSendingWorld(store: Store, given: { tenant?: Tenant } = {}): Promise<SendingWorld> {
  const id = newId();
  const tenant = given.tenant ?? { id, ref: `t-${id.slice(-12)}`, name: 'Acme <Surveys>', sample: false };
  if (!given.tenant) await store.createTenant(tenant);
  const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref });
  const log: LogEntry[] = [];
  const now = Date.now();
  const iso = (time: number): string => new Date(time).toISOString();
  const as: SendingWorld['as'] = (work) => store.transact(actor, work);
  const insert: SendingWorld['insert'] = async (resource, fields) => {
    const at = iso(now);
    const record = { id: newId(), version: 1, createdAt: at, updatedAt: at, ...fields };
    await as((work) => work.insert(resource, record));
    return record;
  };
  const { id: teamId } = await insert('teams', { name: 'North', mode: 'own-post' });
  const { id: repId } = await insert('reps', {
    id: demo.rep,
    name: 'Rita Rep',
    teamId,
    grade: 'senior',
    active: true,
    email: 'rita@company.example',
  });
  const { id: surveyId } = await insert('surveys', {
    name: 'After a visit',
    definition: surveyDefinition,
    status: 'open',
    access: 'invited',
  });
  let made = 0;
  return {
    tenant,
    repId,
    teamId,
    surveyId,
    as,
    insert,
    log,
    list: (resource, filters = {}) => as((work) => work.list(resource, { filters, limit: 500 })),
    async customer(contact = {}, customer = {}) {
      made += 1;
      const email = `person${String(made)}@customer.example`;
      const { id: customerId } = await insert('customers', {
        kind: 'organization',
        name: `Customer ${String(made)}`,
        stage: 'build',
        ...customer,
      });
      await insert('assignments', { customerId, repId, role: 'holder', from: '2020-01-01' });
      const { id: contactId } = await insert('contacts', {
        customerId,
        name: `Person ${String(made)}`,
        role: 'user',
        channels: [{ kind: 'email', value: email }],
        ...contact,
      });
      return { customerId, contactId, email };
    },
    async visit(customerId, daysAgo, more = {}) {
      const end = iso(now - daysAgo * day);
      const { id: visitId } = await insert('visits', {
        customerId,
        repId,
        type: 'service',
        status: 'reported',
        unplanned: true,
        moves: [],
        checkedInAt: end,
        checkedOutAt: end,
        ...more,
      });
      return visitId;
    },
    async distribution(fields = {}) {
      const { id: distributionId } = await insert('distributions', {
        name: 'After visits',
        surveyId,
        trigger: { on: 'visit', afterDays: 2 },
        status: 'active',
        channel: 'email',
        activeSince: iso(now - 30 * day),
        ...fields,
      });
      return distributionId;
    },
    run(job, later = 0) {
      const runner = new JobRunner({
        store,
        jobs: [],
        clock: () => Date.now() + later,
        log: (entry) => void log.push(entry),
      });
      return runner.run(job, tenant, { force: true });
    },
  };
}

/** Sending through a mail server and webhooks of tests. */
export function testSending(
  url: string | null,
  endpoints: readonly Endpoint[] = [],
  more: { patience?: number } = {},
): Sending {
  const mail =
    url === null
      ? null
      : new SmtpAdapter({ url, from: 'surveys@company.example', bounces: 'bounces@company.example' }, more);
  return sendingWith({ secret: testSecret, publicUrl, mail, endpoints });
}
