import type { answerSession, openSession, readSession, responses } from '@liaise/core/api/surveys';
import { responses as responseRoutes } from '@liaise/core/api/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { systemActor } from '../access/directory.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal, forbidden } from '../http/refusal.ts';
import { enveloped, type AnyRecord } from '../records/hooks.ts';
import { giveToken } from '../records/invitations.ts';
import type { BatchedHandler, Call, Incoming, WorkHandler } from '../routes/call.ts';
import { listPage, readOne } from '../routes/common.ts';
import { holderOf, isOpen, open, shown, soundAnswers, type KeptInvitation } from './answering.ts';
import { capsOf, count, takesNoMore } from './counts.ts';
import { definitionOf } from './definition.ts';
import { politely } from './asking.ts';
import { raterContext, raterOf } from './rater.ts';

/** Survey routes look a survey up by id or by its definition's id. */
const surveyOf = (call: Call, reference: string): Promise<SurveyRecord & AnyRecord> =>
  readOne(call, 'surveys', reference);

async function asLink({ services }: Incoming, token: string): Promise<Actor> {
  const actor = await services.links.holder(token);
  services.limiter.take('link', actor.invitationId ?? '');
  return actor;
}

/** `GET /v1/s/{token}`. Spends nothing, so that a mail scanner that opens links takes nothing away. */
export const readSessionHandler: WorkHandler<typeof readSession> = {
  actor: (incoming, { params }) => asLink(incoming, params.token),
  run: async ({ work, device }) => shown(await open(work), work.now, device),
};

/** `PUT /v1/s/{token}/response` */
export const answerSessionHandler: BatchedHandler<typeof answerSession> = {
  actor: (incoming, { params }) => asLink(incoming, params.token),
  batched: ({ services }, actor, { params, body }, once) =>
    services.answers.save({ actor, sent: body, once, token: params.token }),
};

/** The tenant whose survey somebody without a token opens. */
async function tenantOf(
  { services }: Incoming,
  ref: string | undefined,
): Promise<Pick<Actor, 'tenantId' | 'tenantRef'>> {
  const message = 'Say in the query whose survey it is.';
  if (ref !== undefined) {
    const tenant = await services.store.tenant(ref);
    if (!tenant) throw new Refusal('not-found');
    return { tenantId: tenant.id, tenantRef: tenant.ref };
  }
  const [only, ...others] = await services.store.tenants();
  if (!only || others.length > 0) {
    throw new Refusal('invalid-query', { issues: [{ path: 'query.tenant', code: 'required', message }] });
  }
  return { tenantId: only.id, tenantRef: only.ref };
}

/**
 * `POST /v1/surveys/{id}/sessions`. The gateway makes the session: for anyone where the survey is open to all, for a contact
 * in its own name, and for a customer that staff name within what they see.
 */
export const openSessionHandler: WorkHandler<typeof openSession> = {
  sealed: true,
  async actor(incoming, { query, body }) {
    const { caller, services, address } = incoming;
    if (!caller) {
      if (body.customerId !== undefined)
        throw forbidden('Only a caller with a token may name a customer.', 'body.customerId');
      const tenant = await tenantOf(incoming, query.tenant);
      return systemActor(tenant, `anyone ${services.secrets.sign('anyone', [address])}`);
    }
    const { actor } = caller;
    if (query.tenant !== undefined && query.tenant !== actor.tenantRef) throw new Refusal('not-found');
    if (actor.role !== 'contact') return body.customerId === undefined ? systemActor(actor, actor.subject) : actor;
    const { contactId, customerId } = actor;
    return {
      ...systemActor(actor, `contact ${contactId ?? ''}`),
      ...(contactId === undefined ? {} : { contactId }),
      ...(customerId === undefined ? {} : { customerId }),
    };
  },
  async run(call, { params, body }) {
    const { actor, work } = call;
    const survey = await surveyOf(call, params.id);
    const closed = !isOpen(survey, work.now);
    const named =
      body.customerId === undefined ? actor.customerId : await call.customers.ofBody(body.customerId, 'customerId');
    if (actor.customerId !== undefined && named !== actor.customerId) {
      throw forbidden('A contact answers for its own customer.', 'body.customerId');
    }
    // Whether a survey that is not for everybody is there at all is nobody's business without a token.
    if (closed || (survey.access === 'invited' && named === undefined)) throw new Refusal('not-found');
    const { earlier, nextAskAt } = await politely(call, survey, named, body.ownAct === true);
    const more = nextAskAt === null ? {} : { nextAskAt };
    if (earlier !== null) return { token: await giveToken(call, earlier), ...more };
    // Nobody is asked what takes no more answers.
    if (await takesNoMore(work, survey.id, definitionOf(survey.definition))) throw new Refusal('not-found');
    const unknown = actor.contactId === undefined && named === undefined;
    const invitation: KeptInvitation = {
      ...enveloped(call, { id: newId() }),
      surveyId: survey.id,
      ...(named === undefined ? {} : { customerId: named }),
      ...(actor.contactId === undefined ? {} : { contactId: actor.contactId }),
      ...(actor.repId === undefined ? {} : { repId: actor.repId }),
      channel: 'page',
      status: 'created',
      ...(unknown && survey.proofOfWork !== undefined ? { work: survey.proofOfWork } : {}),
    };
    await work.insert('invitations', invitation);
    return { token: await giveToken(call, invitation.id), ...more };
  },
};

/** `GET /v1/responses` */
export const listResponses: WorkHandler<typeof responses.list> = {
  run: (call, { query }) =>
    listPage(call, responseRoutes.list, query, (filters, after, limit) =>
      call.work.list<ResponseRecord>('responses', { filters, after, limit }),
    ),
};

/** `GET /v1/responses/{id}` */
export const readResponse: WorkHandler<typeof responses.read> = {
  run: (call, { params }) => readOne<ResponseRecord & AnyRecord>(call, 'responses', params.id),
};

/** `POST /v1/responses`: answers that came by telephone, on paper or from another system. */
export const createResponse: WorkHandler<typeof responses.create> = {
  async run(call, { body }) {
    const { at, customerId: reference, ...rest } = body;
    const authorId = await raterOf(call, body);
    const survey = await call.work.read<SurveyRecord>('surveys', body.surveyId);
    if (!survey) {
      const message = 'There is no such survey.';
      throw new Refusal('invalid-body', { issues: [{ path: 'body.surveyId', code: 'unknown-record', message }] });
    }
    const definition = definitionOf(survey.definition);
    const context = raterContext(body.raterRole);
    const answers = soundAnswers(definition, body.answers, true, context);
    if (body.source === 'page') await count(call.work, capsOf(survey.id, definition, answers, context, undefined));
    const customerId = reference === undefined ? undefined : await call.customers.ofBody(reference, 'customerId');
    const about = body.aboutRepId !== undefined;
    const repId =
      customerId !== undefined ? await holderOf(call.work, customerId) : about ? undefined : call.actor.repId;
    const when = at ?? call.now;
    const record: ResponseRecord = {
      ...enveloped(call, rest),
      answers,
      surveyVersion: survey.definition.version ?? 1,
      ...(customerId === undefined ? {} : { customerId }),
      ...(repId === undefined ? {} : { repId }),
      final: true,
      startedAt: when,
      finishedAt: when,
    };
    if (await call.work.insert('responses', { ...record, ...(authorId === undefined ? {} : { authorId }) }))
      return record;
    const message = 'A record with this id is already there.';
    throw new Refusal('already-exists', { issues: [{ path: 'body.id', code: 'already-exists', message }] });
  },
};
