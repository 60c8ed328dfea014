import { sql } from 'kysely';
import type { Calendar, KpiDefinition } from '@liaise/core/kpi';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import { settingsOf } from '../settings/settings.ts';
import type { Work } from '../store/store.ts';

/** What bears on all figures of a company. */
export interface Company {
  readonly settings: CompanySettings;
  readonly calendar: Calendar;
  /** KPIs of its own. */
  readonly own: readonly KpiDefinition[];
  /** Whether some team is a sealed unit. */
  readonly sealed: boolean;
}

const known = new WeakMap<Work, Promise<Company>>();

/** Reads what bears on all figures of the actor's company, once a transaction. */
export function companyOf(work: Work): Promise<Company> {
  const before = known.get(work);
  if (before) return before;
  const company = read(work);
  known.set(work, company);
  return company;
}

async function read(work: Work): Promise<Company> {
  const { rows } = await sql<{
    settings: Parameters<typeof settingsOf>[0] | null;
    own: KpiDefinition[];
    sealed: boolean;
  }>`SELECT (SELECT json_build_object('version', s.version, 'updated_at', s.updated_at, 'data', s.data) FROM settings s WHERE s.tenant_id = ${work.actor.tenantId}) AS settings, (SELECT coalesce(json_agg(d.data -> 'definition' ORDER BY d.kpi COLLATE "C"), '[]') FROM kpi_definitions d WHERE d.tenant_id = ${work.actor.tenantId}) AS own, EXISTS (SELECT 1 FROM teams t WHERE t.tenant_id = ${work.actor.tenantId} AND t.mode = 'sealed-unit') AS sealed`.execute(
    work.sql,
  );
  const settings = settingsOf(rows[0]?.settings ?? undefined);
  const { timeZone, fiscalStartMonth } = settings;
  return {
    settings,
    calendar: { timeZone, fiscalStartMonth },
    own: rows[0]?.own ?? [],
    sealed: rows[0]?.sealed === true,
  };
}
