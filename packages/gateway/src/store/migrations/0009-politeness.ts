import type { Migration } from './migration.ts';
import { follows, guard, leaders, once, role, setting, staff, system } from './policy.ts';

const invitation = once(`${setting('invitation')}::uuid`);

/** The row is about whoever holds the link: the contact it was made for, else the customer, else this one session. */
const ownLink = `(${role('link')} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = deferrals.tenant_id AND i.id = ${invitation} AND i.customer_id IS NOT DISTINCT FROM deferrals.customer_id AND i.contact_id IS NOT DISTINCT FROM deferrals.contact_id AND deferrals.subject = CASE WHEN i.contact_id IS NOT NULL THEN 'contact:' || i.contact_id::text WHEN i.customer_id IS NOT NULL THEN 'customer:' || i.customer_id::text ELSE 'session:' || i.id::text END))`;

/**
 * Who wants to be left in peace by surveys, and until when (null: not again). One row a `subject`: `contact:ID`, `customer:ID` (whoever answers for
 * a customer by a link that names nobody), `account:ID` (all of a customer's people), `session:ID` (a visitor without a name).
 */
export const politeness: Migration = {
  name: '0009-politeness',
  steps: [
    `CREATE TABLE deferrals (
  tenant_id uuid NOT NULL,
  subject text NOT NULL,
  customer_id uuid,
  contact_id uuid,
  until timestamptz,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, subject),
  CONSTRAINT deferrals_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT deferrals_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE INDEX deferrals_customer ON deferrals (tenant_id, customer_id)`,
    `CREATE INDEX deferrals_contact ON deferrals (tenant_id, contact_id)`,
    ...guard('deferrals', {
      read: `(${system} OR (deferrals.customer_id IS NOT NULL AND ${follows('deferrals')}) OR ${ownLink})`,
      write: `(${system} OR (${staff} AND deferrals.customer_id IS NOT NULL AND ${follows('deferrals')}) OR ${ownLink})`,
      remove: `(${system} OR (${leaders} AND deferrals.customer_id IS NOT NULL AND ${follows('deferrals')}))`,
    }),
  ],
};
