import type { Contact } from '@liaise/core/records/contact';
import type { Store, Work } from '../store/store.ts';
import type { Actor } from './actor.ts';
import type { Match } from './issuers.ts';

/** How long what is known of callers is believed, in milliseconds. A revocation takes hold within this time everywhere. */
const believed = 3000;
const most = 10_000;

type Tenant = Pick<Actor, 'tenantId' | 'tenantRef'>;

/** The gateway itself at work in a tenant. */
export const systemActor = ({ tenantId, tenantRef }: Tenant, subject = 'gateway'): Actor => ({
  tenantId,
  tenantRef,
  role: 'system',
  subject,
  teamIds: [],
});

/** What authentication asks the records: reps and contacts by their claims, a manager's teams, revoked tokens. */
export class Directory {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #known = new Map<string, { until: number; value: Promise<unknown> }>();

  constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  #ask<T>(tenant: Tenant, question: readonly string[], read: (work: Work) => Promise<T>): Promise<T> {
    const key = JSON.stringify([tenant.tenantId, ...question]);
    const now = this.#clock();
    const known = this.#known.get(key);
    if (known && known.until > now) return known.value as Promise<T>;
    const value = this.#store.transact(systemActor(tenant), read, { readOnly: true });
    value.catch(() => this.#known.delete(key));
    this.#known.delete(key);
    this.#known.set(key, { until: now + believed, value });
    if (this.#known.size > most) this.#forgetOldest();
    return value;
  }

  #forgetOldest(): void {
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }

  /** The one active rep that a claim names, or null. */
  rep(tenant: Tenant, { match, prefix = '' }: Match, value: string): Promise<string | null> {
    return this.#ask(tenant, ['rep', match, prefix + value], async (work) => {
      const { sql } = work;
      const all = sql
        .selectFrom('reps')
        .select('id')
        .where('tenant_id', '=', tenant.tenantId)
        .where('active', '=', true);
      if (match === 'external-ref') {
        const rows = await sql
          .selectFrom('external_refs')
          .select('record_id as id')
          .where('tenant_id', '=', work.actor.tenantId)
          .where('resource', '=', 'reps')
          .where('ref', '=', prefix + value)
          .execute();
        return rows.length === 1 ? (rows[0]?.id ?? null) : null;
      }
      const rows =
        match === 'email'
          ? await all.where('email', '=', value.trim().toLowerCase()).limit(2).execute()
          : isUuid(value)
            ? await all.where('id', '=', value).execute()
            : [];
      return rows.length === 1 ? (rows[0]?.id ?? null) : null;
    });
  }

  /** The teams that a rep leads, and its own. */
  teamsOf(tenant: Tenant, repId: string): Promise<readonly string[]> {
    return this.#ask(tenant, ['teams', repId], async ({ sql }) => {
      const led = await sql
        .selectFrom('teams')
        .select('id')
        .where('tenant_id', '=', tenant.tenantId)
        .where('manager_id', '=', repId)
        .execute();
      const own = await sql
        .selectFrom('reps')
        .select('team_id as id')
        .where('tenant_id', '=', tenant.tenantId)
        .where('id', '=', repId)
        .execute();
      return [...new Set([...led, ...own].map(({ id }) => id))].sort();
    });
  }

  /** A contact by id or external reference, with its customer; null where there is none. */
  contact(
    tenant: Tenant,
    { match, prefix = '' }: Match,
    value: string,
  ): Promise<{ id: string; customerId: string } | null> {
    return this.#ask(tenant, ['contact', match, prefix + value], async (work) => {
      const found =
        match === 'external-ref'
          ? (
              await work.list<Contact & { version: number }>('contacts', {
                filters: { externalRef: prefix + value },
                limit: 2,
              })
            )[0]
          : isUuid(value)
            ? await work.read<Contact>('contacts', value)
            : null;
      return found ? { id: found.id, customerId: found.customerId } : null;
    });
  }

  /** The revoked tokens of a tenant that have not expired yet. */
  revoked(tenant: Tenant): Promise<ReadonlySet<string>> {
    return this.#ask(tenant, ['revoked'], async ({ sql, now }) => {
      const rows = await sql
        .selectFrom('revoked_tokens')
        .select('jti')
        .where('tenant_id', '=', tenant.tenantId)
        .where('until', '>', now.toISOString())
        .execute();
      return new Set(rows.map(({ jti }) => jti));
    });
  }

  /** Revokes a token until it has expired by itself. Takes hold here at once. */
  async revoke(tenant: Tenant, jti: string, until: Date): Promise<void> {
    await this.#store.transact(systemActor(tenant), async ({ sql }) => {
      await sql
        .insertInto('revoked_tokens')
        .values({ tenant_id: tenant.tenantId, jti, until })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'jti']).doUpdateSet({ until }))
        .execute();
    });
    this.#known.delete(JSON.stringify([tenant.tenantId, 'revoked']));
  }
}

const isUuid = (value: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
