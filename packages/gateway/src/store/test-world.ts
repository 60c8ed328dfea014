import { newId } from '@liaise/core/records';
import type { Actor } from '../access/actor.ts';
import { insertMany } from './bulk.ts';
import type { Store, StoredName, StoredRecord } from './store.ts';

/** The time of all records of a test world. */
export const testTime = '2026-11-01T08:00:00.000Z';

/** A record with a fresh envelope and the given fields. */
export function record<F extends object>(fields: F): StoredRecord & F {
  return { id: newId(), version: 1, createdAt: testTime, updatedAt: testTime, ...fields };
}

/** Who acts, with a tenant of its own unless one is given. */
export function actorOf(tenantId: string, role: Actor['role'], more: Partial<Actor> = {}): Actor {
  return { tenantId, tenantRef: 'test', role, subject: `${role} ${more.repId ?? ''}`, teamIds: [], ...more };
}

/** Makes a tenant and answers its id. */
export async function makeTenant(store: Store): Promise<string> {
  const id = newId();
  await store.createTenant({ id, ref: `t${id.slice(-12)}`, name: 'Test', sample: false });
  return id;
}

/** The customers of the access world, named by who may see them. */
export const customerNames = [
  'heldByAnna',
  'heldByAri',
  'heldByBea',
  'sharedWithAnna',
  'sealed',
  'pool',
  'ended',
  'later',
] as const;
export type CustomerName = (typeof customerNames)[number];

/** A tenant with two open teams and a sealed one, and with a row of every table for each customer. */
export interface AccessWorld {
  tenantId: string;
  teams: Record<'a' | 'b' | 'sealed', string>;
  reps: Record<'anna' | 'ari' | 'bea' | 'sia' | 'sol', string>;
  customers: Record<CustomerName, string>;
  contacts: Record<CustomerName, string>;
  invitations: Record<CustomerName, string>;
  responses: Record<CustomerName, string>;
  surveyId: string;
}

/** Tables whose rows belong to a customer and are seen where it is seen. */
export const customerTables = [
  'relations',
  'assignments',
  'customer_history',
  'visits',
  'interactions',
  'purchases',
  'purchase_months',
  'opportunities',
  'cases',
  'notes',
  'customer_reviews',
  'customer_values',
  'files',
  'customer_keys',
  'tier_changes',
  'deferrals',
  'distribution_recipients',
  'deliveries',
] as const;

/**
 * Anna and Ari are of team A, Bea of team B, Sia and Sol of the sealed unit. `sharedWithAnna` is held by Bea; Anna
 * deputises and Ari co-owns it. `sealed` is held by Sia; Sol deputises, and so does Anna, who is outside the unit.
 */
export async function makeAccessWorld(store: Store): Promise<AccessWorld> {
  const tenantId = await makeTenant(store);
  const teams = [
    record({ name: 'A', mode: 'own-post' }),
    record({ name: 'B', mode: 'side-duty' }),
    record({ name: 'S', mode: 'sealed-unit' }),
  ] as const;
  const rep = (name: string, team: StoredRecord) =>
    record({ name, teamId: team.id, grade: 'senior', active: true, externalRefs: [`hr:People/${name}`] });
  const reps = {
    anna: rep('anna', teams[0]),
    ari: rep('ari', teams[0]),
    bea: rep('bea', teams[1]),
    sia: rep('sia', teams[2]),
    sol: rep('sol', teams[2]),
  };
  const customers = byName((name) =>
    record({
      kind: 'organization',
      name,
      stage: 'build',
      externalRefs: [`crm:Accounts/${name}`],
      channels: [{ kind: 'email', value: `${name}@example.org` }],
    }),
  );
  const contacts = byName((name) =>
    record({ customerId: customers[name].id, name: `Person of ${name}`, role: 'other' }),
  );
  const survey = record({
    name: 'Survey',
    definition: { id: 'after-visit', version: 1, language: 'en', questions: [{ id: 'q', type: 'nps' }] },
    status: 'open',
    access: 'invited',
  });
  const distribution = record({
    name: 'Each quarter',
    surveyId: survey.id,
    trigger: { on: 'quarter' },
    status: 'active',
    channel: 'email',
  });
  const invitations = byName((name) =>
    record({ surveyId: survey.id, customerId: customers[name].id, contactId: contacts[name].id, status: 'started' }),
  );
  const responses = byName((name) =>
    record({
      surveyId: survey.id,
      surveyVersion: 1,
      invitationId: invitations[name].id,
      customerId: customers[name].id,
      contactId: contacts[name].id,
      answers: { q: 9 },
      final: false,
      startedAt: testTime,
      source: 'link',
    }),
  );
  const assign = (name: CustomerName, who: keyof typeof reps, role: string, from = '2026-01-01', to?: string) =>
    record({ customerId: customers[name].id, repId: reps[who].id, role, from, ...(to === undefined ? {} : { to }) });
  const assignments = [
    assign('heldByAnna', 'anna', 'holder'),
    assign('heldByAri', 'ari', 'holder'),
    assign('heldByAri', 'anna', 'originator'),
    assign('heldByBea', 'bea', 'holder'),
    assign('sharedWithAnna', 'bea', 'holder'),
    assign('sharedWithAnna', 'anna', 'deputy'),
    assign('sharedWithAnna', 'ari', 'co-owner'),
    assign('sealed', 'sia', 'holder'),
    assign('sealed', 'sol', 'deputy'),
    assign('sealed', 'anna', 'deputy'),
    assign('ended', 'anna', 'holder', '2026-01-01', '2026-02-01'),
    assign('later', 'anna', 'holder', '2999-01-01'),
  ];
  const each = <F extends object>(make: (customerId: string, name: CustomerName) => F) =>
    customerNames.map((name) => record({ ...make(customers[name].id, name), customerId: customers[name].id }));
  const amount = { minor: 100, currency: 'EUR' };
  const goals = each((id) => ({ kpi: 'visits', subject: `customer:${id}`, period: '2026', target: 1 }));
  const load: [StoredName, readonly StoredRecord[]][] = [
    ['teams', teams],
    ['reps', Object.values(reps)],
    ['products', [record({ name: 'Product', active: true })]],
    ['customers', Object.values(customers)],
    ['contacts', Object.values(contacts)],
    ['relations', each((id) => ({ kind: 'partner', from: { kind: 'customer', id }, to: { kind: 'customer', id } }))],
    ['assignments', assignments],
    ['visits', each(() => ({ repId: reps.anna.id, type: 'service', status: 'planned', unplanned: true, moves: [] }))],
    ['interactions', each(() => ({ kind: 'call', at: testTime, direction: 'outbound', repId: reps.anna.id }))],
    ['tasks', each(() => ({ title: 'Task', ownerId: reps.anna.id, status: 'open', priority: 'normal' }))],
    ['purchases', each(() => ({ at: testTime, amount }))],
    ['opportunities', each(() => ({ stage: 'proposal', amount, repId: reps.anna.id }))],
    [
      'cases',
      each(() => ({ kind: 'complaint', title: 'Case', status: 'open', severity: 'normal', openedAt: testTime })),
    ],
    ['approvals', each(() => ({ kind: 'gift', title: 'Gift', status: 'asked', requesterId: reps.anna.id }))],
    ['notes', each(() => ({ text: 'Note' }))],
    ['customer-reviews', each(() => ({ period: '2026-Q4', recommendation: 'visit' }))],
    ['kpi-definitions', [record({ definition: { id: 'own-visits' } })]],
    ['tier-changes', each(() => ({ from: 'big', to: 'top', at: testTime }))],
    ['goals', goals],
    [
      'check-ins',
      goals.map(({ id, subject, period }) =>
        record({ goalId: id, subject, period, at: testTime, confidence: 'at-risk', authorId: reps.anna.id }),
      ),
    ],
    [
      'scorecard-models',
      [record({ model: 'service', edition: 1, from: '2026-01-01', weights: [{ kpi: 'visits-done', weight: 1 }] })],
    ],
    [
      'reviews',
      [
        record({
          repId: reps.anna.id,
          period: '2026',
          kind: 'self',
          ratings: [],
          status: 'draft',
          authorId: reps.anna.id,
        }),
      ],
    ],
    ['recognitions', [record({ repId: reps.anna.id, authorId: reps.bea.id, text: 'Thanks', at: testTime })]],
    ['files', each(() => ({ name: 'f', type: 'text/plain', size: 1, sha256: '0'.repeat(64), complete: true }))],
    ['surveys', [survey]],
    ['distributions', [distribution]],
    ['invitations', Object.values(invitations)],
    ['responses', Object.values(responses)],
  ];
  await store.transact(actorOf(tenantId, 'system'), async (work) => {
    for (const [resource, records] of load) await insertMany(work, resource, records);
    const files = load.find(([resource]) => resource === 'files')?.[1] ?? [];
    for (const { id } of files) {
      await work.sql
        .insertInto('file_chunks')
        .values({ tenant_id: tenantId, file_id: id, part: 0, bytes: Buffer.from('x') })
        .execute();
    }
    for (const name of customerNames) {
      await work.sql
        .insertInto('customer_history')
        .values({
          tenant_id: tenantId,
          id: newId(),
          customer_id: customers[name].id,
          field: 'stage',
          from_value: null,
          to_value: 'build',
          at: testTime,
          by: 'test',
          why: null,
        })
        .execute();
    }
    await work.sql
      .insertInto('settings')
      .values({ tenant_id: tenantId, version: 2, updated_at: testTime, data: '{}' })
      .execute();
    const value = { currency: 'EUR', tier: 'small', value: 100, action: 'repeat', codes: [], basis: 'x', data: '{}' };
    for (const name of customerNames)
      await work.sql
        .insertInto('customer_values')
        .values({ tenant_id: tenantId, customer_id: customers[name].id, ...value })
        .execute();
    await work.sql
      .insertInto('value_models')
      .values({ tenant_id: tenantId, currency: 'EUR', at: testTime, fitted_at: null, data: '{}' })
      .execute();
    for (const name of customerNames) {
      const customer = { tenant_id: tenantId, customer_id: customers[name].id };
      await work.sql
        .insertInto('deferrals')
        .values({ ...customer, subject: `account:${customers[name].id}`, until: testTime, at: testTime })
        .execute();
      await work.sql
        .insertInto('distribution_recipients')
        .values({
          ...customer,
          distribution_id: distribution.id,
          occasion: '2026-Q4',
          recipient_id: contacts[name].id,
          at: testTime,
        })
        .execute();
      await work.sql
        .insertInto('deliveries')
        .values({
          ...customer,
          id: newId(),
          key: name,
          kind: 'invitation',
          channel: 'email',
          number: 0,
          invitation_id: invitations[name].id,
          state: 'waiting',
          attempts: 0,
          due_at: testTime,
          created_at: testTime,
        })
        .execute();
    }
    await work.sql
      .insertInto('undeliverable_addresses')
      .values({ tenant_id: tenantId, channel: 'email', address_hash: Buffer.from('x'), why: 'gone', at: testTime })
      .execute();
    await work.sql
      .insertInto('survey_counts')
      .values({ tenant_id: tenantId, survey_id: survey.id, counted: 'quota all', n: 1 })
      .execute();
    await work.sql.insertInto('job_cursors').values({ tenant_id: tenantId, job: 'follow-up', place: 'x' }).execute();
    await work.sql.insertInto('jobs').values({ tenant_id: tenantId, job: 'value', due_at: testTime }).execute();
    await work.sql.insertInto('revoked_tokens').values({ tenant_id: tenantId, jti: 'x', until: testTime }).execute();
    await work.sql
      .insertInto('idempotency_keys')
      .values({
        tenant_id: tenantId,
        actor: 'somebody',
        key: 'k',
        request_hash: Buffer.from('x'),
        status: 200,
        answer: '{}',
        created_at: testTime,
      })
      .execute();
  });
  const holder = actorOf(tenantId, 'link', { invitationId: invitations.heldByAnna.id });
  await store.transact(holder, ({ sql }) =>
    sql
      .insertInto('survey_files')
      .values({
        tenant_id: tenantId,
        id: newId(),
        survey_id: survey.id,
        invitation_id: invitations.heldByAnna.id,
        question: 'q',
        name: 'f.txt',
        type: 'text/plain',
        size: 1,
        bytes: Buffer.from('x'),
        added_on: testTime.slice(0, 10),
      })
      .execute(),
  );
  const ids = <K extends string>(records: Record<K, StoredRecord>) =>
    Object.fromEntries(Object.entries<StoredRecord>(records).map(([name, { id }]) => [name, id])) as Record<K, string>;
  return {
    tenantId,
    teams: { a: teams[0].id, b: teams[1].id, sealed: teams[2].id },
    reps: ids(reps),
    customers: ids(customers),
    contacts: ids(contacts),
    invitations: ids(invitations),
    responses: ids(responses),
    surveyId: survey.id,
  };
}

function byName<T>(make: (name: CustomerName) => T): Record<CustomerName, T> {
  return Object.fromEntries(customerNames.map((name) => [name, make(name)])) as Record<CustomerName, T>;
}
