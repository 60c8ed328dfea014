import { sql } from 'kysely';
import type { SurveyRecord } from '@liaise/core/records/survey';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../http/refusal.ts';
import { keyNameOf, type KeyRow } from '../routes/idempotency.ts';
import { Batcher, type Settled } from '../store/batcher.ts';
import type { Store, Work } from '../store/store.ts';
import type { Kept, Opened } from './answering.ts';
import { count } from './counts.ts';
import { definitionOf } from './definition.ts';
import { planOf, type Plan, type Saved, type Submission } from './planning.ts';
import { write } from './writing.ts';

export type { Saved, Sent, Submission } from './planning.ts';

/** What lies behind one link. */
interface Behind {
  invitation: Opened['invitation'];
  survey: SurveyName;
  response: Kept | null;
  /** What was answered under the request's key before. */
  before: KeyRow | null;
}

interface SurveyName {
  survey_id: string;
  survey_version: number;
}

interface Stored {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  data: object;
}

const mostSurveys = 500;

/** The actor of a batch: holders of several links at once, each of whom sees and writes its own rows only. */
const holdersOf = (items: readonly Submission[], { tenantId, tenantRef }: Actor): Actor => ({
  tenantId,
  tenantRef,
  role: 'links',
  subject: 'links',
  teamIds: [],
  invitationIds: items.flatMap(({ actor }) => actor.invitationId ?? []),
});

/**
 * Saves what holders of links send, many in one transaction. Saves under one link go one after the other, so that one response comes of it
 * however many are sent at once; it keeps the rep who holds the customer at that moment.
 */
export class AnswerSaver {
  readonly #store: Store;
  readonly #batcher: Batcher<Submission, Saved>;
  readonly #surveys = new Map<string, SurveyRecord>();

  /** @param batching `most` answers in one transaction; 1 saves each by itself */
  constructor(store: Store, batching: { most?: number; atWork?: number } = {}) {
    this.#store = store;
    this.#batcher = new Batcher({
      ...batching,
      keyOf: ({ actor }) => actor.invitationId ?? '',
      run: (_tenantId, items) => this.#run(items),
    });
  }

  /**
   * Saves the answers so far, or finishes. Resolves once it is committed.
   *
   * @throws {Refusal} `conflict` after the end, `invalid-body` for answers that the survey does not take, `link-unusable`
   * @throws {Unavailable} when too much waits already
   */
  save(submission: Submission): Promise<Saved> {
    return this.#batcher.add(submission.actor.tenantId, submission);
  }

  #run(items: readonly Submission[]): Promise<Settled<Saved>[]> {
    const [first] = items;
    if (first === undefined) return Promise.resolve([]);
    return this.#store.transact(holdersOf(items, first.actor), (work) => this.#saveMany(work, items));
  }

  async #saveMany(work: Work, items: readonly Submission[]): Promise<Settled<Saved>[]> {
    const rows = await this.#read(work, items);
    const holders = await holdersNow(
      work,
      [...rows.values()].flatMap(({ invitation }) => invitation.customerId ?? []),
    );
    const plans: (Plan | Settled<Saved>)[] = [];
    for (const item of items) {
      try {
        const plan = this.#plan(work, item, rows.get(item.actor.invitationId ?? ''), holders);
        if ('caps' in plan && plan.caps.length > 0) await count(work, plan.caps);
        plans.push(plan);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        plans.push({ error });
      }
    }
    await write(
      work,
      plans.filter((plan) => 'record' in plan),
    );
    return plans.map((plan) => ('record' in plan ? { value: plan.saved } : plan));
  }

  /** Locks the links, then reads what lies behind them: what is read before the lock might be older. */
  async #read(work: Work, items: readonly Submission[]): Promise<Map<string, Behind>> {
    const { tenantId } = work.actor;
    const ids = items.map(({ actor }) => actor.invitationId ?? '');
    await sql`SELECT id FROM invitations WHERE tenant_id = ${tenantId} AND id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`.execute(
      work.sql,
    );
    // Each table by itself, by ids: joined with a list, a planner without statistics reads all of a tenant's rows.
    const invitations = await sql<
      Stored & { survey_id: string }
    >`SELECT id, version, created_at, updated_at, data, survey_id FROM invitations WHERE tenant_id = ${tenantId} AND id = ANY (${ids}::uuid[])`.execute(
      work.sql,
    );
    const responses = await sql<
      Stored & { invitation_id: string; texts: string | null }
    >`SELECT id, version, created_at, updated_at, data, invitation_id, texts FROM responses WHERE tenant_id = ${tenantId} AND invitation_id = ANY (${ids}::uuid[])`.execute(
      work.sql,
    );
    const surveyIds = [...new Set(invitations.rows.map(({ survey_id }) => survey_id))];
    const surveys =
      await sql<SurveyName>`SELECT id AS survey_id, version AS survey_version FROM surveys WHERE tenant_id = ${tenantId} AND id = ANY (${surveyIds}::uuid[])`.execute(
        work.sql,
      );
    await this.#learn(work, surveys.rows);
    const keys = await keysOf(work, items);
    const survey = new Map(surveys.rows.map((row) => [row.survey_id, row]));
    const response = new Map(responses.rows.map((row) => [row.invitation_id, row]));
    const found = invitations.rows.map((row): [string, Behind] => {
      const kept = response.get(row.id);
      const { survey_version = 0 } = survey.get(row.survey_id) ?? {};
      return [
        row.id,
        {
          invitation: recordFrom<Opened['invitation']>(row),
          survey: { survey_id: row.survey_id, survey_version },
          response: kept ? { ...recordFrom<Kept>(kept), ...(kept.texts === null ? {} : { texts: kept.texts }) } : null,
          before: keys.get(row.id) ?? null,
        },
      ];
    });
    return new Map(found);
  }

  /** Reads the surveys that are not known in their version yet. */
  async #learn(work: Work, named: readonly SurveyName[]): Promise<void> {
    const unknown = named.filter((one) => !this.#surveys.has(versionOf(one))).map(({ survey_id }) => survey_id);
    if (unknown.length === 0) return;
    if (this.#surveys.size > mostSurveys) this.#surveys.clear();
    for (const survey of await work.readMany<SurveyRecord>('surveys', unknown)) {
      this.#surveys.set(versionOf({ survey_id: survey.id, survey_version: survey.version }), survey);
    }
  }

  #plan(
    work: Work,
    submission: Submission,
    found: Behind | undefined,
    holders: ReadonlyMap<string, string>,
  ): Plan | { value: Saved } {
    const survey = found && this.#surveys.get(versionOf(found.survey));
    if (!found || !survey) throw new Refusal('link-unusable');
    const { invitation, response, before } = found;
    const opened: Opened = { invitation, survey, definition: definitionOf(survey.definition), response };
    return planOf(submission, opened, before, holders.get(invitation.customerId ?? ''), work.now);
  }
}

const versionOf = ({ survey_id, survey_version }: SurveyName): string => `${survey_id} ${String(survey_version)}`;

const recordFrom = <T>({ id, version, created_at, updated_at, data }: Stored): T =>
  ({ ...data, id, version, createdAt: created_at, updatedAt: updated_at }) as T;

/** What was answered under the keys of a batch before, by invitation. */
async function keysOf(work: Work, items: readonly Submission[]): Promise<Map<string, KeyRow>> {
  const asked = items.flatMap(({ actor, once }) =>
    once ? [{ actor, name: keyNameOf(actor, once.key), subject: actor.subject }] : [],
  );
  if (asked.length === 0) return new Map();
  const { rows } = await sql<
    KeyRow & { key: string }
  >`SELECT key, request_hash, status, answer FROM idempotency_keys WHERE tenant_id = ${work.actor.tenantId} AND actor = ANY (${asked.map(({ subject }) => subject)}::text[]) AND key = ANY (${asked.map(({ name }) => name)}::text[])`.execute(
    work.sql,
  );
  // A key's name holds who sent it, so it tells the link as well.
  const byName = new Map(rows.map(({ key, ...row }) => [key, row]));
  return new Map(
    asked.flatMap(({ actor, name }) => {
      const row = byName.get(name);
      return row ? [[actor.invitationId ?? '', row]] : [];
    }),
  );
}

/** The reps who hold customers on the day of the transaction, by customer. */
async function holdersNow(work: Work, customers: readonly string[]): Promise<Map<string, string>> {
  if (customers.length === 0) return new Map();
  const today = work.now.toISOString().slice(0, 10);
  const rows = await work.sql
    .selectFrom('holdings')
    .select(['customer_id', 'rep_id'])
    .where('tenant_id', '=', work.actor.tenantId)
    .where('customer_id', 'in', [...new Set(customers)])
    .where('role', '=', 'holder')
    .where('from_day', '<=', today)
    .where((or) => or.or([or('to_day', 'is', null), or('to_day', '>', today)]))
    .execute();
  return new Map(rows.map(({ customer_id, rep_id }) => [customer_id, rep_id]));
}
