import { Refusal } from '../http/refusal.ts';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { Actor } from '../access/actor.ts';
import { keyNameOf, replayOf, type KeyRow } from '../routes/idempotency.ts';
import type { Outcome } from '../routes/pipeline.ts';
import { nobodysOf, type Nobodys } from './anonymous.ts';
import {
  contextOf,
  isOpen,
  linkOf,
  shown,
  soundAnswers,
  type Kept,
  type KeptInvitation,
  type Opened,
} from './answering.ts';
import { capsOf, type Cap } from './counts.ts';
import { settable, type FieldValues } from './fields.ts';
import { checkProof, leastTime } from './proof.ts';
import { hashOfDevice, restored, textsFrom, textsOf, withheldFrom } from './texts.ts';

/** What a holder of a link sends. */
export interface Sent {
  answers: unknown;
  final: boolean;
  language?: string | undefined;
  /** The secret of the device. */
  device?: string | undefined;
  /** What the respondent keeps so as to take an anonymous answer back. */
  receipt?: string | undefined;
  proof?: string | undefined;
  /** When the finished answer that this one replaces was saved. */
  corrects?: string | undefined;
  fields?: FieldValues | undefined;
}

/** One save of one link's holder. */
export interface Submission {
  /** The link's holder. */
  actor: Actor;
  /** What is saved; a form says so only once it knows what was answered before. */
  sent: Sent | ((opened: Opened) => Sent);
  /** The request's idempotency key and the hash of what was asked under it. */
  once?: { key: string; fingerprint: string };
  /** The link's token. Left out by a page without script, of which time is asked and no work. */
  token?: string;
}

/** What came of it, and whether it had been done before under the same key. */
export interface Saved {
  outcome: Outcome;
  replayed: boolean;
}

/** What is to be written for one save. */
export interface Plan {
  /** The response; none where it was cut off its link. */
  record: Kept | null;
  nobodys: Nobodys | null;
  /** The invitation as it becomes; null where it stays. */
  invitation: KeptInvitation | null;
  invitationId: string;
  /** Of an anonymous survey no event tells. */
  quiet: boolean;
  caps: readonly Cap[];
  key: { actor: string; key: string; hash: string; body: OpenedSurvey } | null;
  saved: Saved;
}

const done = (body: OpenedSurvey, replayed = false): Saved => ({
  outcome: { status: 200, body, etag: null },
  replayed,
});

/**
 * Works out what one save comes to.
 *
 * @param before what was answered under the request's key before
 * @param repId the rep who holds the customer
 * @throws {Refusal} `conflict` after the end, `invalid-body` for answers that the survey does not take, `link-unusable`
 */
export function planOf(
  { actor, sent, once, token }: Submission,
  opened: Opened,
  before: KeyRow | null,
  repId: string | undefined,
  now: Date,
): Plan | { value: Saved } {
  const { invitation, survey, definition, response } = opened;
  const anonymous = definition.anonymous === true;
  const hash = once && Buffer.from(once.fingerprint, 'hex');
  if (hash && before) return { value: { outcome: replayOf(before, hash, ({ text }) => text), replayed: true } };
  // Nothing is kept that would tell a repetition from another answer, so both are told that it is done.
  if (anonymous && invitation.status === 'finished') return { value: done(shown(opened, now), true) };
  if (invitation.status === 'withdrawn') throw new Refusal('conflict', { detail: 'This answer was taken back.' });
  if (invitation.shared === true)
    throw new Refusal('conflict', { detail: 'This link serves many: open a session under it.' });
  const given = typeof sent === 'function' ? sent(opened) : sent;
  const corrects = response?.final === true && given.final && given.corrects === response.updatedAt;
  if (response?.final && !corrects)
    throw new Refusal('conflict', { detail: 'This survey was finished already: read the answer.' });
  if (!isOpen(survey, now)) throw new Refusal('conflict', { detail: 'This survey takes no more answers.' });
  let { final } = given;
  if (final && invitation.work !== undefined) {
    if (token !== undefined) checkProof(token, invitation.work, given.proof);
    // A form that comes faster than anybody reads is kept as a draft; its page offers to send it once more.
    else final = now.getTime() - Date.parse(invitation.createdAt) >= leastTime;
  }
  const record = recordOf(opened, { ...given, final }, anonymous ? undefined : repId, now);
  const body = shown({ ...opened, response: record }, now, given.device);
  const status = final ? 'finished' : 'started';
  const caps =
    final && !corrects
      ? capsOf(survey.id, definition, record.answers, contextOf({ invitation, response: record }), linkOf(invitation))
      : [];
  const moved =
    invitation.status === status ? null : ({ ...invitation, status, version: invitation.version + 1 } as const);
  const common = { invitationId: invitation.id, quiet: anonymous, caps };
  if (anonymous && final)
    return {
      ...common,
      record: null,
      nobodys: nobodysOf(record, now, given.receipt),
      // That it was finished may be known; when, would single an answer out.
      invitation: moved && { ...moved, updatedAt: invitation.createdAt },
      key: null,
      saved: done({ ...body, answers: {}, savedAt: null }),
    };
  return {
    ...common,
    record,
    nobodys: null,
    invitation: moved && { ...moved, updatedAt: record.updatedAt },
    key:
      once && hash ? { actor: actor.subject, key: keyNameOf(actor, once.key), hash: hash.toString('hex'), body } : null,
    saved: done(body),
  };
}

function recordOf(opened: Opened, sent: Sent, repId: string | undefined, now: Date): Kept {
  const { invitation, survey, definition, response } = opened;
  const { final, language = response?.language } = sent;
  const instant = now.toISOString();
  const device = sent.device === undefined ? undefined : hashOfDevice(sent.device, invitation.id);
  const before = { answers: response?.answers ?? {}, texts: textsFrom(response?.texts) };
  const withheld = withheldFrom(before.answers, before.texts, device);
  const fields = { ...response?.fields, ...settable(definition, sent.fields) };
  const context = contextOf({ invitation, response: null }, fields);
  const answers = soundAnswers(definition, restored(sent.answers, before.answers, withheld), final, context);
  const texts = textsOf(definition, answers, before, device);
  return {
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
    ...(invitation.aboutRepId === undefined ? {} : { aboutRepId: invitation.aboutRepId, raterRole: 'customer' }),
    answers,
    final,
    startedAt: response?.startedAt ?? instant,
    ...(final ? { finishedAt: response?.finishedAt ?? instant } : {}),
    ...(language === undefined ? {} : { language }),
    source: invitation.channel === 'page' ? 'page' : 'link',
    ...(Object.keys(context.fields).length === 0 ? {} : { fields: { ...context.fields } }),
    ...(definition.anonymous === true ? { anonymous: true } : {}),
    ...(Object.keys(texts).length === 0 ? {} : { texts: JSON.stringify(texts) }),
  };
}
