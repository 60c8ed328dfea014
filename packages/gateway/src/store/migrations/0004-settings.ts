import { follows, guard, ofJustMade, operators, role, staff, system } from './policy.ts';
import type { Migration } from './migration.ts';

const envelope = `
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,`;

const admins = role('admin', 'system');

/**
 * What a company decides once for all of its figures (one row a tenant, none before the first change), KPIs of its own, and how
 * customers moved between levels.
 */
export const settings: Migration = {
  name: '0004-settings',
  steps: [
    `CREATE TABLE settings (
  tenant_id uuid NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id)
)`,
    ...guard('settings', { read: staff, write: admins }),

    `CREATE TABLE kpi_definitions (${envelope}
  kpi text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
)`,
    `CREATE UNIQUE INDEX kpi_definitions_kpi ON kpi_definitions (tenant_id, kpi)`,
    ...guard('kpi_definitions', { read: staff, write: admins }),

    `CREATE TABLE tier_changes (${envelope}
  customer_id uuid NOT NULL,
  at timestamptz NOT NULL,
  approval_id uuid,
  data jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT tier_changes_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE INDEX tier_changes_customer ON tier_changes (tenant_id, customer_id, at)`,
    `CREATE INDEX tier_changes_at ON tier_changes (tenant_id, at)`,
    ...guard('tier_changes', {
      read: follows('tier_changes'),
      write: system,
      insert: `(${follows('tier_changes')} OR ${ofJustMade('tier_changes')})`,
      remove: `(${operators} AND ${follows('tier_changes')})`,
    }),
  ],
};
