import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { siftResponse, type SurveyDefinition } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';
import { definitionOf } from './definition.ts';

/** A response as it is stored: with the invitation that it answers. */
export type Kept = ResponseRecord & { invitationId?: string };

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

/** Whether a survey takes answers at that time. */
export const isOpen = ({ status, closesAt }: SurveyRecord, now: Date): boolean =>
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
