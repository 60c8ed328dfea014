import type { Migration } from './migration.ts';

// Settings of the transaction, each read once a query: a sub-select without outer references is an init plan.
const text = (name: string) => `(SELECT current_setting('liaise.${name}', true))`;
const uuid = (name: string) => `(SELECT nullif(current_setting('liaise.${name}', true), '')::uuid)`;
const tenant = uuid('tenant');
const rep = uuid('rep');
const teams = `(SELECT string_to_array(nullif(current_setting('liaise.teams', true), ''), ',')::uuid[])::uuid[]`;
const today = `(SELECT nullif(current_setting('liaise.today', true), '')::date)`;
const role = (...roles: string[]) =>
  `(SELECT current_setting('liaise.role', true) IN (${roles.map((one) => `'${one}'`).join(', ')}))`;

const staff = role('rep', 'manager', 'admin', 'service', 'system');
const leaders = role('manager', 'admin', 'service', 'system');
const operators = role('admin', 'service', 'system');
const system = role('system');

/** The whole tenant lies open: to the gateway itself, and to those who run it while no unit is sealed. */
const open = `(SELECT current_setting('liaise.role', true) = 'system' OR (current_setting('liaise.role', true) IN ('admin', 'service') AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.tenant_id = nullif(current_setting('liaise.tenant', true), '')::uuid AND teams.mode = 'sealed-unit')))`;

const current = (alias: string) =>
  `${alias}.from_day <= ${today} AND (${alias}.to_day IS NULL OR ${alias}.to_day > ${today})`;

/** `EXISTS` over the assignments that hold today for the customer of the row. */
const held = (condition: string) =>
  `EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = customers.tenant_id AND h.customer_id = customers.id AND ${current('h')} AND ${condition})`;

const behindAWall = `EXISTS (SELECT 1 FROM holdings s WHERE s.tenant_id = h.tenant_id AND s.customer_id = h.customer_id AND ${current('s')} AND s.role = 'holder' AND s.sealed AND s.team_id <> h.team_id)`;

const ownCustomer = `(${role('rep', 'manager')} AND ${held(`h.rep_id = ${rep} AND (h.role = 'holder' OR (h.role IN ('deputy', 'co-owner') AND NOT ${behindAWall}))`)})`;
const customerOfMyTeams = `(${role('manager')} AND (${held(`h.role = 'holder' AND h.team_id = ANY (${teams})`)} OR NOT ${held(`h.role = 'holder'`)}))`;
const customerOutsideSealedUnits = `(${role('admin', 'service')} AND NOT ${held(`h.role = 'holder' AND h.sealed`)})`;
const customerJustMade = `(${role('rep')} AND customers.created_by = ${rep} AND NOT EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = customers.tenant_id AND h.customer_id = customers.id))`;

const staffSeesCustomer = `(${staff} AND (${open} OR ${customerOutsideSealedUnits} OR ${ownCustomer} OR ${customerOfMyTeams} OR ${customerJustMade}))`;

/** The row belongs to a customer that the actor sees. Staff only: a customer's own people see their row, not its file. */
const follows = (table: string) =>
  `(${staff} AND (${open} OR EXISTS (SELECT 1 FROM customers c WHERE c.tenant_id = ${table}.tenant_id AND c.id = ${table}.customer_id)))`;

/** The row has no customer and belongs to a rep: that rep, its manager, and those who run the system. */
const ownedBy = (owner: string) =>
  `(${operators} OR ${owner} = ${rep} OR (${role('manager')} AND EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = ${owner} AND r.team_id = ANY (${teams}))))`;

const withOrWithoutCustomer = (table: string, ...owners: string[]) =>
  `(${staff} AND CASE WHEN ${table}.customer_id IS NULL THEN (${owners.map(ownedBy).join(' OR ')}) ELSE ${follows(table)} END)`;

/** Who may do what to a table's rows, beyond the tenant. `write` is insert and change. */
interface Rule {
  read: string;
  write: string;
  insert?: string;
  remove?: string;
}

const rules: Record<string, Rule> = {
  teams: { read: staff, write: operators },
  reps: { read: staff, write: operators },
  products: { read: staff, write: leaders },

  customers: {
    read: `(${staffSeesCustomer} OR (${role('contact')} AND customers.id = ${uuid('customer')}))`,
    write: staffSeesCustomer,
    insert: `(${leaders} OR (${role('rep')} AND customers.created_by = ${rep}))`,
    remove: `(${leaders} AND ${staffSeesCustomer})`,
  },
  contacts: {
    read: `(${follows('contacts')} OR (${role('contact')} AND contacts.id = ${uuid('contact')}))`,
    write: follows('contacts'),
  },
  relations: { read: follows('relations'), write: follows('relations') },
  assignments: {
    read: follows('assignments'),
    write: `(${leaders} AND ${follows('assignments')})`,
    insert: `(${follows('assignments')} AND (${leaders} OR (${role('rep')} AND assignments.rep_id = ${rep} AND EXISTS (SELECT 1 FROM customers c WHERE c.tenant_id = assignments.tenant_id AND c.id = assignments.customer_id AND c.created_by = ${rep}) AND NOT EXISTS (SELECT 1 FROM holdings h WHERE h.tenant_id = assignments.tenant_id AND h.customer_id = assignments.customer_id AND h.rep_id <> ${rep}))))`,
  },
  customer_history: {
    read: follows('customer_history'),
    write: system,
    insert: follows('customer_history'),
    remove: `(${operators} AND ${follows('customer_history')})`,
  },

  visits: { read: follows('visits'), write: follows('visits') },
  interactions: { read: follows('interactions'), write: follows('interactions') },
  tasks: {
    read: withOrWithoutCustomer('tasks', 'tasks.owner_id', 'tasks.created_by'),
    write: withOrWithoutCustomer('tasks', 'tasks.owner_id', 'tasks.created_by'),
  },
  purchases: {
    read: follows('purchases'),
    write: follows('purchases'),
    remove: `(${leaders} AND ${follows('purchases')})`,
  },
  opportunities: { read: follows('opportunities'), write: follows('opportunities') },
  cases: { read: follows('cases'), write: follows('cases'), remove: `(${leaders} AND ${follows('cases')})` },
  approvals: {
    read: withOrWithoutCustomer('approvals', 'approvals.requester_id', 'approvals.decider_id'),
    write: withOrWithoutCustomer('approvals', 'approvals.requester_id', 'approvals.decider_id'),
    remove: `(${leaders} AND ${withOrWithoutCustomer('approvals', 'approvals.requester_id', 'approvals.decider_id')})`,
  },
  notes: { read: follows('notes'), write: follows('notes') },
  goals: {
    read: `(${staff} AND (${operators} AND goals.customer_id IS NULL OR goals.subject = 'tenant' OR goals.rep_id = ${rep} OR EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = ${rep} AND r.team_id = goals.team_id) OR (${role('manager')} AND (goals.team_id = ANY (${teams}) OR EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = goals.rep_id AND r.team_id = ANY (${teams})))) OR (goals.customer_id IS NOT NULL AND ${follows('goals')})))`,
    write: `(${operators} AND goals.customer_id IS NULL OR (${role('manager')} AND (goals.team_id = ANY (${teams}) OR EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = goals.rep_id AND r.team_id = ANY (${teams})))) OR (${leaders} AND goals.customer_id IS NOT NULL AND ${follows('goals')}))`,
  },
  files: { read: follows('files'), write: follows('files') },
  file_chunks: {
    read: `(${staff} AND EXISTS (SELECT 1 FROM files f WHERE f.tenant_id = file_chunks.tenant_id AND f.id = file_chunks.file_id))`,
    write: `(${staff} AND EXISTS (SELECT 1 FROM files f WHERE f.tenant_id = file_chunks.tenant_id AND f.id = file_chunks.file_id))`,
  },

  surveys: {
    read: `(${staff} OR (${role('contact')} AND surveys.status = 'open') OR (${role('link')} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = surveys.tenant_id AND i.id = ${uuid('invitation')} AND i.survey_id = surveys.id)))`,
    write: leaders,
  },
  invitations: {
    read: `(CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END OR (${role('contact')} AND invitations.contact_id = ${uuid('contact')}) OR (${role('link')} AND invitations.id = ${uuid('invitation')}))`,
    write: `(CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END OR (${role('link')} AND invitations.id = ${uuid('invitation')}))`,
    insert: `CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END`,
    remove: `CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END`,
  },
  responses: {
    read: `(CASE WHEN responses.customer_id IS NULL THEN (${leaders} OR (${staff} AND responses.rep_id = ${rep})) ELSE ${follows('responses')} END OR (${role('contact')} AND responses.contact_id = ${uuid('contact')}) OR (${role('link')} AND responses.invitation_id = ${uuid('invitation')}))`,
    write: `(CASE WHEN responses.customer_id IS NULL THEN (${leaders} OR (${staff} AND responses.rep_id = ${rep})) ELSE ${follows('responses')} END OR (${role('link')} AND responses.invitation_id = ${uuid('invitation')} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = responses.tenant_id AND i.id = responses.invitation_id AND i.survey_id = responses.survey_id AND i.customer_id IS NOT DISTINCT FROM responses.customer_id AND i.contact_id IS NOT DISTINCT FROM responses.contact_id)))`,
    remove: `(${leaders} AND CASE WHEN responses.customer_id IS NULL THEN ${leaders} ELSE ${follows('responses')} END)`,
  },

  external_refs: {
    read: `(CASE WHEN external_refs.customer_id IS NOT NULL THEN ${follows('external_refs')} WHEN external_refs.resource IN ('reps', 'teams', 'products', 'surveys') THEN ${staff} ELSE ${operators} END)`,
    write: `(CASE WHEN external_refs.customer_id IS NULL THEN ${staff} ELSE ${follows('external_refs')} END)`,
  },
  customer_keys: { read: follows('customer_keys'), write: follows('customer_keys') },
  events: {
    read: `(${staff} AND (${system} OR CASE events.audience WHEN 'staff' THEN true WHEN 'customer' THEN ${follows('events')} WHEN 'owner' THEN ${ownedBy('events.owner_id')} WHEN 'holder' THEN (${open} OR events.owner_id = ${rep} OR (${role('manager')} AND EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = events.owner_id AND r.team_id = ANY (${teams})))) WHEN 'leaders' THEN ${leaders} ELSE false END))`,
    write: system,
    insert: `(${staff} OR ${role('link', 'contact')})`,
  },
  idempotency_keys: {
    read: `(${system} OR idempotency_keys.actor = ${text('subject')})`,
    write: `(${system} OR idempotency_keys.actor = ${text('subject')})`,
  },
  revoked_tokens: { read: operators, write: operators },
};

const guard = (table: string, rule: Rule): string[] => {
  const mine = (condition: string) => `${table}.tenant_id = ${tenant} AND ${condition}`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_read ON ${table} FOR SELECT USING (${mine(rule.read)})`,
    `CREATE POLICY ${table}_insert ON ${table} FOR INSERT WITH CHECK (${mine(rule.insert ?? rule.write)})`,
    `CREATE POLICY ${table}_change ON ${table} FOR UPDATE USING (${mine(rule.write)}) WITH CHECK (${mine(rule.write)})`,
    `CREATE POLICY ${table}_remove ON ${table} FOR DELETE USING (${mine(rule.remove ?? rule.write)})`,
  ];
};

/**
 * Who may see which row. `holdings` is what the policies know of assignments: it runs as its owner, shows one tenant
 * only, and is what keeps the policy of `assignments` from asking itself. `docs/access.md` says the rules in words.
 */
export const policies: Migration = {
  name: '0002-policies',
  steps: [
    `CREATE VIEW holdings AS SELECT a.tenant_id, a.customer_id, a.rep_id, a.role, a.from_day, a.to_day, r.team_id, t.mode = 'sealed-unit' AS sealed FROM assignments a LEFT JOIN reps r ON r.tenant_id = a.tenant_id AND r.id = a.rep_id LEFT JOIN teams t ON t.tenant_id = r.tenant_id AND t.id = r.team_id WHERE a.tenant_id = ${tenant}`,
    ...Object.entries(rules).flatMap(([table, rule]) => guard(table, rule)),
  ],
};
