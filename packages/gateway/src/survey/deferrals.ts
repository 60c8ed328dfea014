import type { createDeferral, deferSession, listDeferrals, removeDeferrals } from '@liaise/core/api/deferrals';
import type { Contact } from '@liaise/core/records/contact';
import type { DeferralWish } from '@liaise/core/records/deferral';
import { bodyRefusal } from '../http/refusal.ts';
import type { WorkHandler } from '../routes/call.ts';
import { readOne } from '../routes/common.ts';
import { defer, deferralsOf, liftDeferrals } from './politeness.ts';

/** Until when somebody wants to be left in peace; null is "not again". @throws when not exactly one of the two is said */
function untilOf({ until, never }: DeferralWish): string | null {
  if ((until !== undefined) !== (never === true)) return until ?? null;
  throw bodyRefusal('until', 'one-of-two', 'Say either until when, or never: true.');
}

/** `POST /v1/s/{token}/deferral` */
export const deferSessionHandler: WorkHandler<typeof deferSession> = {
  async actor({ services }, { params }) {
    const actor = await services.links.holder(params.token);
    services.limiter.take('link', actor.invitationId ?? '');
    return actor;
  },
  async run({ actor, work }, { body }) {
    const { invitationId = '', customerId, contactId } = actor;
    const who =
      contactId !== undefined
        ? ({ of: 'contact', id: contactId } as const)
        : customerId !== undefined
          ? ({ of: 'customer', id: customerId } as const)
          : ({ of: 'session', id: invitationId } as const);
    const { until, at } = await defer(work, { ...who, customerId, contactId }, untilOf(body));
    return { until, savedAt: at };
  },
};

/** `GET /v1/customers/{id}/deferrals` */
export const listDeferralsHandler: WorkHandler<typeof listDeferrals> = {
  run: async (call, { params }) => {
    const { id } = await readOne(call, 'customers', params.id);
    return { items: await deferralsOf(call.work, id) };
  },
};

/** `POST /v1/customers/{id}/deferrals` */
export const createDeferralHandler: WorkHandler<typeof createDeferral> = {
  async run(call, { params, body }) {
    const { work } = call;
    const { id: customerId } = await readOne(call, 'customers', params.id);
    const until = untilOf(body);
    const { contactId } = body;
    if (contactId === undefined) {
      const kept = await defer(work, { of: 'account', id: customerId, customerId }, until);
      return { customerId, of: 'account', ...kept };
    }
    const contact = await work.read<Contact>('contacts', contactId);
    if (contact?.customerId !== customerId)
      throw bodyRefusal('contactId', 'unknown-record', 'This customer has no such contact.');
    const kept = await defer(work, { of: 'contact', id: contactId, customerId, contactId }, until);
    return { customerId, of: 'contact', contactId, ...kept };
  },
};

/** `DELETE /v1/customers/{id}/deferrals` */
export const removeDeferralsHandler: WorkHandler<typeof removeDeferrals> = {
  async run(call, { params, query }) {
    const { id } = await readOne(call, 'customers', params.id);
    await liftDeferrals(call.work, id, query.contactId);
    return undefined;
  },
};
