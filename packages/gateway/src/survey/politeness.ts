import { sql } from 'kysely';
import type { Deferral } from '@liaise/core/records/deferral';
import type { SurveyRecord } from '@liaise/core/records/survey';
import { decideAsk, postpone, type AskMemory, type AskRefusal } from '@liaise/core/politeness';
import { Refusal } from '../http/refusal.ts';
import { readCompanySettings } from '../settings/settings.ts';
import type { Work } from '../store/store.ts';

const day = 86_400_000;

/** Whom a survey is to be asked of: a contact, or whoever answers for a customer. */
export interface Asking {
  survey: Pick<SurveyRecord, 'id' | 'recontactDays'>;
  customerId: string;
  contactId?: string | undefined;
}

/**
 * Whether somebody may be asked now. If so, `nextAskAt` says until when nobody may ask them anything else; if not, `reason` says why and `retryAt`
 * from when on they may be: null where that is never. Times are RFC 3339 in UTC.
 */
export type Verdict =
  { ask: true; nextAskAt: string | null } | { ask: false; reason: AskRefusal; retryAt: string | null };

const isoOf = (at: number): string => new Date(at).toISOString();

/**
 * Decides whether somebody may be asked a survey now, over all surveys and channels: by what they said ("later", "not again"), by when they and
 * their colleagues were asked or answered last, and by the company's and the survey's recontact times. Call it in the transaction that creates the
 * invitation: where a recontact time holds, the customer's row stays locked until its end, so that of two who ask at the same moment one is refused.
 *
 * A link that names no contact might reach any of the customer's people: it counts for each of them.
 */
export async function mayAsk(work: Work, { survey, customerId, contactId }: Asking): Promise<Verdict> {
  const settings = await readCompanySettings(work);
  const { recontactDays = 0, accountRecontactDays = 0 } = settings;
  const surveyRecontactDays = survey.recontactDays ?? 0;
  const rules = { recontactDays, accountRecontactDays, surveyRecontactDays };
  const hasRules = recontactDays > 0 || accountRecontactDays > 0 || surveyRecontactDays > 0;
  const now = work.now.getTime();
  if (hasRules) await lockCustomer(work, customerId);
  const memory: AskMemory = {
    ...(hasRules ? await lastAsked(work, customerId, contactId, survey.id) : {}),
    ...(await wishesOf(work, customerId, contactId)),
  };
  const decision = decideAsk(memory, rules, now);
  if (decision.ask) return { ask: true, nextAskAt: recontactDays > 0 ? isoOf(now + recontactDays * day) : null };
  const { reason, retryAt } = decision;
  return { ask: false, reason, retryAt: retryAt === null ? null : isoOf(retryAt) };
}

/** From when on the company lets a visitor without a name be asked anything else; null where no time has to pass. */
export async function nextAskAt(work: Work): Promise<string | null> {
  const { recontactDays = 0 } = await readCompanySettings(work);
  return recontactDays > 0 ? isoOf(work.now.getTime() + recontactDays * day) : null;
}

const sentences: Record<AskRefusal, string> = {
  'not-again': 'They asked not to be asked again.',
  later: 'They asked to be asked later.',
  'asked-lately': 'They were asked lately.',
  'account-asked-lately': 'Somebody of this customer was asked lately.',
  'survey-asked-lately': 'They were asked this survey lately.',
};

/** @throws {Refusal} `not-now`, with the reason and from when on, unless somebody may be asked */
export function checkVerdict(verdict: Verdict, now: Date): asserts verdict is Extract<Verdict, { ask: true }> {
  if (verdict.ask) return;
  const { reason, retryAt } = verdict;
  throw new Refusal('not-now', {
    detail: `${sentences[reason]}${retryAt === null ? '' : ` They may be asked from ${retryAt} on.`}`,
    issues: [{ path: 'body', code: reason, message: sentences[reason] }],
    ...(retryAt === null
      ? {}
      : {
          retryAt,
          headers: { 'Retry-After': String(Math.max(1, Math.ceil((Date.parse(retryAt) - now.getTime()) / 1000))) },
        }),
  });
}

/** Keeps others who ask somebody of this customer waiting until the transaction ends. */
async function lockCustomer({ sql: db, actor }: Work, customerId: string): Promise<void> {
  await sql`SELECT id FROM customers WHERE tenant_id = ${actor.tenantId} AND id = ${customerId} FOR NO KEY UPDATE`.execute(
    db,
  );
}

/** When somebody was asked last, or answered: an invitation asks when it is made, a response is a conversation however it came. */
async function lastAsked(
  { sql: db, actor }: Work,
  customerId: string,
  contactId: string | undefined,
  surveyId: string,
): Promise<AskMemory> {
  const { tenantId } = actor;
  const contact = contactId ?? null;
  const { rows } = await sql<{ person: string | null; account: string | null; survey: string | null }>`
    SELECT max(asked.at) FILTER (WHERE asked.same) AS person, max(asked.at) AS account, max(asked.at) FILTER (WHERE asked.same AND asked.survey_id = ${surveyId}::uuid) AS survey
    FROM (
      SELECT i.created_at AS at, i.survey_id, (${contact}::uuid IS NULL OR i.contact_id IS NULL OR i.contact_id = ${contact}::uuid) AS same
      FROM invitations i WHERE i.tenant_id = ${tenantId} AND i.customer_id = ${customerId}
      UNION ALL
      SELECT coalesce(r.finished_at, r.started_at), r.survey_id, (${contact}::uuid IS NULL OR r.contact_id IS NULL OR r.contact_id = ${contact}::uuid)
      FROM responses r WHERE r.tenant_id = ${tenantId} AND r.customer_id = ${customerId}
    ) asked`.execute(db);
  const time = (at: string | null | undefined): number | undefined => (at ? Date.parse(at) : undefined);
  const [row] = rows;
  return { person: time(row?.person), account: time(row?.account), survey: time(row?.survey) };
}

interface Row {
  subject: string;
  contact_id: string | null;
  until: string | null;
  at: string;
}

async function rowsOf({ sql: db, actor }: Work, customerId: string): Promise<Row[]> {
  return db
    .selectFrom('deferrals')
    .select(['subject', 'contact_id', 'until', 'at'])
    .where('tenant_id', '=', actor.tenantId)
    .where('customer_id', '=', customerId)
    .orderBy('subject')
    .execute();
}

const kindOf = ({ subject }: Row): string => subject.slice(0, subject.indexOf(':'));
const timeOf = ({ until }: Row): number => (until === null ? Infinity : Date.parse(until));

/** Until when somebody wants to be left in peace. A customer that is a person is one with whoever answers for it. */
async function wishesOf(work: Work, customerId: string, contactId: string | undefined): Promise<AskMemory> {
  const rows = await rowsOf(work, customerId);
  if (rows.length === 0) return {};
  const customer = await work.sql
    .selectFrom('customers')
    .select('kind')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  const isPerson = customer?.kind === 'person';
  const ofPerson = rows.filter((row) => {
    if (kindOf(row) === 'account') return false;
    return isPerson || row.contact_id === (contactId ?? null);
  });
  const ofAccount = rows.filter((row) => kindOf(row) === 'account');
  const latest = (some: readonly Row[]): number | undefined =>
    some.length === 0 ? undefined : Math.max(...some.map(timeOf));
  return { until: latest(ofPerson), accountUntil: latest(ofAccount) };
}

/** About whom something is remembered. */
export interface Subject {
  of: 'contact' | 'customer' | 'account' | 'session';
  id: string;
  customerId?: string | undefined;
  contactId?: string | undefined;
}

/**
 * Remembers that somebody wants to be left in peace. What was said before stands where it lasts longer, so that the order in which devices
 * are heard does not matter.
 *
 * @param until RFC 3339, or null for "not again"
 * @returns until when it holds now
 */
export async function defer(work: Work, { of, id, customerId, contactId }: Subject, until: string | null) {
  const { sql: db, actor, now } = work;
  const subject = `${of}:${id}`;
  const before = await db
    .selectFrom('deferrals')
    .select('until')
    .where('tenant_id', '=', actor.tenantId)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
  const then = postpone(
    before === undefined ? undefined : before.until === null ? null : Date.parse(before.until),
    until === null ? null : Date.parse(until),
  );
  const holds = then === null ? null : isoOf(then);
  await db
    .insertInto('deferrals')
    .values({
      tenant_id: actor.tenantId,
      subject,
      customer_id: customerId ?? null,
      contact_id: contactId ?? null,
      until: holds,
      at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'subject']).doUpdateSet({
        at: now,
        // Two devices that say something for the first time at one moment find no row to lock.
        until: sql<
          string | null
        >`CASE WHEN deferrals.until IS NULL OR ${holds}::timestamptz IS NULL THEN NULL ELSE greatest(deferrals.until, ${holds}::timestamptz) END`,
      }),
    )
    .execute();
  return { until: holds, at: now.toISOString() };
}

/** Who of a customer is left in peace at that moment; with `over` also who was until a time that is over. */
export async function deferralsOf(work: Work, customerId: string, { over = false } = {}): Promise<Deferral[]> {
  const rows = await rowsOf(work, customerId);
  return rows
    .filter((row) => over || timeOf(row) > work.now.getTime())
    .map((row) => ({
      customerId,
      of: row.contact_id !== null ? 'contact' : kindOf(row) === 'account' ? 'account' : 'customer',
      ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
      until: row.until === null ? null : new Date(row.until).toISOString(),
      at: new Date(row.at).toISOString(),
    }));
}

/** Forgets what holds for one contact, or for all of a customer. */
export async function liftDeferrals({ sql: db, actor }: Work, customerId: string, contactId?: string): Promise<void> {
  const all = db.deleteFrom('deferrals').where('tenant_id', '=', actor.tenantId).where('customer_id', '=', customerId);
  await (contactId === undefined ? all : all.where('contact_id', '=', contactId)).execute();
}
