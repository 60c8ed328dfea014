import type { Migration } from './migration.ts';
import {
  follows,
  guard,
  leaders,
  ofJustMade,
  once,
  open,
  operators,
  ownedBy,
  rep,
  role,
  setting,
  staff,
  staffSeesCustomer,
  system,
  teams,
  tenant,
  withOrWithoutCustomer,
  type Rule,
} from './policy.ts';

const rules: Record<string, Rule> = {
  teams: { read: staff, write: operators },
  reps: { read: staff, write: operators },
  products: { read: staff, write: leaders },

  customers: {
    read: `(${staffSeesCustomer} OR (${role('contact')} AND customers.id = ${once(`${setting('customer')}::uuid`)}))`,
    write: staffSeesCustomer,
    insert: `(${leaders} OR (${role('rep')} AND customers.created_by = ${rep}))`,
    remove: `(${leaders} AND ${staffSeesCustomer})`,
  },
  contacts: {
    read: `(${follows('contacts')} OR (${role('contact')} AND contacts.id = ${once(`${setting('contact')}::uuid`)}))`,
    write: follows('contacts'),
  },
  relations: { read: follows('relations'), write: follows('relations') },
  assignments: {
    // The second part lets the insert of the first assignment of a customer just made give its row back.
    read: `(${follows('assignments')} OR (${ofJustMade('assignments')} AND assignments.rep_id = ${rep} AND NOT EXISTS (SELECT 1 FROM assigned a WHERE a.tenant_id = assignments.tenant_id AND a.customer_id = assignments.customer_id)))`,
    write: `(${leaders} AND ${follows('assignments')})`,
    insert: `((${leaders} AND ${follows('assignments')}) OR (${ofJustMade('assignments')} AND assignments.rep_id = ${rep} AND NOT EXISTS (SELECT 1 FROM assigned a WHERE a.tenant_id = assignments.tenant_id AND a.customer_id = assignments.customer_id AND a.rep_id <> ${rep})))`,
  },
  customer_history: {
    read: follows('customer_history'),
    write: system,
    insert: `(${follows('customer_history')} OR ${ofJustMade('customer_history')})`,
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
    read: `(${staff} OR (${role('contact')} AND surveys.status = 'open') OR (${role('link')} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = surveys.tenant_id AND i.id = ${once(`${setting('invitation')}::uuid`)} AND i.survey_id = surveys.id)))`,
    write: leaders,
  },
  invitations: {
    read: `(CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END OR (${role('contact')} AND invitations.contact_id = ${once(`${setting('contact')}::uuid`)}) OR (${role('link')} AND invitations.id = ${once(`${setting('invitation')}::uuid`)}))`,
    write: `(CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END OR (${role('link')} AND invitations.id = ${once(`${setting('invitation')}::uuid`)}))`,
    insert: `CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END`,
    remove: `CASE WHEN invitations.customer_id IS NULL THEN ${leaders} ELSE ${follows('invitations')} END`,
  },
  responses: {
    read: `(CASE WHEN responses.customer_id IS NULL THEN (${leaders} OR (${staff} AND responses.rep_id = ${rep})) ELSE ${follows('responses')} END OR (${role('contact')} AND responses.contact_id = ${once(`${setting('contact')}::uuid`)}) OR (${role('link')} AND responses.invitation_id = ${once(`${setting('invitation')}::uuid`)}))`,
    write: `(CASE WHEN responses.customer_id IS NULL THEN (${leaders} OR (${staff} AND responses.rep_id = ${rep})) ELSE ${follows('responses')} END OR (${role('link')} AND responses.invitation_id = ${once(`${setting('invitation')}::uuid`)} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = responses.tenant_id AND i.id = responses.invitation_id AND i.survey_id = responses.survey_id AND i.customer_id IS NOT DISTINCT FROM responses.customer_id AND i.contact_id IS NOT DISTINCT FROM responses.contact_id)))`,
    remove: `(${leaders} AND CASE WHEN responses.customer_id IS NULL THEN ${leaders} ELSE ${follows('responses')} END)`,
  },

  external_refs: {
    read: `(CASE WHEN external_refs.customer_id IS NOT NULL THEN ${follows('external_refs')} WHEN external_refs.resource IN ('reps', 'teams', 'products', 'surveys') THEN ${staff} ELSE ${operators} END)`,
    write: `(CASE WHEN external_refs.customer_id IS NULL THEN ${staff} ELSE ${follows('external_refs')} END)`,
    insert: `(CASE WHEN external_refs.customer_id IS NULL THEN ${staff} ELSE (${follows('external_refs')} OR ${ofJustMade('external_refs')}) END)`,
  },
  customer_keys: {
    read: follows('customer_keys'),
    write: follows('customer_keys'),
    insert: `(${follows('customer_keys')} OR ${ofJustMade('customer_keys')})`,
  },
  events: {
    read: `(${staff} AND (${system} OR CASE events.audience WHEN 'staff' THEN true WHEN 'customer' THEN ${follows('events')} WHEN 'owner' THEN ${ownedBy('events.owner_id')} WHEN 'holder' THEN (${open} OR events.owner_id = ${rep} OR (${role('manager')} AND EXISTS (SELECT 1 FROM reps r WHERE r.tenant_id = ${tenant} AND r.id = events.owner_id AND r.team_id = ANY (${teams})))) WHEN 'leaders' THEN ${leaders} ELSE false END))`,
    write: system,
    insert: `(${staff} OR ${role('link', 'contact')})`,
  },
  idempotency_keys: {
    read: `(${system} OR idempotency_keys.actor = ${once(setting('subject'))})`,
    write: `(${system} OR idempotency_keys.actor = ${once(setting('subject'))})`,
  },
  revoked_tokens: { read: operators, write: operators },
};

/**
 * Who may see which row. `assigned`, and `holdings` with the holder's team, are what the policies know of assignments:
 * they run as their owner, show one tenant only, and keep the policy of `assignments` from asking itself.
 * `docs/access.md` says the rules in words.
 */
export const policies: Migration = {
  name: '0002-policies',
  steps: [
    `CREATE VIEW assigned AS SELECT tenant_id, customer_id, rep_id, role, from_day, to_day FROM assignments WHERE tenant_id = ${setting('tenant')}::uuid`,
    `CREATE VIEW holdings AS SELECT a.tenant_id, a.customer_id, a.rep_id, a.role, a.from_day, a.to_day, r.team_id, t.mode = 'sealed-unit' AS sealed FROM assignments a LEFT JOIN reps r ON r.tenant_id = a.tenant_id AND r.id = a.rep_id LEFT JOIN teams t ON t.tenant_id = r.tenant_id AND t.id = r.team_id WHERE a.tenant_id = ${setting('tenant')}::uuid`,
    ...Object.entries(rules).flatMap(([table, rule]) => guard(table, rule)),
  ],
};
