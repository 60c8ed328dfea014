import type { Migration } from './migration.ts';
import { follows, guard, leaders, operators, staff, system } from './policy.ts';

/**
 * What customers are worth and what is expected of them, as the job `value` found it; reviews of customers by people; and
 * the leases of jobs.
 */
export const value: Migration = {
  name: '0007-value',
  steps: [
    `CREATE TABLE jobs (
  tenant_id uuid NOT NULL,
  job text NOT NULL,
  holder uuid,
  until timestamptz,
  due_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  outcome text,
  message text,
  PRIMARY KEY (tenant_id, job)
)`,
    ...guard('jobs', { read: operators, write: system }),
    `CREATE TABLE value_models (
  tenant_id uuid NOT NULL,
  currency text NOT NULL,
  at timestamptz NOT NULL,
  fitted_at timestamptz,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, currency)
)`,
    ...guard('value_models', { read: staff, write: system }),
    `CREATE TABLE customer_values (
  tenant_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  currency text NOT NULL,
  tier text NOT NULL,
  value bigint NOT NULL,
  action text NOT NULL,
  codes text[] NOT NULL,
  basis text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, customer_id),
  CONSTRAINT customer_values_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE INDEX customer_values_order ON customer_values (tenant_id, currency, value DESC, customer_id)`,
    ...guard('customer_values', { read: follows('customer_values'), write: system }),
    `CREATE TABLE customer_reviews (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  customer_id uuid NOT NULL,
  reviewer_id uuid,
  period text NOT NULL,
  recommendation text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT customer_reviews_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id)
)`,
    `CREATE INDEX customer_reviews_customer ON customer_reviews (tenant_id, customer_id)`,
    ...guard('customer_reviews', {
      read: follows('customer_reviews'),
      write: follows('customer_reviews'),
      remove: `(${leaders} AND ${follows('customer_reviews')})`,
    }),
  ],
};
