import { sql } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import { hashOfToken } from '../records/invitations.ts';
import { Batcher } from '../store/batcher.ts';
import type { Store } from '../store/store.ts';

const shape = /^([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\.[A-Za-z0-9_-]{22}$/;

/** A tenant that is not there. */
const nobody = '00000000-0000-0000-0000-000000000000';

interface Asked {
  /** Tells questions apart, so that several may ask for one link at once. */
  number: string;
  hash: Buffer;
}

interface Found {
  id: string;
  customer_id: string | null;
  contact_id: string | null;
}

/** Who holds a survey link. Questions of the same moment travel together. */
export class Links {
  readonly #store: Store;
  readonly #batcher: Batcher<Asked, Found | null>;
  #asked = 0;

  constructor(store: Store, batching: { most?: number; atWork?: number } = {}) {
    this.#store = store;
    this.#batcher = new Batcher({
      ...batching,
      keyOf: ({ number }) => number,
      run: async (tenantId, asked) => {
        const found = await this.#find(
          tenantId,
          asked.map(({ hash }) => hash),
        );
        return found.map((value) => ({ value }));
      },
    });
  }

  /**
   * The holder of a survey link: sees its one invitation, survey and response. Revoked, expired and made-up links are all
   * told the same. One that was finished in time goes on to show its answer.
   *
   * @throws {Refusal} `link-unusable`
   */
  async holder(token: string): Promise<Actor> {
    const [, ref] = shape.exec(token) ?? [];
    const tenant = ref === undefined ? null : await this.#store.tenant(ref);
    this.#asked += 1;
    // What cannot be a link is looked for all the same: how long a refusal takes tells nothing.
    const found = await this.#batcher.add(tenant?.id ?? nobody, {
      number: String(this.#asked),
      hash: hashOfToken(token.slice(0, 200)),
    });
    if (!tenant || !found) throw new Refusal('link-unusable');
    return {
      tenantId: tenant.id,
      tenantRef: tenant.ref,
      role: 'link',
      subject: `link ${found.id}`,
      teamIds: [],
      invitationId: found.id,
      ...(found.customer_id === null ? {} : { customerId: found.customer_id }),
      ...(found.contact_id === null ? {} : { contactId: found.contact_id }),
    };
  }

  #find(tenantId: string, hashes: readonly Buffer[]): Promise<(Found | null)[]> {
    return this.#store.transact(
      systemActor({ tenantId, tenantRef: '' }),
      async (work) => {
        // By the hashes alone, as an index condition: joined with a list, a planner without statistics reads every link.
        const { rows } = await sql<
          Found & { hash: string }
        >`SELECT encode(i.token_hash, 'hex') AS hash, i.id, i.customer_id, i.contact_id FROM invitations i WHERE i.tenant_id = ${tenantId} AND i.token_hash = ANY (${hashes}::bytea[]) AND i.status <> 'revoked' AND (i.expires_at IS NULL OR i.expires_at > ${work.now}::timestamptz OR i.status = 'finished') AND (SELECT s.status FROM surveys s WHERE s.tenant_id = i.tenant_id AND s.id = i.survey_id) <> 'draft'`.execute(
          work.sql,
        );
        const byHash = new Map(rows.map((row) => [row.hash, row]));
        return hashes.map((hash) => byHash.get(hash.toString('hex')) ?? null);
      },
      { readOnly: true },
    );
  }
}
