import type { Migration } from './migration.ts';
import { follows, guard, leaders, operators, ownedBy, staff, system } from './policy.ts';

const toCustomer = (table: string) =>
  `CONSTRAINT ${table}_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE`;

/**
 * How surveys are sent out: distributions; whom each has asked on which occasion, once; what waits to be sent and how far it came;
 * addresses that nothing can be delivered to, as hashes; and how far a job has read the events.
 */
export const sending: Migration = {
  name: '0011-sending',
  steps: [
    `CREATE TABLE distributions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  survey_id uuid NOT NULL,
  status text NOT NULL,
  channel text NOT NULL,
  owner_id uuid,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT distributions_survey_id_fkey FOREIGN KEY (tenant_id, survey_id) REFERENCES surveys (tenant_id, id)
)`,
    `CREATE INDEX distributions_survey ON distributions (tenant_id, survey_id)`,
    ...guard('distributions', { read: staff, write: `(${leaders} AND ${ownedBy('distributions.owner_id')})` }),
    `ALTER TABLE invitations ADD COLUMN distribution_id uuid`,
    `CREATE INDEX invitations_distribution ON invitations (tenant_id, distribution_id) WHERE distribution_id IS NOT NULL`,
    `CREATE TABLE distribution_recipients (
  tenant_id uuid NOT NULL,
  distribution_id uuid NOT NULL,
  occasion text NOT NULL,
  recipient_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  invitation_id uuid,
  why text,
  again_at timestamptz,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, distribution_id, occasion, recipient_id),
  CONSTRAINT distribution_recipients_distribution_id_fkey FOREIGN KEY (tenant_id, distribution_id) REFERENCES distributions (tenant_id, id) ON DELETE CASCADE,
  ${toCustomer('distribution_recipients')}
)`,
    `CREATE INDEX distribution_recipients_customer ON distribution_recipients (tenant_id, customer_id)`,
    ...guard('distribution_recipients', { read: follows('distribution_recipients'), write: system }),
    `CREATE TABLE deliveries (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL,
  endpoint text,
  number integer NOT NULL,
  customer_id uuid NOT NULL,
  contact_id uuid,
  invitation_id uuid,
  case_id uuid,
  rep_id uuid,
  state text NOT NULL,
  attempts integer NOT NULL,
  due_at timestamptz NOT NULL,
  sent_at timestamptz,
  address_hash bytea,
  why text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  ${toCustomer('deliveries')},
  CONSTRAINT deliveries_invitation_id_fkey FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT deliveries_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE UNIQUE INDEX deliveries_key ON deliveries (tenant_id, key)`,
    `CREATE INDEX deliveries_due ON deliveries (tenant_id, due_at) WHERE state = 'waiting'`,
    `CREATE INDEX deliveries_customer ON deliveries (tenant_id, customer_id)`,
    `CREATE INDEX deliveries_invitation ON deliveries (tenant_id, invitation_id) WHERE invitation_id IS NOT NULL`,
    ...guard('deliveries', { read: follows('deliveries'), write: system, insert: follows('deliveries') }),
    `CREATE TABLE undeliverable_addresses (
  tenant_id uuid NOT NULL,
  channel text NOT NULL,
  address_hash bytea NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, channel, address_hash)
)`,
    ...guard('undeliverable_addresses', { read: operators, write: system }),
    `CREATE TABLE job_cursors (
  tenant_id uuid NOT NULL,
  job text NOT NULL,
  place text NOT NULL,
  PRIMARY KEY (tenant_id, job)
)`,
    ...guard('job_cursors', { read: operators, write: system }),
  ],
};
