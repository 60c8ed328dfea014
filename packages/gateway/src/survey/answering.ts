import { sql } from 'kysely';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { Case } from '@liaise/core/records/case';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { siftResponse, type SurveyContext, type SurveyDefinition } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';
import { capsOf, isFull, readCounts } from './counts.ts';
import { definitionOf } from './definition.ts';
import type { FieldValues } from './fields.ts';
import { hashOfDevice, seenBy, textsFrom, withheldFrom } from './texts.ts';

/** A response as it is stored: with the invitation that it answers, and where its texts were typed. */
export type Kept = ResponseRecord & { invitationId?: string; texts?: string };

/**
 * An invitation as it is stored. A session of somebody unknown has no customer; `linkId` names the link that serves many under which it
 * was opened, with that link's `limit`, and `work` the bits of work that finishing takes. `shared` is such a link itself.
 */
export type KeptInvitation = Omit<Invitation, 'customerId'> & {
  customerId?: string;
  shared?: boolean;
  limit?: number;
  linkId?: string;
  work?: number;
};

/** What was done about an answer, as its giver is told. */
export type Outcomes = NonNullable<OpenedSurvey['outcomes']>;

/** What lies behind a link, at the holder's own right. */
export interface Opened {
  invitation: KeptInvitation;
  survey: SurveyRecord;
  definition: SurveyDefinition;
  response: Kept | null;
  /** Whether the survey, or the link, has all the answers that it takes. */
  full?: boolean;
  outcomes?: Outcomes;
}

/** Reads what lies behind the link of the transaction's actor. @throws {Refusal} `link-unusable` */
export async function open(work: Work): Promise<Opened> {
  const { actor, sql: db } = work;
  const invitation = await work.read<KeptInvitation>('invitations', actor.invitationId ?? '');
  const survey = invitation ? await work.read<SurveyRecord>('surveys', invitation.surveyId) : null;
  if (!invitation || !survey) throw new Refusal('link-unusable');
  const row = await db
    .selectFrom('responses')
    .select(['id', 'texts'])
    .where('tenant_id', '=', actor.tenantId)
    .where('invitation_id', '=', invitation.id)
    .executeTakeFirst();
  const read = row ? await work.read<Kept>('responses', row.id) : null;
  const response = read && row?.texts != null ? { ...read, texts: row.texts } : read;
  const definition = definitionOf(survey.definition);
  const opened: Opened = { invitation, survey, definition, response };
  if (response?.final) return { ...opened, outcomes: await outcomesOf(work, response) };
  const link = linkOf(invitation);
  if (!link && !definition.quotas) return opened;
  const caps = capsOf(survey.id, definition, response?.answers ?? {}, contextOf(opened), link);
  return { ...opened, full: isFull(caps, await readCounts(work, survey.id)) };
}

/** The link that serves many by which somebody came. */
export const linkOf = ({
  id,
  shared,
  linkId,
  limit,
}: KeptInvitation): { id: string; limit: number | undefined } | undefined =>
  shared === true ? { id, limit } : linkId === undefined ? undefined : { id: linkId, limit };

/** What logic and texts read beside the answers: what came with the address, and over it what staff gave the link. */
export function contextOf(
  { invitation, response }: Pick<Opened, 'invitation' | 'response'>,
  sent: FieldValues = {},
): SurveyContext & { fields: FieldValues } {
  const role = invitation.aboutRepId === undefined ? {} : { 'rater.role': 'customer' };
  return { fields: { ...response?.fields, ...sent, ...invitation.fields, ...role } };
}

/** What the cases that came of an answer say to whoever gave it: nothing but where they stand and the words meant for the customer. */
async function outcomesOf(work: Work, { id, customerId }: Kept): Promise<Outcomes> {
  if (customerId === undefined) return [];
  return work.overAllRows(async (all) => {
    const { rows } = await sql<{
      status: Case['status'];
      text: string | null;
      at: string;
    }>`SELECT c.status, c.data ->> 'outcome' AS text, c.updated_at AS at FROM cases c WHERE c.tenant_id = ${all.actor.tenantId} AND c.customer_id = ${customerId} AND c.data -> 'source' ->> 'id' = ${id} ORDER BY c.id LIMIT 20`.execute(
      all.sql,
    );
    return rows.map(({ status, text, at }) => ({ status, ...(text === null ? {} : { text }), at }));
  });
}

/** Whether a survey takes answers at that time. */
export const isOpen = ({ status, closesAt }: SurveyRecord, now: Date): boolean =>
  status === 'open' && (closesAt === undefined || Date.parse(closesAt) > now.getTime());

/** Whether an invitation was answered so that nothing ties the answer to it any more. */
const isCut = ({ invitation, response }: Opened): boolean => invitation.status === 'finished' && !response;

/**
 * What the holder of a link is shown.
 *
 * @param device the secret of the device that asks; texts typed on another are withheld
 */
export function shown(opened: Opened, now: Date, device?: string): OpenedSurvey {
  const { survey, response, invitation, full = false, outcomes = [] } = opened;
  const takes = isOpen(survey, now);
  const status =
    invitation.status === 'withdrawn'
      ? 'withdrawn'
      : response?.final || isCut(opened)
        ? 'finished'
        : takes && !full
          ? 'open'
          : 'closed';
  const answers = response?.answers ?? {};
  const mine = device === undefined ? undefined : hashOfDevice(device, invitation.id);
  const withheld = withheldFrom(answers, textsFrom(response?.texts), mine);
  return {
    name: survey.name,
    definition: survey.definition,
    answers: seenBy(answers, withheld),
    status,
    ...(response?.language === undefined ? {} : { language: response.language }),
    savedAt: response?.updatedAt ?? null,
    fields: contextOf(opened).fields,
    ...(withheld.length === 0 ? {} : { withheld }),
    ...(response?.final && takes ? { correctable: true } : {}),
    ...(outcomes.length === 0 ? {} : { outcomes }),
    ...(invitation.work === undefined || status !== 'open' ? {} : { work: invitation.work }),
    ...(invitation.shared === true ? { shared: true } : {}),
  };
}

/** The rep who holds a customer on the day of the transaction. */
export async function holderOf({ sql: db, actor, now }: Work, customerId: string): Promise<string | undefined> {
  const today = now.toISOString().slice(0, 10);
  const row = await db
    .selectFrom('holdings')
    .select('rep_id')
    .where('tenant_id', '=', actor.tenantId)
    .where('customer_id', '=', customerId)
    .where('role', '=', 'holder')
    .where('from_day', '<=', today)
    .where((or) => or.or([or('to_day', 'is', null), or('to_day', '>', today)]))
    .executeTakeFirst();
  return row?.rep_id;
}

/**
 * What of the answers can be kept. Answers to questions that the logic does not show are left out: a person went back and
 * answered otherwise.
 *
 * @param context what logic reads beside the answers
 * @throws {Refusal} `invalid-body` that names each answer at fault
 */
export function soundAnswers(
  definition: SurveyDefinition,
  answers: unknown,
  final: boolean,
  context: SurveyContext = {},
): ResponseRecord['answers'] {
  const sifted = siftResponse(definition, answers, { ...context, final });
  const faults = sifted.issues.filter(({ code }) => code !== 'not-shown');
  if (faults.length === 0) return sifted.answers as ResponseRecord['answers'];
  throw new Refusal('invalid-body', {
    issues: faults.slice(0, 50).map(({ path, code, message }) => ({
      path: path === '' ? 'body.answers' : `body.answers.${path}`,
      code,
      message,
    })),
  });
}
