import type { Approval, ApprovalChange, ApprovalCreate } from '@liaise/core/records/approval';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import { enveloped, type Hooks } from './hooks.ts';

const decided = new Set<Approval['status']>(['approved', 'refused']);

/** Who proposes does not decide: a decision is a leader's, and never on the leader's own proposal. */
export const approvals: Hooks<Approval, ApprovalCreate, ApprovalChange> = {
  create(call, body) {
    const { repId } = call.actor;
    if (repId === undefined) throw bodyRefusal('', 'no-requester', 'Only a rep may propose: the token names none.');
    if (body.status !== undefined && body.status !== 'asked') {
      throw bodyRefusal('status', 'not-asked', 'A proposal begins as asked.');
    }
    return { ...enveloped(call, body), status: 'asked', requesterId: repId };
  },
  change(call, before, after) {
    const { actor, now } = call;
    const requested = { ...after, requesterId: before.requesterId };
    if (after.status === before.status) return requested;
    if (before.status !== 'asked') throw bodyRefusal('status', 'decided', `This was ${before.status} already.`);
    if (after.status === 'withdrawn') {
      if (actor.repId !== before.requesterId) throw forbidden('Only who asked may withdraw.', 'body.status');
      return requested;
    }
    if (decided.has(after.status)) {
      if (actor.role === 'rep' || actor.repId === before.requesterId) {
        throw forbidden('Somebody else decides this.', 'body.status');
      }
      const decider = actor.repId ?? before.deciderId;
      return { ...requested, ...(decider === undefined ? {} : { deciderId: decider }), decidedAt: now };
    }
    return requested;
  },
};
