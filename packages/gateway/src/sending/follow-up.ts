import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Case } from '@liaise/core/records/case';
import type { Customer } from '@liaise/core/records/customer';
import { identifierFrom, timeOfId } from '@liaise/core/records/identifier';
import type { Interaction } from '@liaise/core/records/interaction';
import type { Rep } from '@liaise/core/records/rep';
import type { ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import type { Visit } from '@liaise/core/records/visit';
import type { Job, JobContext } from '../jobs/job.ts';
import type { StoredEvent, Work } from '../store/store.ts';
import { definitionOf } from '../survey/definition.ts';
import { lowScore, usualDueHours } from './low-score.ts';
import { enqueue } from './outbox.ts';
import type { Sending } from './settings.ts';
import { fill, mailWords, tagOr } from './words.ts';

const job = 'follow-up';
const pageOf = 500;
const day = 86_400_000;
/** An answer that came in later than this after it was given (an import of last year's) opens no case, in milliseconds. */
const stillFresh = 14 * day;

/** The id of the case that an answer opens: always the same, so that it is opened once. */
export function caseIdOf(responseId: string): string {
  const bytes = createHash('sha256').update(`case of ${responseId}`).digest();
  return identifierFrom(timeOfId(responseId), bytes.readUInt16BE(16) & 0xfff, (into) =>
    into.set(bytes.subarray(0, 16)),
  );
}

async function readPlace({ sql: db, actor }: Work): Promise<string | undefined> {
  const row = await db
    .selectFrom('job_cursors')
    .select('place')
    .where('tenant_id', '=', actor.tenantId)
    .where('job', '=', job)
    .executeTakeFirst();
  return row?.place;
}

async function writePlace({ sql: db, actor }: Work, place: string): Promise<void> {
  await db
    .insertInto('job_cursors')
    .values({ tenant_id: actor.tenantId, job, place })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'job']).doUpdateSet({ place }))
    .execute();
}

/** Opens the case of one answer, where it is bad enough. @returns whether it did */
async function openCase(
  work: Work,
  sending: Sending,
  response: ResponseRecord,
  surveys: Map<string, SurveyRecord | null>,
  now: Date,
): Promise<boolean> {
  const { customerId, repId, finishedAt } = response;
  if (!response.final || customerId === undefined || finishedAt === undefined || response.aboutRepId !== undefined)
    return false;
  if (now.getTime() - Date.parse(finishedAt) > stillFresh) return false;
  const known = surveys.get(response.surveyId);
  const survey = known === undefined ? await work.read<SurveyRecord>('surveys', response.surveyId) : known;
  surveys.set(response.surveyId, survey);
  const low = survey && lowScore(survey, definitionOf(survey.definition), response);
  const customer = low && (await work.read<Customer>('customers', customerId));
  if (!low || !customer) return false;
  const owner = repId === undefined ? null : await work.read<Rep>('reps', repId);
  const words = mailWords(tagOr(owner?.language));
  const values = { customer: customer.name, score: String(low.score), scale: String(low.scale) };
  const at = now.toISOString();
  const hours = survey.followUp?.dueHours ?? usualDueHours;
  const opened: Case = {
    id: caseIdOf(response.id),
    version: 1,
    createdAt: at,
    updatedAt: at,
    customerId,
    kind: 'complaint',
    title: fill(words.alertSubject, values)
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 300),
    status: 'open',
    severity: 'high',
    openedAt: finishedAt,
    dueAt: new Date(Date.parse(finishedAt) + hours * 3_600_000).toISOString(),
    source: { kind: 'response', id: response.id },
    ...(low.comment === undefined ? {} : { text: low.comment.slice(0, 20_000) }),
    ...(owner === null ? {} : { ownerId: owner.id }),
    ...(response.contactId === undefined ? {} : { contactId: response.contactId }),
  };
  if (!(await work.insert('cases', opened))) return false;
  await alertOwner(work, sending, opened, owner, now);
  return true;
}

/** Puts what tells the owner of a case into the queue: a mail, and each webhook that wants to know. */
async function alertOwner(work: Work, sending: Sending, opened: Case, owner: Rep | null, now: Date): Promise<void> {
  const about = {
    kind: 'alert',
    customer_id: opened.customerId,
    case_id: opened.id,
    rep_id: owner?.id ?? null,
  } as const;
  if (sending.mail && owner?.email !== undefined)
    await enqueue(work, { ...about, key: `alert:${opened.id}:email`, channel: 'email' }, now);
  for (const { name, tenants, events } of sending.endpoints) {
    if (!tenants.includes(work.actor.tenantRef) || !events.includes('case-opened')) continue;
    await enqueue(work, { ...about, key: `alert:${opened.id}:${name}`, channel: 'webhook', endpoint: name }, now);
  }
}

/** Notes a contact with a customer on the cases that answers of it opened and nobody has followed up yet. @returns how many */
async function noteContact(work: Work, customerId: string, at: string): Promise<number> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT k.id FROM cases k WHERE k.tenant_id = ${work.actor.tenantId} AND k.customer_id = ${customerId} AND k.first_contact_at IS NULL AND k.opened_at <= ${at}::timestamptz AND k.status <> 'closed' AND k.data -> 'source' ->> 'kind' = 'response' ORDER BY k.id FOR UPDATE`.execute(
    work.sql,
  );
  let noted = 0;
  for (const one of await work.readMany<Case>(
    'cases',
    rows.map(({ id }) => id),
  )) {
    const next: Case = { ...one, firstContactAt: at, version: one.version + 1, updatedAt: work.now.toISOString() };
    if (await work.replace('cases', next)) noted += 1;
  }
  return noted;
}

const idsOf = (events: readonly StoredEvent[], resource: string): string[] => [
  ...new Set(
    events.filter((one) => one.resource === resource && one.kind !== 'removed').map(({ recordId }) => recordId),
  ),
];

/** What one page of events led to. */
async function followUp(work: Work, sending: Sending, events: readonly StoredEvent[], now: Date) {
  let opened = 0;
  let contacted = 0;
  const surveys = new Map<string, SurveyRecord | null>();
  for (const response of await work.readMany<ResponseRecord>('responses', idsOf(events, 'responses')))
    if (await openCase(work, sending, response, surveys, now)) opened += 1;
  const touches = [
    ...(await work.readMany<Interaction>('interactions', idsOf(events, 'interactions'))),
    ...(await work.readMany<Visit>('visits', idsOf(events, 'visits'))).map(({ customerId, checkedInAt }) => ({
      customerId,
      at: checkedInAt,
    })),
  ];
  for (const { customerId, at } of touches)
    if (at !== undefined && Date.parse(at) <= now.getTime()) contacted += await noteContact(work, customerId, at);
  return { opened, contacted };
}

/** What the job is called and when it runs. */
export const followUpJobListed = {
  name: job,
  summary: 'opens a case for each low score and tells its owner',
  schedule: { everyMinutes: 1 },
} as const;

/**
 * Reads what happened since it last looked: opens a case for each bad answer, once, tells its owner, and notes the first contact on cases that
 * answers opened. How far it has read is written in the transaction that does so.
 */
export const followUpJob = (sending: Sending): Job => ({
  ...followUpJobListed,
  async run(context: JobContext) {
    let opened = 0;
    let contacted = 0;
    for (;;) {
      const page = await context.write(async (work) => {
        const after = await readPlace(work);
        const { events, horizon } = await work.readEvents(after, pageOf);
        // What was there before the first look is history.
        const recent =
          after === undefined ? events.filter(({ at }) => context.now.getTime() - Date.parse(at) < day) : events;
        const done = await followUp(work, sending, recent, context.now);
        if (horizon !== after) await writePlace(work, horizon);
        return { ...done, isLast: events.length < pageOf };
      });
      opened += page.opened;
      contacted += page.contacted;
      if (page.isLast) break;
    }
    return `${String(opened)} cases opened, ${String(contacted)} first contacts noted.`;
  },
});
