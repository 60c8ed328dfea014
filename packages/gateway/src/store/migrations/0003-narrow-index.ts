import type { Migration } from './migration.ts';

/**
 * Two indexes that a planner without statistics took for the primary key's equal, so that it read every row of a tenant: that
 * of parents now holds only customers with a parent, and that of records begins with what tells rows apart.
 */
export const narrowIndex: Migration = {
  name: '0003-narrow-index',
  steps: [
    `DROP INDEX customers_parent`,
    `CREATE INDEX customers_parent ON customers (tenant_id, parent_id) WHERE parent_id IS NOT NULL`,
    `DROP INDEX external_refs_record`,
    `CREATE INDEX external_refs_record ON external_refs (tenant_id, record_id)`,
  ],
};
