import type { Invitation, SurveyRecord } from '@liaise/core/records/survey';
import type { Call } from '../routes/call.ts';
import { checkVerdict, mayAsk, nextAskAt } from './politeness.ts';

/** The newest session that the same contact opened on a page before. */
async function sessionBefore({ work, actor }: Call, surveyId: string): Promise<Invitation | null> {
  if (actor.contactId === undefined) return null;
  const rows = await work.sql
    .selectFrom('invitations')
    .select('id')
    .where('tenant_id', '=', actor.tenantId)
    .where('survey_id', '=', surveyId)
    .where('contact_id', '=', actor.contactId)
    .where('status', '<>', 'revoked')
    .orderBy('id', 'desc')
    .limit(10)
    .execute();
  const found = await work.readMany<Invitation>(
    'invitations',
    rows.map(({ id }) => id),
  );
  return found.findLast(({ channel, expiresAt }) => channel === 'page' && expiresAt === undefined) ?? null;
}

/**
 * Whether a survey may open in a page now, and in which session.
 *
 * A session that the person began is gone on with, on whatever device; one that they finished shows their answer until the survey may be asked of
 * them again. One in which they answered nothing was a question like any other: it is put again once the recontact times are over. Whoever asks
 * for the survey themself (`ownAct`) is not kept from it.
 *
 * @param customerId the customer whose people answer; undefined for a visitor without a name, whose device keeps what they were asked
 * @returns `earlier`: the session to go on with; null: a new one
 * @throws {Refusal} `not-now`
 */
export async function politely(
  call: Call,
  survey: SurveyRecord,
  customerId: string | undefined,
  ownAct: boolean,
): Promise<{ earlier: string | null; nextAskAt: string | null }> {
  const { work, actor } = call;
  if (customerId === undefined) return { earlier: null, nextAskAt: await nextAskAt(work) };
  const before = await sessionBefore(call, survey.id);
  const earlier = before?.id ?? null;
  if (ownAct) return { earlier, nextAskAt: null };
  const verdict = await mayAsk(work, { survey, customerId, contactId: actor.contactId });
  const goesOn = before?.status === 'started' && (verdict.ask || !['later', 'not-again'].includes(verdict.reason));
  const isAnswered = before?.status === 'finished' && (!verdict.ask || survey.recontactDays === undefined);
  if (goesOn || isAnswered) return { earlier, nextAskAt: verdict.ask ? verdict.nextAskAt : null };
  checkVerdict(verdict, work.now);
  const countsAnew = verdict.nextAskAt !== null || survey.recontactDays !== undefined;
  return { earlier: countsAnew ? null : earlier, nextAskAt: verdict.nextAskAt };
}
