import type { Migration } from './migration.ts';
import { follows, guard } from './policy.ts';

/**
 * Each customer's purchases added up by month, kept by every write of a purchase (`purchase-months.ts`), and the indexes by
 * which figures find the rows of a period without reading those of all time.
 */
export const rollups: Migration = {
  name: '0005-rollups',
  steps: [
    `CREATE TABLE purchase_months (
  tenant_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  month date NOT NULL,
  currency text NOT NULL,
  n bigint NOT NULL,
  sum numeric NOT NULL,
  squares numeric NOT NULL,
  orders bigint NOT NULL,
  order_sum numeric NOT NULL,
  order_squares numeric NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, month, currency),
  CONSTRAINT purchase_months_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
)`,
    ...guard('purchase_months', { read: follows('purchase_months'), write: follows('purchase_months') }),
    `INSERT INTO purchase_months (tenant_id, customer_id, month, currency, n, sum, squares, orders, order_sum, order_squares)
SELECT tenant_id, customer_id, date_trunc('month', at AT TIME ZONE 'UTC')::date, currency, count(*), sum(minor), sum(minor::numeric * minor),
  count(*) FILTER (WHERE minor > 0), coalesce(sum(minor) FILTER (WHERE minor > 0), 0), coalesce(sum(minor::numeric * minor) FILTER (WHERE minor > 0), 0)
FROM purchases GROUP BY 1, 2, 3, 4`,

    // With what figures add up, so that the table itself is not read.
    `DROP INDEX purchases_customer`,
    `CREATE INDEX purchases_customer ON purchases (tenant_id, customer_id, at) INCLUDE (minor, currency)`,

    `CREATE INDEX visits_rep_checked_in ON visits (tenant_id, rep_id, checked_in_at)`,
    `CREATE INDEX visits_customer_checked_in ON visits (tenant_id, customer_id, checked_in_at)`,
    `CREATE INDEX opportunities_rep_expected ON opportunities (tenant_id, rep_id, expected_on)`,
    `CREATE INDEX cases_owner_opened ON cases (tenant_id, owner_id, opened_at)`,
    `CREATE INDEX cases_owner_closed ON cases (tenant_id, owner_id, closed_at)`,
    `CREATE INDEX tasks_owner_due ON tasks (tenant_id, owner_id, due_on)`,
  ],
};
