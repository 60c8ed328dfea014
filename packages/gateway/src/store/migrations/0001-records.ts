import type { Migration } from './migration.ts';

const envelope = `
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,`;

const end = `
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)`;

const to = (column: string, table: string, table_: string, action = '') =>
  `,\n  CONSTRAINT ${table_}_${column}_fkey FOREIGN KEY (tenant_id, ${column}) REFERENCES ${table} (tenant_id, id)${action}`;

/**
 * The tables. Each record lies whole in `data` (without the envelope); the columns beside it are taken from it by the
 * repository for filters, policies, joins and aggregates. Without a tenant: `tenants`.
 */
export const records: Migration = {
  name: '0001-records',
  steps: [
    `CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  ref text NOT NULL UNIQUE,
  name text NOT NULL,
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  data jsonb NOT NULL
)`,

    // Who works here, and what is sold.
    `CREATE TABLE teams (${envelope}
  name text NOT NULL,
  mode text NOT NULL,
  parent_id uuid,
  manager_id uuid,${end}
)`,
    `CREATE INDEX teams_mode ON teams (tenant_id, mode)`,
    `CREATE TABLE reps (${envelope}
  name text NOT NULL,
  team_id uuid NOT NULL,
  grade text NOT NULL,
  active boolean NOT NULL,
  email text,${end}${to('team_id', 'teams', 'reps')}
)`,
    `CREATE INDEX reps_team ON reps (tenant_id, team_id)`,
    `CREATE INDEX reps_email ON reps (tenant_id, email)`,
    `CREATE TABLE products (${envelope}
  name text NOT NULL,
  category text,
  active boolean NOT NULL,${end}
)`,

    // Customers and the people there.
    `CREATE TABLE customers (${envelope}
  kind text NOT NULL,
  name text NOT NULL,
  search text NOT NULL,
  stage text NOT NULL,
  tier text,
  industry text,
  parent_id uuid,
  merged_into uuid,
  created_by uuid,${end}
)`,
    `CREATE INDEX customers_parent ON customers (tenant_id, parent_id)`,
    `CREATE TABLE contacts (${envelope}
  customer_id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,${end}${to('customer_id', 'customers', 'contacts')}
)`,
    `CREATE INDEX contacts_customer ON contacts (tenant_id, customer_id)`,
    `CREATE TABLE relations (${envelope}
  customer_id uuid NOT NULL,
  kind text NOT NULL,${end}${to('customer_id', 'customers', 'relations')}
)`,
    `CREATE INDEX relations_customer ON relations (tenant_id, customer_id)`,
    `CREATE TABLE assignments (${envelope}
  customer_id uuid NOT NULL,
  rep_id uuid NOT NULL,
  role text NOT NULL,
  from_day date NOT NULL,
  to_day date,${end}${to('customer_id', 'customers', 'assignments', ' ON DELETE CASCADE')}${to('rep_id', 'reps', 'assignments')}
)`,
    `CREATE INDEX assignments_customer ON assignments (tenant_id, customer_id)`,
    `CREATE INDEX assignments_rep ON assignments (tenant_id, rep_id)`,
    `CREATE UNIQUE INDEX assignments_one_holder ON assignments (tenant_id, customer_id) WHERE role = 'holder' AND to_day IS NULL`,
    `CREATE TABLE customer_history (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  field text NOT NULL,
  from_value text,
  to_value text,
  at timestamptz NOT NULL,
  by text NOT NULL,
  why text,
  PRIMARY KEY (tenant_id, id)${to('customer_id', 'customers', 'customer_history', ' ON DELETE CASCADE')}
)`,
    `CREATE INDEX customer_history_customer ON customer_history (tenant_id, customer_id, id)`,

    // What happens with them.
    `CREATE TABLE visits (${envelope}
  customer_id uuid NOT NULL,
  rep_id uuid NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  planned_start timestamptz,
  checked_in_at timestamptz,
  checked_out_at timestamptz,${end}${to('customer_id', 'customers', 'visits')}${to('rep_id', 'reps', 'visits')}
)`,
    `CREATE INDEX visits_customer ON visits (tenant_id, customer_id, planned_start)`,
    `CREATE INDEX visits_rep ON visits (tenant_id, rep_id, planned_start)`,
    `CREATE TABLE interactions (${envelope}
  customer_id uuid NOT NULL,
  rep_id uuid,
  kind text NOT NULL,
  at timestamptz NOT NULL,${end}${to('customer_id', 'customers', 'interactions')}
)`,
    `CREATE INDEX interactions_customer ON interactions (tenant_id, customer_id, at)`,
    `CREATE INDEX interactions_rep ON interactions (tenant_id, rep_id, at)`,
    `CREATE TABLE tasks (${envelope}
  customer_id uuid,
  owner_id uuid NOT NULL,
  status text NOT NULL,
  due_on date,
  done_at timestamptz,
  created_by uuid,${end}${to('customer_id', 'customers', 'tasks')}${to('owner_id', 'reps', 'tasks')}
)`,
    `CREATE INDEX tasks_customer ON tasks (tenant_id, customer_id)`,
    `CREATE INDEX tasks_owner ON tasks (tenant_id, owner_id, status)`,
    `CREATE TABLE purchases (${envelope}
  customer_id uuid NOT NULL,
  at timestamptz NOT NULL,
  minor bigint NOT NULL,
  currency text NOT NULL,
  product_id uuid,${end}${to('customer_id', 'customers', 'purchases')}
)`,
    `CREATE INDEX purchases_customer ON purchases (tenant_id, customer_id, at)`,
    `CREATE TABLE opportunities (${envelope}
  customer_id uuid NOT NULL,
  rep_id uuid,
  stage text NOT NULL,
  minor bigint,
  currency text,
  product_id uuid,
  engaged_on date,
  expected_on date,
  closed_on date,${end}${to('customer_id', 'customers', 'opportunities')}
)`,
    `CREATE INDEX opportunities_customer ON opportunities (tenant_id, customer_id)`,
    `CREATE INDEX opportunities_rep ON opportunities (tenant_id, rep_id, closed_on)`,
    `CREATE TABLE cases (${envelope}
  customer_id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  severity text NOT NULL,
  owner_id uuid,
  opened_at timestamptz NOT NULL,
  first_contact_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,${end}${to('customer_id', 'customers', 'cases')}
)`,
    `CREATE INDEX cases_customer ON cases (tenant_id, customer_id, opened_at)`,
    `CREATE INDEX cases_owner ON cases (tenant_id, owner_id, status)`,
    `CREATE TABLE approvals (${envelope}
  customer_id uuid,
  kind text NOT NULL,
  status text NOT NULL,
  requester_id uuid,
  decider_id uuid,${end}${to('customer_id', 'customers', 'approvals')}
)`,
    `CREATE INDEX approvals_customer ON approvals (tenant_id, customer_id)`,
    `CREATE TABLE notes (${envelope}
  customer_id uuid NOT NULL,
  author_id uuid,${end}${to('customer_id', 'customers', 'notes')}
)`,
    `CREATE INDEX notes_customer ON notes (tenant_id, customer_id)`,
    `CREATE TABLE goals (${envelope}
  kpi text NOT NULL,
  subject text NOT NULL,
  period text NOT NULL,
  rep_id uuid,
  team_id uuid,
  customer_id uuid,${end}${to('customer_id', 'customers', 'goals', ' ON DELETE CASCADE')}
)`,
    `CREATE UNIQUE INDEX goals_one_per_period ON goals (tenant_id, kpi, subject, period)`,
    `CREATE TABLE files (${envelope}
  customer_id uuid NOT NULL,
  complete boolean NOT NULL,
  size bigint NOT NULL,${end}${to('customer_id', 'customers', 'files')}
)`,
    `CREATE INDEX files_customer ON files (tenant_id, customer_id)`,
    `CREATE TABLE file_chunks (
  tenant_id uuid NOT NULL,
  file_id uuid NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant_id, file_id, part)${to('file_id', 'files', 'file_chunks', ' ON DELETE CASCADE')}
)`,

    // Surveys.
    `CREATE TABLE surveys (${envelope}
  key text NOT NULL,
  status text NOT NULL,
  access text NOT NULL,
  closes_at timestamptz,${end}
)`,
    `CREATE INDEX surveys_key ON surveys (tenant_id, key)`,
    `CREATE TABLE invitations (${envelope}
  survey_id uuid NOT NULL,
  customer_id uuid,
  contact_id uuid,
  rep_id uuid,
  status text NOT NULL,
  expires_at timestamptz,
  token_hash bytea,${end}${to('survey_id', 'surveys', 'invitations')}${to('customer_id', 'customers', 'invitations')}
)`,
    `CREATE UNIQUE INDEX invitations_token ON invitations (tenant_id, token_hash)`,
    `CREATE INDEX invitations_survey ON invitations (tenant_id, survey_id)`,
    `CREATE INDEX invitations_customer ON invitations (tenant_id, customer_id)`,
    `CREATE TABLE responses (${envelope}
  survey_id uuid NOT NULL,
  survey_version integer NOT NULL,
  invitation_id uuid,
  customer_id uuid,
  contact_id uuid,
  rep_id uuid,
  final boolean NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,${end}${to('survey_id', 'surveys', 'responses')}${to('customer_id', 'customers', 'responses')}${to('invitation_id', 'invitations', 'responses')}
)`,
    `CREATE UNIQUE INDEX responses_one_per_invitation ON responses (tenant_id, invitation_id)`,
    `CREATE INDEX responses_survey ON responses (tenant_id, survey_id, finished_at)`,
    `CREATE INDEX responses_customer ON responses (tenant_id, customer_id, finished_at)`,
    `CREATE INDEX responses_rep ON responses (tenant_id, rep_id, finished_at)`,

    // By which names records are found, and what happened to them.
    `CREATE TABLE external_refs (
  tenant_id uuid NOT NULL,
  resource text NOT NULL,
  ref text NOT NULL,
  record_id uuid NOT NULL,
  customer_id uuid,
  PRIMARY KEY (tenant_id, resource, ref)${to('customer_id', 'customers', 'external_refs', ' ON DELETE CASCADE')}
)`,
    `CREATE INDEX external_refs_record ON external_refs (tenant_id, resource, record_id)`,
    `CREATE INDEX external_refs_customer ON external_refs (tenant_id, customer_id)`,
    `CREATE TABLE customer_keys (
  tenant_id uuid NOT NULL,
  kind text NOT NULL,
  value text NOT NULL,
  source_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, kind, value, source_id)${to('customer_id', 'customers', 'customer_keys', ' ON DELETE CASCADE')}
)`,
    `CREATE INDEX customer_keys_source ON customer_keys (tenant_id, source_id)`,
    `CREATE INDEX customer_keys_customer ON customer_keys (tenant_id, customer_id)`,
    `CREATE TABLE events (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL,
  kind text NOT NULL,
  resource text NOT NULL,
  record_id uuid NOT NULL,
  customer_id uuid,
  audience text NOT NULL,
  owner_id uuid,
  PRIMARY KEY (tenant_id, id)
)`,
    `CREATE INDEX events_order ON events (tenant_id, xid, id)`,
    `CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer,
  answer jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, actor, key)
)`,
    `CREATE INDEX idempotency_keys_age ON idempotency_keys (tenant_id, created_at)`,
    `CREATE TABLE revoked_tokens (
  tenant_id uuid NOT NULL,
  jti text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, jti)
)`,
  ],
};
