import type { OpenedSurvey } from '@liaise/core/api/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { siftResponse, type SurveyDefinition } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';
import { definitionOf } from './definition.ts';

type Kept = ResponseRecord & { invitationId?: string };

/** What lies behind a link, at the holder's own right. */
export interface Opened {
  invitation: Omit<Invitation, 'customerId'> & { customerId?: string };
  survey: SurveyRecord;
  definition: SurveyDefinition;
  response: Kept | null;
}

/** Reads what lies behind the link of the transaction's actor. @throws {Refusal} `link-unusable` */
export async function open(work: Work): Promise<Opened> {
  const { actor, sql } = work;
  const invitation = await work.read<Opened['invitation']>('invitations', actor.invitationId ?? '');
  const survey = invitation ? await work.read<SurveyRecord>('surveys', invitation.surveyId) : null;
  if (!invitation || !survey) throw new Refusal('link-unusable');
  const row = await sql
    .selectFrom('responses')
    .select('id')
    .where('tenant_id', '=', actor.tenantId)
    .where('invitation_id', '=', invitation.id)
    .executeTakeFirst();
  const response = row ? await work.read<Kept>('responses', row.id) : null;
  return { invitation, survey, definition: definitionOf(survey.definition), response };
}

const isOpen = ({ status, closesAt }: SurveyRecord, now: Date): boolean =>
  status === 'open' && (closesAt === undefined || Date.parse(closesAt) > now.getTime());

/** What the holder of a link is shown. */
export function shown({ survey, response }: Opened, now: Date): OpenedSurvey {
  const status = response?.final ? 'finished' : isOpen(survey, now) ? 'open' : 'closed';
  return {
    name: survey.name,
    definition: survey.definition,
    answers: response?.answers ?? {},
    status,
    ...(response?.language === undefined ? {} : { language: response.language }),
    savedAt: response?.updatedAt ?? null,
    fields: {},
  };
}

/** The rep who holds a customer on the day of the transaction. */
export async function holderOf({ sql, actor, now }: Work, customerId: string): Promise<string | undefined> {
  const today = now.toISOString().slice(0, 10);
  const row = await sql
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
 * @throws {Refusal} `invalid-body` that names each answer at fault
 */
export function soundAnswers(
  definition: SurveyDefinition,
  answers: unknown,
  final: boolean,
): ResponseRecord['answers'] {
  const sifted = siftResponse(definition, answers, { final });
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

/** What a holder of a link sends. */
export interface Sent {
  answers: unknown;
  final: boolean;
  language?: string | undefined;
}

/**
 * Saves the answers so far, or finishes. Submits to one link wait for one another, so that one response comes of it however many are
 * sent at once; it keeps the rep who holds the customer at that moment.
 *
 * @throws {Refusal} `conflict` after the end, `invalid-body` for answers that the survey does not take
 */
export async function save(work: Work, { answers, final, language }: Sent): Promise<OpenedSurvey> {
  const { actor, sql, now } = work;
  await sql
    .selectFrom('invitations')
    .select('id')
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', actor.invitationId ?? '')
    .forUpdate()
    .execute();
  const opened = await open(work);
  const { invitation, survey, definition, response } = opened;
  if (response?.final) throw new Refusal('conflict', { detail: 'This survey was finished already: read the answer.' });
  if (!isOpen(survey, now)) throw new Refusal('conflict', { detail: 'This survey takes no more answers.' });
  const kept = soundAnswers(definition, answers, final);
  const instant = now.toISOString();
  const repId = invitation.customerId === undefined ? undefined : await holderOf(work, invitation.customerId);
  const record: Kept = {
    id: response?.id ?? newId(),
    version: (response?.version ?? 0) + 1,
    createdAt: response?.createdAt ?? instant,
    updatedAt: instant,
    surveyId: survey.id,
    surveyVersion: survey.definition.version ?? 1,
    invitationId: invitation.id,
    ...(invitation.customerId === undefined ? {} : { customerId: invitation.customerId }),
    ...(invitation.contactId === undefined ? {} : { contactId: invitation.contactId }),
    ...(repId === undefined ? {} : { repId }),
    answers: kept,
    final,
    startedAt: response?.startedAt ?? instant,
    ...(final ? { finishedAt: instant } : {}),
    ...(language === undefined
      ? response?.language === undefined
        ? {}
        : { language: response.language }
      : { language }),
    source: invitation.channel === 'page' ? 'page' : 'link',
  };
  const written = response ? await work.replace('responses', record) : await work.insert('responses', record);
  if (!written) throw new Refusal('conflict', { detail: 'The answers are being saved elsewhere: try again.' });
  const status = final ? 'finished' : 'started';
  if (invitation.status !== status) {
    await work.replace('invitations', { ...invitation, status, version: invitation.version + 1, updatedAt: instant });
  }
  return shown({ ...opened, response: record }, now);
}
