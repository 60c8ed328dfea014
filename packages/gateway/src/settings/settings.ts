import { sql } from 'kysely';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import type { Work } from '../store/store.ts';

type Kept = Partial<Omit<CompanySettings, 'version' | 'updatedAt'>>;

/** What holds where a company has set nothing. */
const usual = { timeZone: 'UTC', fiscalStartMonth: 1 } as const;

/** The settings of a stored row; those without one have version 1. */
export function settingsOf(row: { version: number; updated_at: string; data: Kept } | undefined): CompanySettings {
  if (row === undefined) return { version: 1, ...usual };
  return { version: row.version, updatedAt: new Date(row.updated_at).toISOString(), ...usual, ...row.data };
}

/** The company's settings, as they are in this transaction. */
export async function readCompanySettings(work: Work): Promise<CompanySettings> {
  const { rows } = await sql<{ version: number; updated_at: string; data: Kept }>`
    SELECT s.version, s.updated_at, s.data FROM settings s WHERE s.tenant_id = ${work.actor.tenantId}`.execute(
    work.sql,
  );
  return settingsOf(rows[0]);
}

/**
 * Stores settings over those of the version before; `false` when somebody else was first. What is as usual is not kept.
 *
 * @throws NotAllowed when the actor is no admin
 */
export async function replaceCompanySettings(work: Work, settings: CompanySettings): Promise<boolean> {
  const { version, updatedAt: _updatedAt, ...own } = settings;
  const kept = JSON.stringify(own);
  const { tenantId } = work.actor;
  const { rows } = await sql<{ version: number }>`
    INSERT INTO settings (tenant_id, version, updated_at, data) SELECT ${tenantId}::uuid, ${version}::integer, ${work.now}::timestamptz, ${kept}::jsonb WHERE ${version}::integer = 2 OR EXISTS (SELECT 1 FROM settings s WHERE s.tenant_id = ${tenantId}::uuid)
    ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, data = excluded.data WHERE settings.version = excluded.version - 1 RETURNING settings.version`.execute(
    work.sql,
  );
  if (rows.length === 0) return false;
  await work.noteChange('changed', 'settings', tenantId);
  return true;
}

/** Whether the database knows a time zone of this name, which it writes in its own way. */
export async function knowsTimeZone(work: Work, timeZone: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    SELECT EXISTS (SELECT 1 FROM pg_timezone_names z WHERE lower(z.name) = lower(${timeZone}::text)) AS known`.execute(
    work.sql,
  );
  return rows[0]?.known === true;
}
