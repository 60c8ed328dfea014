import { sql } from 'kysely';
import type { shareSession, SurveyLink, surveyLinks } from '@liaise/core/api/survey-links';
import { newId } from '@liaise/core/records/identifier';
import type { SurveyRecord } from '@liaise/core/records/survey';
import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import { enveloped, type AnyRecord } from '../records/hooks.ts';
import { giveToken } from '../records/invitations.ts';
import { readOne } from '../routes/common.ts';
import type { Call, Incoming, WorkHandler } from '../routes/call.ts';
import type { Store, Work } from '../store/store.ts';
import { isOpen, type KeptInvitation } from './answering.ts';
import { readCounts } from './counts.ts';
import { definitionOf } from './definition.ts';
import { checkFields } from './fields.ts';

const surveyOf = (call: Call, reference: string): Promise<SurveyRecord & AnyRecord> =>
  readOne(call, 'surveys', reference);

function linkFrom(record: KeptInvitation, counts: ReadonlyMap<string, number>): SurveyLink {
  const { id, surveyId, createdAt, status, limit, expiresAt, fields } = record;
  return {
    id,
    surveyId,
    createdAt,
    status,
    used: counts.get(`link ${id}`) ?? 0,
    ...(limit === undefined ? {} : { limit }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(fields === undefined ? {} : { fields }),
  };
}

/** The links of a survey that serve many, oldest first. */
async function linksOf(work: Work, surveyId: string): Promise<KeptInvitation[]> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM invitations WHERE tenant_id = ${work.actor.tenantId} AND survey_id = ${surveyId}::uuid AND customer_id IS NULL AND data ->> 'shared' = 'true' ORDER BY id LIMIT 1000`.execute(
    work.sql,
  );
  return work.readMany<KeptInvitation>(
    'invitations',
    rows.map(({ id }) => id),
  );
}

/** `GET /v1/surveys/{id}/links` */
export const listLinks: WorkHandler<typeof surveyLinks.list> = {
  async run(call, { params }) {
    const survey = await surveyOf(call, params.id);
    const counts = await readCounts(call.work, survey.id);
    return { items: (await linksOf(call.work, survey.id)).map((link) => linkFrom(link, counts)) };
  },
};

/** `POST /v1/surveys/{id}/links` */
export const createLink: WorkHandler<typeof surveyLinks.create> = {
  sealed: true,
  async run(call, { params, body }) {
    const survey = await surveyOf(call, params.id);
    checkFields(definitionOf(survey.definition), body.fields);
    const { id, limit, expiresAt, fields } = body;
    const record: KeptInvitation = {
      ...enveloped(call, { id }),
      ...(limit === undefined ? {} : { limit }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(fields === undefined ? {} : { fields }),
      surveyId: survey.id,
      channel: 'link',
      status: 'created',
      shared: true,
    };
    if (!(await call.work.insert('invitations', record))) {
      const message = 'A record with this id is already there.';
      throw new Refusal('already-exists', { issues: [{ path: 'body.id', code: 'already-exists', message }] });
    }
    const token = await giveToken(call, record.id);
    const { publicUrl } = call.services;
    return { ...linkFrom(record, new Map()), token, ...(publicUrl === null ? {} : { url: `${publicUrl}/s/${token}` }) };
  },
};

/** `DELETE /v1/surveys/{id}/links/{link}`: the sessions under it that are not finished end with it. */
export const revokeLink: WorkHandler<typeof surveyLinks.revoke> = {
  async run(call, { params }) {
    const { work, now } = call;
    const survey = await surveyOf(call, params.id);
    const link = (await linksOf(work, survey.id)).find(({ id }) => id === params.link);
    if (!link) throw new Refusal('not-found');
    if (link.status === 'revoked') return undefined;
    await work.replace('invitations', { ...link, status: 'revoked', version: link.version + 1, updatedAt: now });
    await sql`UPDATE invitations SET status = 'revoked', data = data || '{"status":"revoked"}'::jsonb WHERE tenant_id = ${work.actor.tenantId} AND survey_id = ${survey.id}::uuid AND customer_id IS NULL AND data ->> 'linkId' = ${link.id} AND status <> 'finished'`.execute(
      work.sql,
    );
    return undefined;
  },
};

/**
 * Opens a session under a link that serves many.
 *
 * @throws {Refusal} `link-unusable` where the link serves one, `conflict` where the survey takes no more answers
 */
async function shareIn(call: Call, linkId: string): Promise<string> {
  const { work } = call;
  const link = await work.read<KeptInvitation>('invitations', linkId);
  const survey = link && (await work.read<SurveyRecord>('surveys', link.surveyId));
  if (!survey || link.shared !== true) throw new Refusal('link-unusable');
  const counts = await readCounts(work, survey.id);
  const isUsedUp = (counts.get(`link ${link.id}`) ?? 0) >= (link.limit ?? Infinity);
  if (!isOpen(survey, work.now) || isUsedUp)
    throw new Refusal('conflict', { detail: 'This survey takes no more answers.' });
  const { limit, fields, expiresAt } = link;
  const session: KeptInvitation = {
    ...enveloped(call, { id: newId() }),
    surveyId: survey.id,
    channel: 'link',
    status: 'created',
    linkId: link.id,
    ...(limit === undefined ? {} : { limit }),
    ...(fields === undefined ? {} : { fields }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(survey.proofOfWork === undefined ? {} : { work: survey.proofOfWork }),
  };
  await work.insert('invitations', session);
  return giveToken(call, session.id);
}

const anyone = (link: Actor): Actor => systemActor(link, `link ${link.invitationId ?? ''}`);

/** `POST /v1/s/{token}/sessions` */
export const shareSessionHandler: WorkHandler<typeof shareSession> = {
  sealed: true,
  async actor({ services, address }: Incoming, { params }) {
    services.limiter.take('open', address);
    const link = await services.links.holder(params.token);
    return { ...anyone(link), invitationId: link.invitationId ?? '' };
  },
  run: async (call) => ({ token: await shareIn(call, call.actor.invitationId ?? '') }),
};

/** The same for a page without script, which sends no key. */
export function sharePlain(store: Store, link: Actor): Promise<string> {
  return store.transact(anyone(link), (work) =>
    shareIn({ work, actor: work.actor, now: work.now.toISOString() } as Call, link.invitationId ?? ''),
  );
}
