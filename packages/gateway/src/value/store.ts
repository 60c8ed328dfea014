import { sql } from 'kysely';
import type { Forecast } from '@liaise/core/records/forecast';
import type { Level } from '@liaise/core/value';
import type { Work } from '../store/store.ts';
import type { Assessment } from './assess.ts';
import type { Tails } from './facts.ts';
import type { Models } from './models.ts';

/** One row to write. Without `forecast` the stored one stays; null takes it away. */
export interface ValueToWrite {
  customerId: string;
  currency: string;
  tier: Level;
  value: number;
  basis: string;
  assessment: Assessment;
  tails: Tails | null;
  forecast?: Forecast | null;
}

/** What `customer_values.data` holds. `last` is the day of the last purchase: days since then are counted when it is read. */
export type KeptValue = Assessment & { forecast?: Forecast; tails?: Tails };

const fits = (value: number): number => Math.round(Math.min(9e15, Math.max(-9e15, value)));

/** Writes rows of customers that are still there. */
export async function writeValues(work: Work, rows: readonly ValueToWrite[]): Promise<void> {
  const given = (some: readonly ValueToWrite[]) =>
    JSON.stringify(
      some.map(({ customerId, currency, tier, value, basis, assessment, tails, forecast }) => ({
        customer: customerId,
        currency,
        tier,
        value: fits(value),
        action: assessment.recommendation.action,
        codes: assessment.signals.map(({ code }) => code),
        basis,
        data: { ...assessment, ...(tails ? { tails } : {}), ...(forecast ? { forecast } : {}) },
      })),
    );
  const shape = sql`AS given (customer uuid, currency text, tier text, value bigint, action text, codes text[], basis text, data jsonb)`;
  const whole = rows.filter(({ forecast }) => forecast !== undefined);
  const partly = rows.filter(({ forecast }) => forecast === undefined);
  const { tenantId } = work.actor;
  if (whole.length > 0)
    await sql`INSERT INTO customer_values (tenant_id, customer_id, currency, tier, value, action, codes, basis, data) SELECT ${tenantId}::uuid, c.id, given.currency, given.tier, given.value, given.action, given.codes, given.basis, given.data FROM json_to_recordset(${given(whole)}::json) ${shape} JOIN customers c ON c.tenant_id = ${tenantId}::uuid AND c.id = given.customer ON CONFLICT (tenant_id, customer_id) DO UPDATE SET currency = excluded.currency, tier = excluded.tier, value = excluded.value, action = excluded.action, codes = excluded.codes, basis = excluded.basis, data = excluded.data`.execute(
      work.sql,
    );
  if (partly.length > 0)
    await sql`UPDATE customer_values v SET currency = given.currency, tier = given.tier, value = given.value, action = given.action, codes = given.codes, basis = given.basis, data = given.data || CASE WHEN v.data ? 'forecast' THEN jsonb_build_object('forecast', v.data -> 'forecast') ELSE '{}'::jsonb END FROM json_to_recordset(${given(partly)}::json) ${shape} WHERE v.tenant_id = ${tenantId}::uuid AND v.customer_id = given.customer`.execute(
      work.sql,
    );
}

/** Takes away the rows of customers between two ids that have no purchase any more. */
export async function removeOthers(work: Work, after: string, until: string, kept: readonly string[]): Promise<void> {
  await sql`DELETE FROM customer_values WHERE tenant_id = ${work.actor.tenantId} AND customer_id > ${after}::uuid AND customer_id <= ${until}::uuid AND NOT (customer_id = ANY (${[...kept]}::uuid[]))`.execute(
    work.sql,
  );
}

/** What is kept of all customers of a currency: thresholds of the pyramid, and the models with what they were fitted to. */
export interface KeptModels {
  thresholds: readonly (number | null)[];
  customers: number;
  models: Models | null;
  /** Days with a purchase of all customers when the models were fitted. */
  fittedTo: number;
}

/** Keeps what was found of each currency; those that are there no more go. */
export async function writeModels(
  work: Work,
  { fittedAt, of }: { fittedAt: string | null; of: ReadonlyMap<string, KeptModels> },
): Promise<void> {
  const { tenantId } = work.actor;
  await sql`DELETE FROM value_models WHERE tenant_id = ${tenantId} AND NOT (currency = ANY (${[...of.keys()]}::text[]))`.execute(
    work.sql,
  );
  for (const [currency, kept] of of) {
    await sql`INSERT INTO value_models (tenant_id, currency, at, fitted_at, data) VALUES (${tenantId}, ${currency}, ${work.now}, ${fittedAt}, ${JSON.stringify(kept)}) ON CONFLICT (tenant_id, currency) DO UPDATE SET at = excluded.at, fitted_at = excluded.fitted_at, data = excluded.data`.execute(
      work.sql,
    );
  }
}

/** The models that an earlier run fitted, and to how much. */
export async function readModels(
  work: Work,
): Promise<{ models: Models | null; fittedAt: string | null; fittedTo: number } | null> {
  const { rows } = await sql<{
    fitted_at: string | null;
    data: KeptModels;
  }>`SELECT fitted_at, data FROM value_models WHERE tenant_id = ${work.actor.tenantId} ORDER BY currency COLLATE "C" LIMIT 1`.execute(
    work.sql,
  );
  const row = rows[0];
  return row ? { models: row.data.models, fittedAt: row.fitted_at, fittedTo: row.data.fittedTo } : null;
}
